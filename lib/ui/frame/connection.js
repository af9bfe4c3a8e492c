// All that is on a page comes over one WebSocket, and pictures go by themselves. What people read where a proxy or a
// lost connection stands in the way: Streamlit shows a grey page and tries for ever, or drops the picture.
const base = window.__streamlit.BACKEND_BASE_URL
const LOOK_MS = 1000
const TRY_AFTER_MS = 5000
const SAY_AFTER_MS_BY_OUTCOME = { blocked: 10000, unanswered: 20000 }
const STAYS_MS = 2000
const CALM_LOOKS = 3

const app = () => document.querySelector('[data-testid="stApp"]')
const connected = () => app()?.dataset.testConnectionState === "CONNECTED"
const calm = () => connected() && app().dataset.testScriptState === "notRunning"

// Texts of ours on the page, each under its id until it is closed or no longer true.

const element = (name, text, ...children) => {
  const made = document.createElement(name)
  made.textContent = text
  made.append(...children)
  return made
}
const place = () => {
  let found = document.querySelector(".castboard-connection")
  if (!found) {
    found = element("div", "")
    found.className = "castboard-connection"
    document.body.append(found)
  }
  found.style.colorScheme = app() ? getComputedStyle(app()).colorScheme : ""
  return found
}
const said = (id) => document.querySelector(`[data-castboard-said="${CSS.escape(id)}"]`)
const say = (id, ...content) => {
  if (said(id)) return
  const box = element("section", "", ...content)
  box.dataset.castboardSaid = id
  box.setAttribute("role", "alert")
  place().append(box)
}
const button = (words, act) => {
  const made = element("button", words)
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
  element("h2", "This page cannot connect to Castboard"),
  element("p", "The page arrived, but its live connection (a WebSocket) does not get through. Nothing you made is lost. "
    + "Try another network, or switch off a VPN or web filter for this address."),
  element("p", "For whoever runs Castboard: the proxy in front of it must pass WebSockets to ",
    element("code", line), element("span", ". In nginx:")),
  element("pre", FOR_THE_PROXY),
  element("p", "This page goes on trying, and continues as soon as it can connect."),
  button("Try again", () => location.reload()))

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
    if (connected()) said("connection")?.remove()
  } else if (!tried && waited >= TRY_AFTER_MS) {
    tried = attempt()
  } else if (waited >= SAY_AFTER_MS_BY_OUTCOME[tried?.outcome]) {
    sayBlocked()
  }
}

// Pictures. One is on its way until the app has emptied the uploader it was chosen in.

const onTheWay = new Map()
// The names of those that were on their way as the connection broke: what is chosen later has nothing to do with it.
const inTheBreak = new Set()
let looksInCalm = 0

const notTaken = (name, why) => say(`picture ${name}`,
  element("p", "", element("strong", `${name} was not taken. `), element("span", why)),
  button("Close", (event) => event.target.closest("section").remove()))
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
    files.forEach((file) => notTaken(file.name, "This page is not connected to Castboard now. Choose the picture again "
      + "once it is."))
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
  const megabytes = (file.size / 1e6).toLocaleString("en", { maximumSignificantDigits: 2 })
  if (status === 413) {
    notTaken(file.name, `Its ${megabytes} MB are more than may pass on the way to Castboard. Choose a smaller picture, `
      + "or ask whoever runs Castboard to raise the limit of its proxy (in nginx: client_max_body_size 60m).")
  } else if (status) {
    notTaken(file.name, `The way to Castboard answered with error ${status}. Reload the page and choose it again.`)
  } else {
    notTaken(file.name, "The connection broke while it was sent. Choose it again once the page is connected.")
  }
}

const lookAtPictures = () => {
  for (const key of onTheWay.keys()) if (!document.querySelector(`.${CSS.escape(key)}`)) onTheWay.delete(key)
  looksInCalm = calm() ? looksInCalm + 1 : 0
  if (!inTheBreak.size || looksInCalm < CALM_LOOKS) return
  for (const [key, names] of onTheWay) {
    names.filter((name) => inTheBreak.has(name)).forEach((name) => {
      notTaken(name, "The connection to Castboard was lost meanwhile. Choose the picture again.")
    })
    onTheWay.set(key, names.filter((name) => !inTheBreak.has(name)))
  }
  inTheBreak.clear()
}
// A break may be over between two looks.
new MutationObserver(() => { if (!connected()) [...onTheWay.values()].flat().forEach((name) => inTheBreak.add(name)) })
  .observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] })
setInterval(() => { lookAtTheLine(); lookAtPictures() }, LOOK_MS)
