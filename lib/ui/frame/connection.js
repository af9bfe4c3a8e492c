// All that is on a page comes over one WebSocket, and pictures go by themselves. What people read where a proxy or a
// lost connection stands in the way: Streamlit shows a grey page and tries for ever, or drops the picture.
const base = window.__streamlit.BACKEND_BASE_URL
const LOOK_MS = 1000
const TRY_AFTER_MS = 5000
const SAY_AFTER_MS_BY_OUTCOME = { blocked: 10000, unanswered: 20000 }
const STAYS_MS = 2000
const CALM_LOOKS = 3
const SIZE = { style: "unit", unit: "megabyte", maximumSignificantDigits: 2 }

const app = () => document.querySelector('[data-testid="stApp"]')
const connected = () => app()?.dataset.testConnectionState === "CONNECTED"
const calm = () => connected() && app().dataset.testScriptState === "notRunning"

// Texts of ours on the page, each under its id until it is closed or no longer true.

const sentences = JSON.parse(document.getElementById("castboard-sentences").textContent)
const ENGLISH = Object.keys(sentences)[0]
// A sentence in the language of the page; what stands in its braces may be an element.
const sentence = (name, parts = {}) => (sentences[document.documentElement.lang] ?? sentences[ENGLISH])[name]
  .split(/\{(\w+)\}/).flatMap((part, place) => place % 2 ? parts[part] : [part])
const element = (name, ...children) => {
  const made = document.createElement(name)
  made.append(...children)
  return made
}
const place = () => {
  let found = document.querySelector(".castboard-connection")
  if (!found) {
    found = element("div")
    found.className = "castboard-connection"
    document.body.append(found)
  }
  found.style.colorScheme = app() ? getComputedStyle(app()).colorScheme : ""
  return found
}
const said = (id) => document.querySelector(`[data-castboard-said="${CSS.escape(id)}"]`)
const say = (id, ...content) => {
  if (said(id)) return
  const box = element("section", ...content)
  box.dataset.castboardSaid = id
  box.setAttribute("role", "alert")
  place().append(box)
}
const button = (name, act) => {
  const made = element("button", ...sentence(name))
  made.addEventListener("click", act)
  return made
}

// The WebSocket.

const FOR_THE_PROXY = `proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
proxy_set_header Host $http_host;`
const line = new URL("_stcore/stream", base.replace(/^http/, "ws")).href

const sayBlocked = () => say("connection",
  element("h2", ...sentence("blocked")),
  element("p", ...sentence("blocked_hint")),
  element("p", ...sentence("for_the_proxy", { address: element("code", line) })),
  element("pre", FOR_THE_PROXY),
  element("p", ...sentence("goes_on")),
  button("try_again", () => location.reload()))

// Our own attempt tells a connection that is refused from one that is only slow, or from a server that is away.
const attempt = () => {
  const made = { outcome: "" }
  fetch(new URL("_stcore/health", base))
    .then((answer) => answer.ok, () => false)
    .then((there) => {
      made.outcome = there ? "unanswered" : "away"
      if (there) connect(made)
    })
  return made
}
const connect = (made) => {
  const end = (outcome) => { if (made.outcome === "unanswered") made.outcome = outcome }
  try {
    const socket = new WebSocket(line, ["streamlit"])
    socket.addEventListener("close", () => end("blocked"))
    // Some proxies accept it and cut it at once.
    socket.addEventListener("open", () => setTimeout(() => { end("open"); socket.close() }, STAYS_MS))
  } catch {
    end("blocked")
  }
}

let since = performance.now()
let tried = null
const lookAtTheLine = () => {
  const waited = performance.now() - since
  if (connected() || !app() || ["open", "away"].includes(tried?.outcome)) {
    since = performance.now()
    tried = null
    if (connected()) ["connection", "away"].forEach((id) => said(id)?.remove())
  } else if (!tried && waited >= TRY_AFTER_MS) {
    tried = attempt()
  } else if (waited >= SAY_AFTER_MS_BY_OUTCOME[tried?.outcome]) {
    said("away")?.remove()
    sayBlocked()
  }
}

// Streamlit tells of a lost connection in a dialog, in English, which takes the focus from whoever writes. What is typed
// goes on being kept, so this says so below, and the dialog is closed before another key can be lost to it.

const DIALOG = '[data-testid="stDialog"]'
let focused = null
document.addEventListener("focusin", ({ target }) => { if (!target.closest(DIALOG)) focused = target })
document.addEventListener("focusout", ({ relatedTarget }) => { if (!relatedTarget) focused = null })
const takeTheirDialogAway = () => {
  const theirs = [...document.querySelectorAll(DIALOG)].find((one) => one.querySelector("h2")?.textContent === "Connection error")
  if (!theirs || connected()) return
  const before = focused
  theirs.querySelector('button[aria-label="Close"]')?.click()
  sayAway()
  // What React closes is gone behind this script's turn, and with it what kept the page from the focus.
  if (before) queueMicrotask(() => before.focus())
}
const sayAway = () => { if (!said("connection")) say("away", element("p", ...sentence("away"))) }
new MutationObserver(takeTheirDialogAway).observe(document.body, { childList: true })

// Pictures. One is on its way until the app has emptied the uploader it was chosen in.

const onTheWay = new Map()
// The names of those that were on their way as the connection broke: what is chosen later has nothing to do with it.
const inTheBreak = new Set()
let looksInCalm = 0

const notTaken = (name, why, parts) => say(`picture ${name}`,
  element("p", ...sentence("not_taken", { name: element("strong", name), reason: sentence(why, parts) })),
  button("close", (event) => event.target.closest("section").remove()))
const keyOf = (uploader) =>
  [...(uploader.closest('[class*="st-key-"]')?.classList ?? [])].find((name) => name.startsWith("st-key-"))

const chosen = (event) => {
  const uploader = event.target.closest?.('[data-testid="stFileUploader"]')
  const files = [...(event.target.files ?? (event.dataTransfer ?? event.clipboardData)?.files ?? [])]
  if (!uploader || !files.length) return
  files.forEach((file) => said(`picture ${file.name}`)?.remove())
  if (connected()) {
    const key = keyOf(uploader)
    onTheWay.set(key, [...(onTheWay.get(key) ?? []), ...files.map((file) => file.name)])
  } else {
    files.forEach((file) => notTaken(file.name, "not_connected"))
  }
}
for (const kind of ["change", "drop", "paste"]) document.addEventListener(kind, chosen, true)

const send = XMLHttpRequest.prototype.send
XMLHttpRequest.prototype.send = function (body) {
  const file = body instanceof FormData ? [...body.values()].find((value) => value instanceof File) : null
  if (file) {
    this.addEventListener("load", () => { if (this.status >= 400) refused(file, this.status) })
    this.addEventListener("error", () => refused(file, 0))
  }
  return send.call(this, body)
}
const refused = (file, status) => {
  for (const [key, names] of onTheWay) onTheWay.set(key, names.filter((name) => name !== file.name))
  if (status === 413) {
    const size = new Intl.NumberFormat(document.documentElement.lang, SIZE).format(file.size / 1e6)
    notTaken(file.name, "too_large", { size })
  } else if (status) {
    notTaken(file.name, "refused", { status })
  } else {
    notTaken(file.name, "broke")
  }
}

// A component of ours sends pictures by itself, and tells what the server answered; 0 is no answer.
document.addEventListener("castboard:picture", ({ detail: { file, status } }) => {
  said(`picture ${file.name}`)?.remove()
  if (!status && !connected()) notTaken(file.name, "not_connected")
  else if (status !== 200) refused(file, status)
})

const lookAtPictures = () => {
  for (const key of onTheWay.keys()) if (!document.querySelector(`.${CSS.escape(key)}`)) onTheWay.delete(key)
  looksInCalm = calm() ? looksInCalm + 1 : 0
  if (!inTheBreak.size || looksInCalm < CALM_LOOKS) return
  for (const [key, names] of onTheWay) {
    names.filter((name) => inTheBreak.has(name)).forEach((name) => {
      notTaken(name, "lost")
    })
    onTheWay.set(key, names.filter((name) => !inTheBreak.has(name)))
  }
  inTheBreak.clear()
}
// A break may be over between two looks.
new MutationObserver(() => { if (!connected()) [...onTheWay.values()].flat().forEach((name) => inTheBreak.add(name)) })
  .observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] })
setInterval(() => { lookAtTheLine(); lookAtPictures() }, LOOK_MS)
