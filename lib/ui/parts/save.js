// A file that is saved at once. The server names it (Content-Disposition).

// What was saved already: the same order comes again with every run of the page, and when the page is opened again.
const saved = new Set()

export default function ({ data }) {
  if (saved.has(data.order)) return
  saved.add(data.order)
  const link = document.createElement("a")
  link.href = data.url
  link.download = ""
  link.click()
}
