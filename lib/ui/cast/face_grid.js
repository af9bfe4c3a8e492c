// Cards of the cast. A card's nodes are made once and kept by the member's id; each run only writes what differs.

const LINKS_LIVE_MS = 50 * 60 * 1000
const grids = new WeakMap()

// The card that was opened last: whoever comes back finds it again.
let opened = null

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
  address.search = `?member=${encodeURIComponent(id)}`
  address.hash = ""
  return address.href
}

function makeCard(grid, id) {
  const card = document.createElement("article")
  card.className = "card"
  const open = element("a", "open", card)
  const frame = element("div", "frame", open)
  const letter = element("div", "letter", frame)
  letter.setAttribute("aria-hidden", "true")
  const image = element("img", "face", frame)
  Object.assign(image, { alt: "", loading: "lazy", decoding: "async", draggable: false, referrerPolicy: "no-referrer" })
  image.addEventListener("error", () => {
    image.hidden = true
    // One of another site's: its letter stands in. Ours live for an hour or two; a page that was open longer asks for new ones.
    if (performance.now() - grid.signedAt < LINKS_LIVE_MS) return
    grid.signedAt = performance.now()
    grid.setTriggerValue("stale", true)
  })
  open.addEventListener("click", event => {
    // A new tab, a new window, a saved link: the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    opened = id
    grid.leaving = true
    grid.setTriggerValue("clicked", id)
  })
  const [title, note, facts, tags, used] = ["title", "note", "small", "small", "small"].map(name => element("div", name, open))
  return { card, open, image, letter, title, note, facts, tags, used }
}

function paintCard(parts, card) {
  parts.open.href = addressOf(card.id)
  parts.open.title = card.title
  for (const name of ["title", "note", "facts", "tags", "used", "letter"]) write(parts[name], card[name])
  parts.note.dataset.tone = card.tone
  if (card.picture !== parts.picture) {
    parts.picture = card.picture
    parts.image.hidden = !card.picture
    if (card.picture) parts.image.src = card.picture
    else parts.image.removeAttribute("src")
  }
}

function paintCards(grid, cards) {
  const wanted = new Set(cards.map(card => card.id))
  const known = grid.cards.size
  for (const [id, parts] of grid.cards) {
    if (wanted.has(id)) continue
    parts.card.remove()
    grid.cards.delete(id)
  }
  const turned = known > 0 && grid.cards.size === 0
  let before = null
  for (const card of cards) {
    let parts = grid.cards.get(card.id)
    if (!parts) grid.cards.set(card.id, (parts = makeCard(grid, card.id)))
    paintCard(parts, card)
    // Moving a node loses its focus: only those that stand elsewhere are moved.
    const place = before ? before.nextSibling : grid.root.firstChild
    if (parts.card !== place) grid.root.insertBefore(parts.card, place)
    before = parts.card
  }
  // Another page of the list begins at its top.
  if (turned && grid.root.getBoundingClientRect().top < 0) grid.root.scrollIntoView()
}

function scrollerOf(node) {
  let at = node
  while (at && !(at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement
  return at
}

export default function ({ parentElement, data, setTriggerValue }) {
  let grid = grids.get(parentElement)
  const isNew = !grid
  if (isNew) {
    grid = { root: element("div", "grid", parentElement), cards: new Map() }
    grids.set(parentElement, grid)
  }
  grid.setTriggerValue = setTriggerValue
  const first = data.faces.find(face => face.picture)?.picture
  if (first !== grid.first) Object.assign(grid, { first, signedAt: performance.now() })
  paintCards(grid, data.faces)
  const back = isNew && opened && grid.cards.get(opened)
  if (back) {
    back.card.scrollIntoView({ block: "nearest" })
    back.open.focus({ preventScroll: true })
  }
  grid.scroller = scrollerOf(parentElement.host ?? parentElement) ?? grid.scroller
  return () => {
    // The opened member begins at the top, however far down its card was.
    if (grid.leaving) grid.scroller?.scrollTo({ top: 0, behavior: "instant" })
  }
}
