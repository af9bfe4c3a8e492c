// Cards of videos; what all grids share stands before this (card_grid.js).

const REST_MS = 250
const FILM =
  '<svg viewBox="0 -960 960 960" fill="currentColor" aria-hidden="true"><path d="m160-800 80 160h120l-80-160h80l80 160h120l-80-160h80l80 160h120l-80-160h120q33 0 56.5 23.5T880-720v480q0 33-23.5 56.5T800-160H160q-33 0-56.5-23.5T80-240v-480q0-33 23.5-56.5T160-800Z"/></svg>'

const still = window.matchMedia("(prefers-reduced-motion: reduce)")

// The card that plays: one at a time, on the whole page.
let playing = null

function stop(parts) {
  clearTimeout(parts.resting)
  if (playing === parts) playing = null
  const video = parts.video
  if (!video) return
  parts.video = null
  video.pause()
  // Without its source it holds no decoder and no buffer, even before it is collected.
  video.removeAttribute("src")
  video.load()
  video.remove()
}

function playSoon(grid, parts) {
  clearTimeout(parts.resting)
  if (still.matches || grid.selecting || !parts.film) return
  parts.resting = setTimeout(() => {
    if (playing && playing !== parts) stop(playing)
    playing = parts
    parts.video ??= makeVideo(grid, parts)
    // Refused when the pointer has left again meanwhile, or by the browser's rules: the poster stays.
    parts.video.play().catch(() => {})
  }, REST_MS)
}

// Only for the card that plays: each video element costs the browser some 140 nodes of its own, an image none.
function makeVideo(grid, parts) {
  const video = document.createElement("video")
  Object.assign(video, { muted: true, loop: true, playsInline: true, tabIndex: -1, src: parts.film })
  video.setAttribute("aria-hidden", "true")
  video.disablePictureInPicture = true
  video.addEventListener("error", () => {
    if (!video.hasAttribute("src")) return
    stop(parts)
    askForLinks(grid)
  })
  parts.image.after(video)
  return video
}

function toggle(grid, id) {
  if (!grid.selected.delete(id)) grid.selected.add(id)
  grid.turn += 1
  paintSelection(grid)
  grid.setStateValue("selected", { ids: [...grid.selected], turn: grid.turn })
}

function makeCard(grid, id) {
  const card = document.createElement("article")
  card.className = "card"
  const open = element("a", "open", card)
  const frame = element("div", "frame", open)
  element("div", "none", frame).innerHTML = FILM
  const image = element("img", "poster", frame)
  Object.assign(image, { alt: "", loading: "lazy", decoding: "async", draggable: false })
  const parts = {
    card,
    open,
    image,
    demo: element("span", "mark demo", frame),
    take: element("span", "mark take", frame),
    length: element("span", "mark length", frame),
    title: element("div", "title", open),
    facts: element("div", "small", open),
    origin: element("div", "small", open),
    tick: element("input", "tick", card),
  }
  parts.tick.type = "checkbox"
  listen(grid, id, parts)
  return parts
}

function listen(grid, id, parts) {
  const { open, tick } = parts
  onPress(open, () => (grid.selecting ? toggle(grid, id) : openCard(grid, id)))
  tick.addEventListener("change", () => toggle(grid, id))
  // A finger does not rest on a card: only a mouse or pen plays it.
  open.addEventListener("pointerenter", event => event.pointerType !== "touch" && playSoon(grid, parts))
  open.addEventListener("pointerleave", () => stop(parts))
  open.addEventListener("focus", () => open.matches(":focus-visible") && playSoon(grid, parts))
  open.addEventListener("blur", () => stop(parts))
}

function paintCard(parts, card) {
  write(parts.title, card.title)
  parts.open.title = card.title
  parts.open.href = addressOf("video", card.id)
  write(parts.facts, card.facts)
  write(parts.origin, card.origin)
  write(parts.take, card.take)
  write(parts.length, card.length)
  write(parts.demo, card.mark)
  parts.tick.setAttribute("aria-label", card.select)
  parts.film = card.video
  writeImage(parts, card.poster)
}

function paintSelection(grid) {
  for (const [id, parts] of grid.cards) {
    const chosen = grid.selecting && grid.selected.has(id)
    parts.card.classList.toggle("chosen", chosen)
    parts.tick.checked = chosen
    parts.open.tabIndex = grid.selecting ? -1 : 0
  }
  grid.root.classList.toggle("selecting", grid.selecting)
}

export default function (component) {
  const { parentElement, data, setStateValue, setTriggerValue } = component
  const grid = gridIn(parentElement, setTriggerValue, { selected: new Set(), turn: 0 }, data.cards[0]?.video)
  Object.assign(grid, { setStateValue, selecting: data.selecting })
  if (data.turn >= grid.turn) Object.assign(grid, { turn: data.turn, selected: new Set(data.selected) })
  if (grid.selecting && playing) stop(playing)
  paintCards(grid, data.cards, makeCard, paintCard, stop)
  paintSelection(grid)
  const end = settleGrid(grid, parentElement)
  return () => {
    for (const parts of grid.cards.values()) stop(parts)
    end()
  }
}
