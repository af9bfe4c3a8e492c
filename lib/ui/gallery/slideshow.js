// A slideshow: in a dialog over the whole window, and over the whole screen where the browser allows it.

const POSTER_MS = 1200
const FAILED_MS = 3000
const ICON =
  '<svg viewBox="0 -960 960 960" fill="currentColor" aria-hidden="true"><path d="m460-380 280-180-280-180v360ZM320-240q-33 0-56.5-23.5T240-320v-480q0-33 23.5-56.5T320-880h480q33 0 56.5 23.5T880-800v480q0 33-23.5 56.5T800-240H320Zm0-80h480v-480H320v480ZM160-80q-33 0-56.5-23.5T80-160v-560h80v560h560v80H160Z"/></svg>'
const shows = new WeakMap()

function element(tag, parent, className = "") {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

function show(parts, place) {
  clearTimeout(parts.next)
  const { slides } = parts
  parts.place = (place + slides.length) % slides.length
  const slide = slides[parts.place]
  parts.name.textContent = `${parts.place + 1}/${slides.length}  ${slide.name}`
  if (slide.poster) parts.video.poster = slide.poster
  else parts.video.removeAttribute("poster")
  parts.video.setAttribute("aria-label", slide.name)
  parts.video.src = slide.src
  parts.next = setTimeout(() => play(parts), POSTER_MS)
}

// With sound if the browser allows it, else without, and a button turns it on.
async function play(parts) {
  clearTimeout(parts.next)
  try {
    await parts.video.play()
  } catch (error) {
    if (error.name !== "NotAllowedError") return
    parts.video.muted = true
    parts.sound.hidden = false
    parts.video.play().catch(() => {})
  }
}

function toggle(parts) {
  clearTimeout(parts.next)
  if (parts.video.paused) play(parts)
  else parts.video.pause()
}

function open(parts) {
  parts.slides = parts.data.slides
  parts.dialog.showModal()
  // A dialog itself cannot fill the screen; refused, it fills the window.
  parts.stage.requestFullscreen?.()?.catch(() => {})
  parts.video.muted = false
  parts.sound.hidden = true
  show(parts, 0)
}

function close(parts) {
  if (parts.dialog.open) parts.dialog.close()
}

function closed(parts) {
  clearTimeout(parts.next)
  parts.video.pause()
  parts.video.removeAttribute("src")
  parts.video.load()
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {})
  parts.opener.focus()
}

function pressed(parts, event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1 }
  const onButton = event.composedPath()[0].tagName === "BUTTON"
  if (event.key in steps) show(parts, parts.place + steps[event.key])
  else if (event.key === "Escape") close(parts)
  else if (event.key === " " && !onButton) toggle(parts)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function button(parent, action) {
  const made = element("button", parent)
  made.addEventListener("click", action)
  return made
}

function make(parent) {
  const parts = { opener: element("button", parent, "open") }
  parts.opener.innerHTML = ICON
  element("span", parts.opener)
  parts.dialog = element("dialog", parent)
  parts.stage = element("div", parts.dialog, "stage")
  parts.video = element("video", parts.stage)
  Object.assign(parts.video, { playsInline: true, tabIndex: 0, autofocus: true })
  const foot = element("div", parts.stage, "foot")
  parts.name = element("p", foot, "name")
  parts.name.setAttribute("aria-live", "polite")
  parts.sound = button(foot, () => {
    parts.video.muted = false
    parts.sound.hidden = true
  })
  parts.previous = button(foot, () => show(parts, parts.place - 1))
  parts.pause = button(foot, () => toggle(parts))
  parts.following = button(foot, () => show(parts, parts.place + 1))
  parts.leave = button(foot, () => close(parts))
  listen(parts)
  return parts
}

function listen(parts) {
  const { video } = parts
  const paint = () => (parts.pause.textContent = parts.data.words[video.paused ? "play" : "pause"])
  parts.opener.addEventListener("click", () => open(parts))
  parts.dialog.addEventListener("keydown", event => pressed(parts, event))
  parts.dialog.addEventListener("close", () => closed(parts))
  // Escape on the full screen is the browser's own and reaches no page: leaving it ends the show.
  parts.stage.addEventListener("fullscreenchange", () => {
    if (!parts.stage.getRootNode().fullscreenElement) close(parts)
  })
  video.addEventListener("click", () => toggle(parts))
  video.addEventListener("play", paint)
  video.addEventListener("pause", paint)
  video.addEventListener("ended", () => show(parts, parts.place + 1))
  video.addEventListener("error", () => {
    if (!video.hasAttribute("src")) return
    clearTimeout(parts.next)
    parts.name.textContent += `: ${parts.data.words.failed}`
    parts.next = setTimeout(() => show(parts, parts.place + 1), FAILED_MS)
  })
}

export default function ({ parentElement, data }) {
  let parts = shows.get(parentElement)
  if (!parts) shows.set(parentElement, (parts = make(parentElement)))
  parts.data = data
  const { words } = data
  parts.opener.lastChild.textContent = words.show
  parts.opener.disabled = !data.slides.length
  parts.dialog.setAttribute("aria-label", words.show)
  parts.sound.textContent = words.sound
  parts.previous.textContent = words.previous
  parts.following.textContent = words.next
  parts.leave.textContent = words.close
  parts.pause.textContent = words[parts.video.paused ? "play" : "pause"]
  return () => close(parts)
}
