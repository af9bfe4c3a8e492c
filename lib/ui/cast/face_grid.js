// Cards of the cast; what all grids share stands before this (card_grid.js).

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
    // Of another site, perhaps, which has no new one: its letter stands in.
    image.hidden = true
    askForLinks(grid)
  })
  onPress(open, () => openCard(grid, id))
  const [title, note, facts, tags, used] = ["title", "note", "small", "small", "small"].map(name => element("div", name, open))
  return { card, open, image, letter, title, note, facts, tags, used }
}

function paintCard(parts, card) {
  parts.open.href = addressOf("member", card.id)
  parts.open.title = card.title
  for (const name of ["title", "note", "facts", "tags", "used", "letter"]) write(parts[name], card[name])
  parts.note.dataset.tone = card.tone
  writeImage(parts, card.picture)
}

export default function ({ parentElement, data, setTriggerValue }) {
  const first = data.faces.find(face => face.picture)?.picture
  const grid = gridIn(parentElement, setTriggerValue, {}, first)
  paintCards(grid, data.faces, makeCard, paintCard)
  return settleGrid(grid, parentElement)
}
