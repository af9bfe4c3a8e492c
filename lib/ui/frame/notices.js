// What the server has to tell (notices.py) while people are at something else: cards in every open tab, the number of
// new videos in the tab's title, and, where someone switched them on (alerts.js), a sound and the browser's own notice.
const AT_ONCE = 3
const STAYS_MS = 15000
const LOOKS_AGAIN_MS = 2000
const KEPT = 200
const TONES_HZ = [660, 880]
const TONE_S = 0.16

const element = (name, className, parent, text = "") => {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  parent.append(made)
  return made
}

// A page that keeps nothing in the browser still shows cards.
const stored = (key) => { try { return localStorage.getItem(key) } catch { return null } }
const store = (key, value) => { try { localStorage.setItem(key, value) } catch { /* as above */ } }
const known = (key) => JSON.parse(stored(key) ?? "[]")
// Notes that something was done with a notice in this browser; whether it is the first time.
const once = (key, id) => {
  const ids = known(key)
  if (ids.includes(id)) return false
  store(key, JSON.stringify([...ids, id].slice(-KEPT)))
  return true
}

// The tab's title, which Streamlit writes at each run of a page.

let ready = ""
const entitle = () => {
  const bare = document.title.replace(/^\(\d+\+?\) /, "")
  const wanted = ready ? `(${ready}) ${bare}` : bare
  if (document.title !== wanted) document.title = wanted
}
new MutationObserver(entitle).observe(document.head, { subtree: true, childList: true, characterData: true })

// Cards.

const place = element("section", "castboard-notices", document.body)
// What comes into it is read out, without taking the focus.
place.setAttribute("role", "status")
const told = new Set()
let more = 0

const app = () => document.querySelector('[data-testid="stApp"]')
const cards = () => [...place.querySelectorAll("article")]

const paintMore = (words) => {
  let line = place.querySelector(".more")
  if (!more || !cards().length) {
    more = 0
    line?.remove()
    return
  }
  line ??= element("a", "more", place)
  line.dataset.castboardPage = ""
  line.setAttribute("href", "./jobs")
  if (words) line.textContent = words.more.replace("#", more)
}

// Nothing lies over the field that someone is typing in, and nothing moves away under a pointer.
const stepAside = () => {
  if (place.matches(":hover, :focus-within")) return
  place.classList.remove("aside")
  const field = document.activeElement
  if (!field?.matches("input, textarea")) return
  const [typed, box] = [field, place].map((node) => node.getBoundingClientRect())
  const apart = typed.right < box.left || typed.left > box.right || typed.bottom < box.top || typed.top > box.bottom
  place.classList.toggle("aside", !apart)
}
document.addEventListener("focusin", stepAside)

const close = (card) => {
  const focused = card.contains(document.activeElement)
  card.remove()
  if (focused) place.querySelector("article .close")?.focus()
  paintMore()
}

const leave = (card) => setTimeout(() => {
  // Whoever reads it or is about to press in it keeps it.
  if (place.matches(":hover, :focus-within") || document.hidden) leave(card)
  else close(card)
}, card.shown ? LOOKS_AGAIN_MS : (card.shown = true, STAYS_MS))

const show = (notice, words) => {
  if (cards().length >= AT_ONCE) {
    more += 1
    paintMore(words)
    return
  }
  const card = document.createElement("article")
  if (notice.poster) Object.assign(element("img", "", card), { src: notice.poster, alt: "" })
  const text = element("div", "text", card)
  element("p", "sentence", text, notice.sentence)
  if (notice.reason) element("p", "reason", text, notice.reason)
  const link = element("a", "way", text, notice.action)
  Object.assign(link, { href: notice.url, title: notice.sentence })
  link.dataset.castboardPage = ""
  link.addEventListener("click", () => setTimeout(close, 0, card))
  const button = element("button", "close", card, "×")
  button.type = "button"
  button.setAttribute("aria-label", words.close)
  button.addEventListener("click", () => close(card))
  card.addEventListener("keydown", (event) => { if (event.key === "Escape") close(card) })
  place.prepend(card)
  place.style.colorScheme = app() ? getComputedStyle(app()).colorScheme : ""
  stepAside()
  leave(card)
}

// A sound and the browser's own notice: of all tabs one gives them.

let audio = null
const sound = async () => {
  audio ??= new AudioContext()
  await Promise.race([audio.resume(), new Promise((go) => setTimeout(go, LOOKS_AGAIN_MS))])
  if (audio.state !== "running") return false
  TONES_HZ.forEach((frequency, turn) => {
    const begin = audio.currentTime + turn * TONE_S
    const tone = new OscillatorNode(audio, { frequency })
    const level = new GainNode(audio, { gain: 0 })
    level.gain.linearRampToValueAtTime(0.12, begin + 0.02)
    level.gain.linearRampToValueAtTime(0, begin + TONE_S * 1.5)
    tone.connect(level).connect(audio.destination)
    tone.start(begin)
    tone.stop(begin + TONE_S * 1.5)
  })
  return true
}
document.addEventListener("castboard:sound", (event) => { event.detail.played = sound() })

const call = (notice) => {
  if (notice.shown && !document.hidden || !once("castboard.called", notice.id)) return
  if (stored("castboard.sound") === "on") sound()
  if (stored("castboard.notification") !== "on" || !document.hidden || Notification?.permission !== "granted") return
  const shown = new Notification(notice.sentence, { body: notice.reason, icon: notice.poster, tag: notice.id })
  shown.addEventListener("click", () => { window.focus(); location.assign(notice.url) })
}

document.addEventListener("castboard:news", ({ detail }) => {
  ready = detail.ready
  entitle()
  for (const notice of detail.notices) {
    if (told.has(notice.id)) continue
    told.add(notice.id)
    // What came before this page was opened is told once in a browser, what comes now in each of its tabs.
    const news = once("castboard.told", notice.id)
    if (notice.earlier && !news) continue
    call(notice)
    if (!notice.shown) show(notice, detail.words)
  }
})
