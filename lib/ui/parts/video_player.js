// A video on its poster. Its node is made once: a run of the page writes only what differs, and the video plays on.

const KEPT = "castboard.play_on_opening"
const LINKS_LIVE_MS = 50 * 60 * 1000
const players = new WeakMap()

function wanted() {
  try {
    return localStorage.getItem(KEPT) !== "no"
  } catch {
    return true // Where nothing can be kept.
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? "yes" : "no")
  } catch {
    // It holds for this page then.
  }
}

function element(tag, parent, className = "") {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

function make(parent) {
  const root = element("div", parent, "player")
  const player = { video: element("video", root), failed: element("p", root, "failed"), src: "" }
  const row = element("div", root, "row")
  player.sound = element("button", row)
  player.label = element("label", row)
  player.box = element("input", player.label)
  player.words = element("span", player.label)
  Object.assign(player.video, { controls: true, playsInline: true, preload: "metadata" })
  Object.assign(player.box, { type: "checkbox", checked: wanted() })
  player.failed.setAttribute("role", "alert")
  player.failed.hidden = player.sound.hidden = true
  listen(player)
  return player
}

function listen(player) {
  const { video, box, sound } = player
  box.addEventListener("change", () => keep(box.checked))
  sound.addEventListener("click", () => {
    video.muted = false
    video.play().catch(() => {})
  })
  video.addEventListener("volumechange", () => {
    if (!video.muted) sound.hidden = true
  })
  video.addEventListener("error", () => {
    if (!video.hasAttribute("src")) return
    player.broken = true
    const old = performance.now() - player.since > LINKS_LIVE_MS
    player.failed.hidden = old
    // Links live for an hour or two; a page that was open longer asks for a new one.
    if (old) player.setTriggerValue("stale", true)
  })
}

// With sound if the browser allows it, else without, else it stays on the poster.
async function begin(player) {
  const { video, sound } = player
  const src = player.src
  try {
    await video.play()
  } catch (error) {
    if (error.name !== "NotAllowedError" || src !== player.src) return
    video.muted = true
    try {
      await video.play()
      sound.hidden = false
    } catch {
      video.muted = false
    }
  }
}

const fileOf = url => url.split("?")[0]

function load(player, { src, poster, asked }) {
  const same = fileOf(src) === fileOf(player.src)
  // The same file under a newer signature begins anew only where the older one no longer serves.
  if (src === player.src || (same && !player.broken)) return
  Object.assign(player, { src, broken: false, since: performance.now() })
  player.failed.hidden = player.sound.hidden = true
  const { video } = player
  video.muted = false
  if (poster) video.poster = poster
  else video.removeAttribute("poster")
  video.src = src
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches
  if (asked || (player.box.checked && !still)) begin(player)
}

export default function ({ parentElement, data, setTriggerValue }) {
  let player = players.get(parentElement)
  if (!player) players.set(parentElement, (player = make(parentElement)))
  player.setTriggerValue = setTriggerValue
  player.words.textContent = data.words.switch
  player.sound.textContent = data.words.sound
  player.failed.textContent = data.words.failed
  player.label.hidden = data.asked
  player.video.setAttribute("aria-label", data.name)
  load(player, data)
  return () => player.video.pause()
}
