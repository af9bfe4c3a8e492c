// Copy link, Share, Download. The share sheet opens only within a press: files are fetched first, and where the press
// has lapsed by then, a second one shares what is there.

const MOST_BYTES = 300 * 1024 * 1024
const APART_MS = 800
const SAID_MS = 4000
const ICONS = {
  copy: "M440-280H280q-83 0-141.5-58.5T80-480q0-83 58.5-141.5T280-680h160v80H280q-50 0-85 35t-35 85q0 50 35 85t85 35h160v80ZM320-440v-80h320v80H320Zm200 160v-80h160q50 0 85-35t35-85q0-50-35-85t-85-35H520v-80h160q83 0 141.5 58.5T880-480q0 83-58.5 141.5T680-280H520Z",
  share:
    "M240-40q-33 0-56.5-23.5T160-120v-440q0-33 23.5-56.5T240-640h120v80H240v440h480v-440H600v-80h120q33 0 56.5 23.5T800-560v440q0 33-23.5 56.5T720-40H240Zm200-280v-447l-64 64-56-57 160-160 160 160-56 57-64-64v447h-80Z",
  down: "M480-320 280-520l56-58 104 104v-326h80v326l104-104 56 58-200 200ZM240-160q-33 0-56.5-23.5T160-240v-120h80v120h480v-120h80v120q0 33-23.5 56.5T720-160H240Z",
}
const all = new WeakMap()

function element(tag, parent, className = "") {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

function control(tag, parent, icon, className = "") {
  const made = element(tag, parent, className)
  made.innerHTML = `<svg viewBox="0 -960 960 960" fill="currentColor" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>`
  element("span", made)
  return made
}

function write(node, text) {
  node.hidden = !text
  if (node.lastChild.textContent !== text) node.lastChild.textContent = text ?? ""
}

function say(parts, text, stays = false) {
  clearTimeout(parts.quiet)
  parts.said.textContent = text
  if (text && !stays) parts.quiet = setTimeout(() => (parts.said.textContent = ""), SAID_MS)
}

const addressOf = data => new URL(data.link, window.location.href).href

// Over plain http there is no clipboard of the browser's: a selected text is copied, as by hand.
function copyByHand(text) {
  const area = element("textarea", document.body)
  area.value = text
  area.style.cssText = "position:fixed;top:0;opacity:0"
  area.select()
  let done = false
  try {
    done = document.execCommand("copy")
  } catch {
    done = false
  }
  area.remove()
  return done
}

async function copy(parts) {
  const text = addressOf(parts.data)
  const { words } = parts.data
  let done = false
  try {
    await navigator.clipboard.writeText(text)
    done = true
  } catch {
    done = copyByHand(text)
    parts.copy.focus()
  }
  parts.address.hidden = done
  if (done) return say(parts, words.copied)
  parts.address.value = text
  say(parts, words.by_hand, true)
  parts.address.select()
}

async function fetchFile(file, arrived) {
  const answer = await fetch(file.url)
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  const chunks = []
  const reader = answer.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value)
    arrived(part.value.length)
  }
  return new File(chunks, file.name, { type: file.type })
}

async function fetchAll(parts, files) {
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let here = 0
  Object.assign(parts.bar, { hidden: false, max: total || 1, value: 0 })
  const fetched = []
  try {
    for (const file of files) fetched.push(await fetchFile(file, bytes => (parts.bar.value = here += bytes)))
  } finally {
    parts.bar.hidden = true
  }
  return fetched
}

const namesOf = files => files.map(file => file.name).join("\n")

function takesFiles(files) {
  const like = files.map(file => new File([], file.name, { type: file.type }))
  return Boolean(navigator.canShare?.({ files: like }))
}

async function hand(parts, what) {
  const { words } = parts.data
  try {
    await navigator.share(what)
    parts.held = null
    say(parts, "")
  } catch (error) {
    if (error.name === "AbortError") return say(parts, "")
    say(parts, error.name === "NotAllowedError" && what.files ? words.ready : words.failed, true)
  }
  parts.share.classList.toggle("now", Boolean(parts.held))
}

async function share(parts) {
  const { files, words, link, title } = parts.data
  const size = files.reduce((sum, file) => sum + file.size, 0)
  if (!files.length || size > MOST_BYTES || !takesFiles(files)) {
    if (link) return hand(parts, { title, url: addressOf(parts.data) })
    return say(parts, size > MOST_BYTES ? words.too_large : words.failed, true)
  }
  if (parts.held?.names !== namesOf(files)) {
    parts.share.disabled = true
    say(parts, words.loading, true)
    try {
      parts.held = { names: namesOf(files), files: await fetchAll(parts, files) }
    } catch {
      return say(parts, words.gone, true)
    } finally {
      parts.share.disabled = false
    }
  }
  return hand(parts, { files: parts.held.files })
}

function save(file) {
  const link = document.createElement("a")
  Object.assign(link, { href: file.url, download: file.name })
  link.click()
}

function saveEach(parts) {
  const { files, words } = parts.data
  files.forEach((file, place) => setTimeout(() => save(file), place * APART_MS))
  say(parts, words.saved)
}

function make(parent) {
  const row = element("div", parent, "row")
  const parts = {
    download: control("a", row, "down", "download"),
    share: control("button", row, "share"),
    each: control("button", row, "down"),
    copy: control("button", row, "copy"),
    bar: element("progress", row),
    said: element("p", row, "said"),
    address: element("input", row),
  }
  parts.said.setAttribute("role", "status")
  parts.bar.hidden = parts.address.hidden = parts.address.readOnly = true
  parts.copy.addEventListener("click", () => copy(parts))
  parts.share.addEventListener("click", () => share(parts))
  parts.each.addEventListener("click", () => saveEach(parts))
  return parts
}

export default function ({ parentElement, data }) {
  let parts = all.get(parentElement)
  if (!parts) all.set(parentElement, (parts = make(parentElement)))
  if (parts.data && namesOf(parts.data.files) !== namesOf(data.files)) {
    parts.held = null
    parts.share.classList.remove("now")
    say(parts, "")
  }
  parts.data = data
  const { words, files } = data
  write(parts.download, words.download)
  write(parts.copy, words.copy)
  write(parts.each, files.length ? words.each : "")
  // Where the browser has no share sheet, there is the download.
  write(parts.share, navigator.share && (files.length || data.link) ? words.share : "")
  if (files.length) Object.assign(parts.download, { href: files[0].url, download: files[0].name })
  parts.bar.setAttribute("aria-label", words.loading)
  parts.address.setAttribute("aria-label", words.link)
}
