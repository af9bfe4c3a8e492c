// The bar of pages: real links, made once and kept, so that the focus stays on the one that was pressed.
const bars = new WeakMap()

function element(name, className, parent) {
  const made = document.createElement(name)
  made.className = className
  parent.append(made)
  return made
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text
}

function makeLink(list) {
  const link = element("a", "page", element("li", "", list))
  link.dataset.castboardPage = ""
  const [label, moving, needs] = ["", "moving", "needs"].map((name) => {
    const part = element("span", name, link)
    link.append(" ")
    return part
  })
  return { link, label, moving, needs }
}

function paint(bar, { href, label, moving, needs, title, current }) {
  bar.link.href = href
  write(bar.label, label)
  write(bar.moving, moving)
  write(bar.needs, needs)
  // With its numbers in words: beside each other they tell a screen reader nothing.
  if (title) bar.link.setAttribute("aria-label", title)
  else bar.link.removeAttribute("aria-label")
  bar.link.title = title
  if (current === undefined) return
  if (current) bar.link.setAttribute("aria-current", "page")
  else bar.link.removeAttribute("aria-current")
}

export default function ({ parentElement, data }) {
  let bar = bars.get(parentElement)
  if (!bar) {
    const nav = element("nav", "", parentElement)
    const list = element("ul", "", nav)
    bar = { nav, list, links: [] }
    // What a tick knows of the numbers comes without a run of the page.
    bar.news = ({ detail }) => {
      const jobs = bar.links.find(({ link }) => link.getAttribute("href") === detail.jobs.href)
      if (jobs) paint(jobs, detail.jobs)
    }
    bars.set(parentElement, bar)
  }
  bar.nav.setAttribute("aria-label", data.name)
  while (bar.links.length < data.pages.length) bar.links.push(makeLink(bar.list))
  data.pages.forEach((page, place) => paint(bar.links[place], page))
  document.addEventListener("castboard:news", bar.news)
  return () => document.removeEventListener("castboard:news", bar.news)
}
