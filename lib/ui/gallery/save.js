// A link that saves a file, or a file that is saved at once. The server names the file (Content-Disposition).

const ARROW =
  '<svg viewBox="0 -960 960 960" fill="currentColor" aria-hidden="true"><path d="M480-320 280-520l56-58 104 104v-326h80v326l104-104 56 58-200 200ZM240-160q-33 0-56.5-23.5T160-240v-120h80v120h480v-120h80v120q0 33-23.5 56.5T720-160H240Z"/></svg>'

// What was saved already: the same order comes again with every run of the page, and when the page is opened again.
const saved = new Set()

function linkTo(url) {
  const link = document.createElement("a")
  link.href = url
  link.download = ""
  return link
}

function showLink(parent, { label, url }) {
  let link = parent.querySelector("a")
  if (!link) {
    link = linkTo(url)
    link.className = "save"
    link.innerHTML = ARROW
    link.append(document.createElement("span"))
    parent.append(link)
  }
  link.href = url
  link.lastChild.textContent = label
}

export default function ({ parentElement, data }) {
  if (data.label) {
    showLink(parentElement, data)
  } else if (!saved.has(data.order)) {
    saved.add(data.order)
    linkTo(data.url).click()
  }
}
