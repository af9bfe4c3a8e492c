// A file that is chosen or dropped and sent to the server in parts: it may be far larger than what a browser, a proxy
// or the server's memory would bear at once, and a cut line costs no more than one part.

const TRIES = 6
const PAUSE_MS = 1000
const LEAST_BYTES = 10_000
const all = new WeakMap()

function element(tag, parent, className = "") {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

const wait = ms => new Promise(resolve => setTimeout(resolve, ms))

async function sendPart(parts, file, at) {
  const answer = await fetch(parts.data.url, {
    method: "PUT",
    body: file.slice(at, at + parts.bytes),
    headers: { "X-Castboard-At": String(at) },
    signal: parts.stop.signal,
  })
  // The server takes all that is sent here: a proxy before it takes less at once.
  if (answer.status === 413) return halve(parts, at)
  if (answer.status === 404) throw Object.assign(new Error("not taken"), { words: parts.data.words.failed })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return (await answer.json()).size
}

function halve(parts, at) {
  if (parts.bytes < 2 * LEAST_BYTES) throw Object.assign(new Error("proxy"), { words: parts.data.words.stopped })
  parts.bytes = Math.ceil(parts.bytes / 2)
  return at
}

async function sendAll(parts, file) {
  parts.bytes = Math.min(parts.data.part_bytes, Math.max(file.size, 1))
  let here = 0
  let tries = 0
  do {
    try {
      here = await sendPart(parts, file, here)
      tries = 0
    } catch (error) {
      if (error.words || error.name === "AbortError" || ++tries >= TRIES) throw error
      parts.bytes = Math.max(LEAST_BYTES, Math.ceil(parts.bytes / 2))
      await wait(PAUSE_MS * tries)
    }
    parts.bar.value = here
    parts.said.textContent = `${file.name} · ${Math.floor((100 * here) / Math.max(1, file.size))} %`
  } while (here < file.size)
}

function show(parts, sending) {
  parts.drop.hidden = sending
  parts.way.hidden = !sending
}

async function take(parts, file) {
  if (!file || !parts.way.hidden) return
  const { words, most_bytes } = parts.data
  parts.input.value = ""
  if (file.size > most_bytes) return void (parts.wrong.textContent = words.too_large)
  parts.wrong.textContent = ""
  parts.stop = new AbortController()
  Object.assign(parts.bar, { max: file.size || 1, value: 0 })
  show(parts, true)
  parts.cancel.focus()
  try {
    await sendAll(parts, file)
    parts.trigger("came", { token: parts.data.token, name: file.name, size: file.size })
    parts.said.textContent = words.came
    parts.cancel.hidden = true
  } catch (error) {
    show(parts, false)
    parts.choose.focus()
    if (error.name !== "AbortError") parts.wrong.textContent = error.words ?? words.failed
  }
}

function make(parent) {
  const root = element("div", parent, "root")
  const drop = element("div", root, "bar drop")
  const parts = { drop, input: element("input", drop), choose: element("button", drop), hint: element("span", drop, "hint") }
  parts.way = element("div", root, "bar")
  parts.said = element("span", parts.way, "said")
  parts.bar = element("progress", parts.way)
  parts.cancel = element("button", parts.way)
  parts.wrong = element("p", root, "wrong")
  parts.wrong.setAttribute("role", "alert")
  parts.said.setAttribute("role", "status")
  Object.assign(parts.input, { type: "file", accept: ".zip,application/zip", hidden: true, tabIndex: -1 })
  parts.choose.type = parts.cancel.type = "button"
  parts.choose.addEventListener("click", () => parts.input.click())
  parts.input.addEventListener("change", () => take(parts, parts.input.files[0]))
  parts.cancel.addEventListener("click", () => parts.stop.abort())
  for (const name of ["dragenter", "dragover"])
    drop.addEventListener(name, event => {
      event.preventDefault()
      drop.classList.add("over")
    })
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"))
  drop.addEventListener("drop", event => {
    event.preventDefault()
    take(parts, event.dataTransfer.files[0])
  })
  parts.way.hidden = true
  return parts
}

export default function ({ parentElement, data, setTriggerValue }) {
  let parts = all.get(parentElement)
  if (!parts) all.set(parentElement, (parts = make(parentElement)))
  // Another token: what came before was looked at, and another file can come.
  if (parts.data && parts.data.token !== data.token) {
    show(parts, false)
    parts.cancel.hidden = false
  }
  Object.assign(parts, { data, trigger: setTriggerValue })
  parts.choose.textContent = data.words.choose
  parts.input.setAttribute("aria-label", data.words.choose)
  parts.hint.textContent = data.words.hint
  parts.cancel.textContent = data.words.cancel
  parts.bar.setAttribute("aria-label", data.words.sending)
  return () => parts.stop?.abort()
}
