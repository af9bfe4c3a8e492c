// A grid of cards, as the video grid and the face grid draw it: this stands before the script of each. A card's nodes
// are made once and kept by the id of what it shows; each run only writes what differs.

const LINKS_LIVE_MS = 50 * 60 * 1000
const grids = new WeakMap()

// The card that was opened last: whoever comes back finds it again, wherever it stood on the page.
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

function writeImage(parts, address) {
  if (address === parts.address) return
  parts.address = address
  parts.image.hidden = !address
  if (address) parts.image.src = address
  else parts.image.removeAttribute("src")
}

// The page's own address with one thing asked for.
function addressOf(name, id) {
  const address = new URL(window.location.href)
  address.search = `?${name}=${encodeURIComponent(id)}`
  address.hash = ""
  return address.href
}

// Links live for an hour or two; a page that was open longer asks for new ones.
function askForLinks(grid) {
  if (performance.now() - grid.signedAt < LINKS_LIVE_MS) return
  grid.signedAt = performance.now()
  grid.setTriggerValue("stale", true)
}

function onPress(link, act) {
  link.addEventListener("click", event => {
    // A new tab, a new window, a saved link: the browser's own business.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    act()
  })
}

function openCard(grid, id) {
  opened = id
  grid.leaving = true
  grid.setTriggerValue("clicked", id)
}

// Whose nodes last as long as its place. `made`: what one has beside its cards; `first`: a link of this run.
function gridIn(parentElement, setTriggerValue, made, first) {
  let grid = grids.get(parentElement)
  if (!grid) {
    grid = { root: element("div", "grid", parentElement), cards: new Map(), isNew: true, ...made }
    grids.set(parentElement, grid)
  }
  grid.setTriggerValue = setTriggerValue
  if (first !== grid.first) Object.assign(grid, { first, signedAt: performance.now() })
  return grid
}

// `make(grid, id)` gives the nodes of a card, with `card`, `open` and `image` among them.
function paintCards(grid, cards, make, paint, drop = () => {}) {
  const wanted = new Set(cards.map(card => card.id))
  const known = grid.cards.size
  for (const [id, parts] of grid.cards) {
    if (wanted.has(id)) continue
    drop(parts)
    parts.card.remove()
    grid.cards.delete(id)
  }
  const turned = known > 0 && grid.cards.size === 0
  let before = null
  for (const card of cards) {
    let parts = grid.cards.get(card.id)
    if (!parts) grid.cards.set(card.id, (parts = make(grid, card.id)))
    paint(parts, card)
    // Moving a node stops its video and loses its focus: only those that stand elsewhere are moved.
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

// Once its cards are painted: back to the one that was opened. What is returned ends it.
function settleGrid(grid, parentElement) {
  const back = grid.isNew && opened && grid.cards.get(opened)
  grid.isNew = false
  if (back) {
    back.card.scrollIntoView({ block: "nearest" })
    back.open.focus({ preventScroll: true })
  }
  grid.scroller = scrollerOf(parentElement.host ?? parentElement) ?? grid.scroller
  return () => {
    // What was opened begins at the top, however far down its card was.
    if (grid.leaving) grid.scroller?.scrollTo({ top: 0, behavior: "instant" })
  }
}
