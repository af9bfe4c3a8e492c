// A picture with a frame on it, for mouse, touch and keyboard. What is within is told once, by the button below.
const SHAPES = [["free", 0], ["square", 1], ["3:4", 3 / 4], ["16:9", 16 / 9]]
const CORNERS = ["nw", "n", "ne", "e", "se", "s", "sw", "w"]
const states = new WeakMap()

function make(tag, name, words = "") {
  const made = document.createElement(tag)
  made.className = name
  made.textContent = words
  return made
}

function button(name, words, press, icon = "") {
  const made = make("button", name)
  made.type = "button"
  if (icon) {
    const drawn = make("span", "cf-icon", icon)
    drawn.setAttribute("aria-hidden", "true")
    made.append(drawn)
  }
  made.append(words)
  made.addEventListener("click", press)
  return made
}

function opened(data) {
  const upright = { width: data.width, height: data.height }
  const turns = data.crop.turns
  const size = turnedSize(upright, turns)
  const frame = {
    left: data.crop.left * size.width, top: data.crop.top * size.height,
    width: data.crop.width * size.width, height: data.crop.height * size.height,
  }
  return { upright, turns, frame, ratio: 0 }
}

class CropFrame {
  constructor(parent, data, tell) {
    this.data = data
    this.tell = tell
    this.rules = { least: data.least, most: data.most }
    Object.assign(this, opened(data))
    this.root = make("div", "crop-frame")
    this.root.append(this.toolbar(), this.stage(), this.foot())
    parent.append(this.root)
    this.draw()
  }

  get size() {
    return turnedSize(this.upright, this.turns)
  }

  toolbar() {
    const words = this.data.words
    const bar = make("div", "cf-bar")
    const shapes = make("div", "cf-shapes")
    shapes.setAttribute("role", "group")
    shapes.setAttribute("aria-label", words.shape)
    this.shapes = SHAPES.map(([name, ratio]) => {
      const made = button("cf-shape", words[name] ?? name, () => this.shape(ratio))
      shapes.append(made)
      return [made, ratio]
    })
    bar.append(
      shapes,
      button("cf-turn", words.turn_left, () => this.turn(3), "↺"),
      button("cf-turn", words.turn_right, () => this.turn(1), "↻"),
    )
    return bar
  }

  stage() {
    const words = this.data.words
    this.ground = make("div", "cf-ground")
    this.image = make("img", "cf-picture")
    this.image.alt = words.picture
    this.image.src = this.data.picture
    this.image.draggable = false
    this.box = make("div", "cf-box")
    this.box.tabIndex = 0
    this.box.setAttribute("role", "group")
    this.box.setAttribute("aria-label", words.frame)
    this.box.setAttribute("aria-description", words.help)
    for (const corner of CORNERS) {
      const handle = make("span", `cf-handle cf-${corner}`)
      handle.dataset.pull = corner
      this.box.append(handle)
    }
    this.box.addEventListener("pointerdown", (event) => this.drag(event))
    this.box.addEventListener("keydown", (event) => this.key(event))
    this.ground.append(this.image, this.box)
    const around = make("div", "cf-stage")
    around.append(this.ground)
    return around
  }

  foot() {
    const words = this.data.words
    const foot = make("div", "cf-foot")
    this.told = make("output", "cf-size")
    const buttons = make("div", "cf-buttons")
    buttons.append(
      button("cf-whole", words.whole, () => this.whole()),
      button("cf-use", words.use, () => this.tell(this.crop())),
    )
    foot.append(this.told, buttons)
    const help = make("p", "cf-help", words.help)
    const all = make("div", "cf-below")
    all.append(help, foot)
    return all
  }

  crop() {
    const { width, height } = this.size, frame = this.frame
    const part = (value, side) => Math.min(1, Math.max(0, value / side))
    return {
      left: part(frame.left, width), top: part(frame.top, height),
      width: part(frame.width, width), height: part(frame.height, height), turns: this.turns,
    }
  }

  whole() {
    this.turns = 0
    this.ratio = 0
    this.put({ left: 0, top: 0, ...this.upright })
  }

  shape(ratio) {
    this.ratio = ratio
    this.put(shaped(this.frame, this.size, this.rules, ratio))
  }

  turn(quarters) {
    const frame = quarters === 1 ? turnedRight(this.frame, this.size) : turnedLeft(this.frame, this.size)
    this.turns = (this.turns + quarters) % 4
    this.put(shaped(frame, this.size, this.rules, this.ratio))
  }

  put(frame) {
    this.frame = frame
    this.draw()
  }

  drag(event) {
    if (event.button > 0) return
    event.preventDefault()
    this.box.focus({ preventScroll: true })
    this.box.setPointerCapture(event.pointerId)
    const where = event.target.dataset?.pull ?? ""
    const scale = this.size.width / this.ground.getBoundingClientRect().width
    const from = { x: event.clientX, y: event.clientY, frame: this.frame }
    const move = (now) => {
      const across = (now.clientX - from.x) * scale, down = (now.clientY - from.y) * scale
      this.put(where ? this.pull(from.frame, where, across, down) : moved(from.frame, across, down, this.size))
    }
    const end = () => {
      this.box.removeEventListener("pointermove", move)
      this.box.removeEventListener("pointerup", end)
      this.box.removeEventListener("pointercancel", end)
    }
    this.box.addEventListener("pointermove", move)
    this.box.addEventListener("pointerup", end)
    this.box.addEventListener("pointercancel", end)
  }

  pull(frame, where, across, down) {
    return pulled(frame, where, across, down, this.size, this.rules, this.ratio)
  }

  key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const across = way[0] * Math.max(1, this.size.width / 50), down = way[1] * Math.max(1, this.size.height / 50)
    if (!event.shiftKey) return this.put(moved(this.frame, across, down, this.size))
    // Where the picture ends on this side, the frame grows to the other.
    const grown = this.pull(this.frame, across ? "e" : "s", across, down)
    const same = grown.width === this.frame.width && grown.height === this.frame.height
    this.put(same && across + down > 0 ? this.pull(this.frame, across ? "w" : "n", -across, -down) : grown)
  }

  draw() {
    const { width, height } = this.size, frame = this.frame
    this.ground.style.aspectRatio = `${width} / ${height}`
    this.ground.style.width = `min(100%, ${(52 * width) / height}vh)`
    const odd = this.turns % 2
    this.image.style.width = odd ? `${(100 * height) / width}%` : "100%"
    this.image.style.height = odd ? `${(100 * width) / height}%` : "100%"
    this.image.style.transform = `translate(-50%, -50%) rotate(${90 * this.turns}deg)`
    this.box.style.left = `${(100 * frame.left) / width}%`
    this.box.style.top = `${(100 * frame.top) / height}%`
    this.box.style.width = `${(100 * frame.width) / width}%`
    this.box.style.height = `${(100 * frame.height) / height}%`
    this.told.textContent = `${Math.round(frame.width)} × ${Math.round(frame.height)}`
    for (const [made, ratio] of this.shapes) {
      made.setAttribute("aria-pressed", String(ratio === this.ratio))
      made.disabled = !possible(this.size, this.rules, ratio)
    }
  }
}

export default function cropFrame({ parentElement, data, setTriggerValue }) {
  const tell = (crop) => setTriggerValue("cropped", crop)
  const known = states.get(parentElement)
  // Drawn again, as after a part that could not be taken: the frame stays where people put it.
  if (known) known.tell = tell
  else states.set(parentElement, new CropFrame(parentElement, data, tell))
}
