// Cards of jobs on a phone. Real links, so that a long press opens one in a new tab; a tap stays in the page.
const MAIN = '[data-testid="stMain"]'

function element(tag, className, parent, text = "") {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  parent.append(made)
  return made
}

function addressOf(id) {
  const address = new URL(window.location.href)
  address.search = `?job=${encodeURIComponent(id)}`
  return address.href
}

function draw(card, parent) {
  const link = element("a", "card", parent)
  link.href = addressOf(card.id)
  link.dataset.id = card.id
  const picture = element("div", "picture", link)
  if (card.picture) {
    const image = element("img", "", picture)
    Object.assign(image, { alt: "", loading: "lazy", src: card.picture })
  }
  const words = element("div", "words", link)
  element("div", "title", words, card.title)
  const line = element("div", "line", words)
  element("span", `state ${card.tone}`, line, card.state)
  if (card.take) element("span", "small", line, card.take)
  if (card.percent !== null) {
    const bar = element("div", "bar", words)
    element("div", "done", bar).style.width = `${card.percent}%`
  }
  element("div", "small", words, card.facts)
}

export default function jobCards({ data, parentElement, setTriggerValue }) {
  const fresh = !parentElement.querySelector(".cards")
  const list = parentElement.querySelector(".cards") ?? element("div", "cards", parentElement)
  const shown = JSON.stringify(data.cards)
  if (list.shown !== shown) {
    const focused = list.getRootNode().activeElement?.dataset?.id
    list.replaceChildren()
    for (const card of data.cards) draw(card, list)
    list.shown = shown
    if (focused) list.querySelector(`[data-id="${focused}"]`)?.focus()
  }
  list.onclick = event => {
    const link = event.target.closest("a.card")
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    list.leaving = true
    setTriggerValue("opened", link.dataset.id)
  }
  // Whoever comes back finds the list where it was left.
  const last = fresh && data.last && list.querySelector(`[data-id="${data.last}"]`)
  if (last) last.scrollIntoView({ block: "center" })
  return () => {
    // The card of the job stands in the list's place, and begins at its top.
    if (list.leaving && !list.isConnected) document.querySelector(MAIN)?.scrollTo(0, 0)
  }
}
