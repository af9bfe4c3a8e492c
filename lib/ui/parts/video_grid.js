// Cards of videos. A card's nodes are made once and kept by the video's id; each run only writes what differs.

const REST_MS = 250
const LINKS_LIVE_MS = 50 * 60 * 1000
const FILM =
  '<svg viewBox="0 -960 960 960" fill="currentColor" aria-hidden="true"><path d="m160-800 80 160h120l-80-160h80l80 160h120l-80-160h80l80 160h120l-80-160h120q33 0 56.5 23.5T880-720v480q0 33-23.5 56.5T800-160H160q-33 0-56.5-23.5T80-240v-480q0-33 23.5-56.5T160-800Z"/></svg>'

const grids = new WeakMap()
const still = window.matchMedia("(prefers-reduced-motion: reduce)")

// The card that plays: one at a time, on the whole page.
let playing = null

// The card that was opened last: whoever comes back finds it again, wherever it stood on the page.
let opened = null

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
    // Links live for an hour or two; a page that was open longer asks for new ones.
    if (performance.now() - grid.signedAt < LINKS_LIVE_MS) return
    grid.signedAt = performance.now()
    grid.setTriggerValue("stale", true)
  })
  parts.image.after(video)
  return video
}

function element(tag, className, parent) {
  const made = document.createElement(tag)
  made.className = className
  parent.append(made)
  return made
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text
}

function addressOf(id) {
  const address = new URL(window.location.href)
  address.search = `?video=${encodeURIComponent(id)}`
  address.hash = ""
  return address.href
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
  open.addEventListener("click", event => {
    // A new tab, a new window, a saved link: the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (grid.selecting) toggle(grid, id)
    else {
      opened = id
      grid.leaving = true
      grid.setTriggerValue("clicked", id)
    }
  })
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
  parts.open.href = addressOf(card.id)
  write(parts.facts, card.facts)
  write(parts.origin, card.origin)
  write(parts.take, card.take)
  write(parts.length, card.length)
  write(parts.demo, card.mark)
  parts.tick.setAttribute("aria-label", card.select)
  parts.film = card.video
  if (card.poster !== parts.poster) {
    parts.poster = card.poster
    parts.image.hidden = !card.poster
    if (card.poster) parts.image.src = card.poster
    else parts.image.removeAttribute("src")
  }
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

function paintCards(grid, cards) {
  const wanted = new Set(cards.map(card => card.id))
  const known = grid.cards.size
  for (const [id, parts] of grid.cards) {
    if (wanted.has(id)) continue
    stop(parts)
    parts.card.remove()
    grid.cards.delete(id)
  }
  const turned = known > 0 && grid.cards.size === 0
  let before = null
  for (const card of cards) {
    let parts = grid.cards.get(card.id)
    if (!parts) grid.cards.set(card.id, (parts = makeCard(grid, card.id)))
    paintCard(parts, card)
    // Moving a node stops its video and loses its focus: only those that stand elsewhere are moved.
    const place = before ? before.nextSibling : grid.root.firstChild
    if (parts.card !== place) grid.root.insertBefore(parts.card, place)
    before = parts.card
  }
  // Another page of the list begins at its top.
  if (turned && grid.root.getBoundingClientRect().top < 0) grid.root.scrollIntoView()
}

function returnTo(grid, id) {
  const parts = grid.cards.get(id)
  if (!parts) return
  parts.card.scrollIntoView({ block: "nearest" })
  parts.open.focus({ preventScroll: true })
}

function scrollerOf(node) {
  let at = node
  while (at && !(at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement
  return at
}

export default function (component) {
  const { parentElement, data, setStateValue, setTriggerValue } = component
  let grid = grids.get(parentElement)
  const isNew = !grid
  if (isNew) {
    grid = { root: element("div", "grid", parentElement), cards: new Map(), selected: new Set(), turn: 0 }
    grids.set(parentElement, grid)
  }
  Object.assign(grid, { setStateValue, setTriggerValue, selecting: data.selecting })
  const first = data.cards[0]?.video
  if (first !== grid.first) Object.assign(grid, { first, signedAt: performance.now() })
  if (data.turn >= grid.turn) Object.assign(grid, { turn: data.turn, selected: new Set(data.selected) })
  if (grid.selecting && playing) stop(playing)
  paintCards(grid, data.cards)
  paintSelection(grid)
  if (isNew && opened) returnTo(grid, opened)
  grid.scroller = scrollerOf(parentElement.host ?? parentElement) ?? grid.scroller
  return () => {
    for (const parts of grid.cards.values()) stop(parts)
    // The opened video begins at the top, however far down its card was.
    if (grid.leaving) grid.scroller?.scrollTo({ top: 0, behavior: "instant" })
  }
}
