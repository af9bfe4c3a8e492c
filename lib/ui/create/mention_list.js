// The list of whom a mention may mean, below the cursor: an ARIA listbox that the text area controls.
const MOST_SHOWN = 50
let lists = 0

function made(tag, className, text = "") {
  const node = document.createElement(tag)
  node.className = className
  node.textContent = text
  return node
}

// A name in the direction in which it is written, its sign before it.
function named(className, name) {
  return Object.assign(made("span", className, name), { dir: "auto" })
}

// Other words in the text node that is there: another child would have the styles of half the page looked up again.
function write(node, words) {
  if (!node.firstChild) node.textContent = words
  else if (node.firstChild.data !== words) node.firstChild.data = words
}

class MentionList {
  constructor(area, parent, choose) {
    Object.assign(this, { area, choose, options: [], active: -1, isOpen: false })
    this.node = made("div", "se-list")
    this.node.id = `se-list-${++lists}`
    this.node.setAttribute("role", "listbox")
    this.node.hidden = true
    // The text area keeps the cursor; a touch that scrolls the list chooses nothing.
    this.node.addEventListener("mousedown", (event) => event.preventDefault())
    this.node.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.take([...this.node.querySelectorAll("[role=option]")].indexOf(option))
    })
    parent.append(this.node)
  }

  // `options`: {label, picture, note, handle | add}; `more`: how many are left out, in words.
  // `keep`: whoever was pointed at still is.
  open(options, label, more, left, top, { keep = false } = {}) {
    const before = keep && this.isOpen ? this.options[this.active] : undefined
    this.options = options
    this.node.setAttribute("aria-label", label)
    this.node.replaceChildren(...options.map((one, place) => this.row(one, place)), ...(more ? [made("div", "se-more", more)] : []))
    this.node.style.left = `${left}px`
    this.node.style.top = `${top}px`
    this.node.hidden = false
    this.isOpen = true
    // ARIA gives a text area no role of its own while nothing is to be chosen from.
    this.area.setAttribute("role", "combobox")
    this.area.setAttribute("aria-autocomplete", "list")
    this.area.setAttribute("aria-haspopup", "listbox")
    this.area.setAttribute("aria-expanded", "true")
    this.area.setAttribute("aria-controls", this.node.id)
    this.move(Math.max(0, options.findIndex((one) => one.label === before?.label && one.uid === before?.uid)), { to: true })
    // Also out from under the bar of a phone, and from under its keyboard.
    this.node.scrollIntoView({ block: "nearest" })
  }

  row(one, place) {
    const option = made("div", "se-option")
    option.id = `${this.node.id}-${place}`
    option.setAttribute("role", "option")
    const face = made(one.picture ? "img" : "span", "se-face", one.picture ? "" : one.add ? "+" : "")
    if (one.picture) Object.assign(face, { src: one.picture, alt: "", loading: "lazy" })
    face.setAttribute("aria-hidden", "true")
    const words = made("span", "se-words")
    words.append(named("", one.label))
    if (one.note) words.append(made("span", "se-note", one.note))
    option.append(face, words)
    return option
  }

  close() {
    if (!this.isOpen) return
    this.isOpen = false
    this.node.hidden = true
    this.active = -1
    for (const name of ["role", "aria-autocomplete", "aria-haspopup", "aria-expanded", "aria-controls", "aria-activedescendant"]) {
      this.area.removeAttribute(name)
    }
  }

  move(step, { to = false } = {}) {
    const rows = this.node.querySelectorAll("[role=option]")
    rows[this.active]?.setAttribute("aria-selected", "false")
    this.active = to ? step : (this.active + step + rows.length) % rows.length
    const row = rows[this.active]
    for (const one of rows) one.setAttribute("aria-selected", String(one === row))
    this.area.setAttribute("aria-activedescendant", row.id)
    row.scrollIntoView({ block: "nearest" })
  }

  take(place = this.active) {
    const chosen = this.options[place]
    this.close()
    if (chosen) this.choose(chosen)
  }

  // Whether the list took the key.
  key(event) {
    if (!this.isOpen || event.isComposing) return false
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps) this.move(steps[event.key])
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || (event.key === "Tab" && !event.shiftKey)) this.take()
    else if (event.key === "Escape") this.close()
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
}
// How many letters were left out, added, mistaken, or swapped with the next.
function distance(one, other) {
  let before = [], row = Array.from({ length: other.length + 1 }, (_, place) => place)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      const cost = one[at - 1] === other[to - 1] ? 0 : 1
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
      next.push(Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + cost, swapped ? before[to - 2] + 1 : Infinity))
    }
    before = row
    row = next
  }
  return row.at(-1)
}

// The members of the cast that were most likely meant.
function nearest(query, cast) {
  const slips = new Map(cast.map((one) => [one, distance(query, one.folded)]))
  const most = (one) => Math.max(1, Math.floor(Math.min(query.length, one.folded.length) / 3))
  return cast.filter((one) => slips.get(one) <= most(one)).sort((one, other) => slips.get(one) - slips.get(other)).slice(0, 3)
}
