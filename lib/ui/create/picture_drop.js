// Pictures for the board: chosen with a button, dropped or pasted anywhere on it. Each goes to the server's disk.

const FIELDS = "textarea, input:not([type=file], [type=checkbox], [type=radio], [type=range]), [contenteditable=true]"
const UPLOADER = '[data-testid="stFileUploader"]'
const CARD = "st-key-card-"
const PAUSE_MS = 300
const ICON =
  '<svg viewBox="0 -960 960 960" fill="currentColor" aria-hidden="true"><path d="M440-320v-326L336-542l-56-58 200-200 200 200-56 58-104-104v326h-80ZM240-160q-33 0-56.5-23.5T160-240v-120h80v120h480v-120h80v120q0 33-23.5 56.5T720-160H240Z"/></svg>'
const places = new WeakMap()

// What is on its way may arrive after the board was drawn anew, or opened again: this is where it shows and reports.
let place = null
const batches = new Set()

function element(tag, parent, className = "") {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

const wait = ms => new Promise(resolve => setTimeout(resolve, ms))
const connected = () => document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === "CONNECTED"
const cardOf = node => node?.closest?.(`[class*="${CARD}"]`)

function uidOf(card) {
  const name = card && [...card.classList].find(one => one.startsWith(CARD))
  return name ? name.slice(CARD.length) : ""
}

function paint() {
  document.documentElement.style.cursor = batches.size ? "progress" : ""
  if (!place) return
  const all = [...batches]
  const number = all.reduce((sum, batch) => sum + batch.files.length, 0)
  const size = all.flatMap(batch => batch.files).reduce((sum, file) => sum + file.size, 0)
  const sent = all.flatMap(batch => [...batch.sent.values()]).reduce((sum, bytes) => sum + bytes, 0)
  place.hint.hidden = number > 0
  place.way.hidden = number === 0
  place.said.textContent = number ? place.words.sending.replace("{0}", number) : ""
  Object.assign(place.bar, { max: size || 1, value: Math.min(sent, size) })
}

function posted(file, batch) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    batch.requests.push(request)
    request.upload.addEventListener("progress", event => {
      batch.sent.set(file, event.loaded)
      paint()
    })
    request.addEventListener("loadend", () => resolve(request))
    request.open("POST", batch.url)
    request.setRequestHeader("Content-Type", "application/octet-stream")
    request.send(file)
  })
}

// What the server is told of a file; nothing of one that did not get there, which people read below the page.
async function told(file, batch) {
  const facts = { name: file.name, size: file.size, id: "" }
  if (file.size > batch.most) return facts
  const { status, responseText } = await posted(file, batch)
  if (batch.stopped) return null
  document.dispatchEvent(new CustomEvent("castboard:picture", { detail: { file, status } }))
  return status === 200 ? { ...facts, id: JSON.parse(responseText).id } : null
}

async function bring(files, card) {
  if (!files.length || !place) return
  const { url, most } = place
  const batch = { files, url, most, sent: new Map(), requests: [], stopped: false }
  batches.add(batch)
  paint()
  // What becomes of them is asked here.
  if (!card) place.root.scrollIntoView({ block: "nearest" })
  const came = (await Promise.all(files.map(file => told(file, batch)))).filter(Boolean)
  while (!batch.stopped && came.length && !(place && connected())) await wait(PAUSE_MS)
  batches.delete(batch)
  paint()
  if (!batch.stopped && came.length) place.report({ uid: uidOf(card), files: came })
}

function cancel() {
  for (const batch of batches) {
    batch.stopped = true
    for (const request of batch.requests) request.abort()
  }
  place?.choose.focus()
}

const isInUploader = event => Boolean(event.target?.closest?.(UPLOADER))
const isBusy = () => Boolean(document.querySelector('[role="dialog"]'))

function pasted(event) {
  const held = event.clipboardData
  const files = [...(held?.files ?? [])].filter(file => file.type.startsWith("image/"))
  if (!files.length || !place || event.defaultPrevented || isInUploader(event) || isBusy()) return
  // Some programs copy a picture of the text beside the text, and a field wants that.
  if (event.target.closest?.(FIELDS) && held.types.includes("text/plain")) return
  event.preventDefault()
  bring(files, cardOf(document.activeElement))
}

// A picture of the page itself that is dragged about is no new one.
let isOfThePage = false
let marked = null

function mark(node) {
  if (marked === node) return
  marked?.removeAttribute("data-castboard-over")
  node?.setAttribute("data-castboard-over", "")
  marked = node
}

const bringsFiles = event => place && !isOfThePage && event.dataTransfer?.types.includes("Files")

function dragged(event) {
  if (!bringsFiles(event) || isInUploader(event)) return mark(null)
  // Also where nothing is taken: a file that is let go there would be shown in the place of the page.
  event.preventDefault()
  event.dataTransfer.dropEffect = isBusy() ? "none" : "copy"
  mark(isBusy() ? null : (cardOf(event.target) ?? document.querySelector('[data-testid="stMain"]')))
}

async function dropped(event) {
  mark(null)
  if (!bringsFiles(event) || isInUploader(event)) return
  event.preventDefault()
  const card = cardOf(event.target)
  if (!isBusy()) bring(await filesOf(event.dataTransfer), card)
}

// A folder comes as one file without content; what is in it is had by another way, which must be begun at once.
async function filesOf(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean)
  if (!entries.some(entry => entry.isDirectory)) return [...transfer.files]
  return (await Promise.all(entries.map(filesIn))).flat().filter(file => !file.name.startsWith("."))
}

async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))]
  const [reader, found] = [entry.createReader(), []]
  const some = () => new Promise((done, failed) => reader.readEntries(done, failed))
  for (let next = await some(); next.length; next = await some()) found.push(...next)
  return (await Promise.all(found.map(filesIn))).flat()
}

document.addEventListener("paste", pasted)
document.addEventListener("dragstart", () => (isOfThePage = true))
document.addEventListener("dragend", () => (isOfThePage = false))
for (const name of ["dragenter", "dragover"]) document.addEventListener(name, dragged)
document.addEventListener("dragleave", event => event.relatedTarget || mark(null))
document.addEventListener("drop", dropped)

function make(parent) {
  const root = element("div", parent, "root bar")
  const choose = element("button", root)
  choose.innerHTML = ICON
  const parts = { root, choose, name: element("span", choose), input: element("input", root), hint: element("div", root, "hint") }
  parts.title = element("div", parts.hint, "title")
  parts.ways = element("div", parts.hint, "ways")
  parts.way = element("div", root, "way")
  parts.said = element("span", parts.way, "said")
  parts.cancel = element("button", parts.way)
  parts.bar = element("progress", parts.way)
  parts.said.setAttribute("role", "status")
  Object.assign(parts.input, { type: "file", multiple: true, hidden: true })
  // A phone opens its pictures. Elsewhere any name can be chosen: the content decides.
  if (matchMedia("(pointer: coarse)").matches) parts.input.accept = "image/*"
  choose.type = parts.cancel.type = "button"
  choose.addEventListener("click", () => parts.input.click())
  parts.cancel.addEventListener("click", cancel)
  parts.input.addEventListener("change", () => {
    bring([...parts.input.files], null)
    parts.input.value = ""
  })
  return parts
}

export default function ({ parentElement, data, setTriggerValue }) {
  let parts = places.get(parentElement)
  if (!parts) places.set(parentElement, (parts = make(parentElement)))
  Object.assign(parts, { url: data.url, most: data.most, words: data.words, report: value => setTriggerValue("came", value) })
  parts.name.textContent = data.words.choose
  parts.title.textContent = data.words.title
  parts.ways.textContent = data.words.ways
  parts.cancel.textContent = data.words.cancel
  parts.bar.setAttribute("aria-label", data.words.progress)
  place = parts
  paint()
  return () => {
    if (place === parts) place = null
    mark(null)
  }
}
