// The scene as it is written: a plain text area over a mirror of the same text, which marks the mentions.
//
// What was typed goes to the server after a pause, as {board, number, since, base, text}: `base` is what the text grew
// from, as of the report `since`, so that the server can put together what both changed. Until it says that it keeps it,
// it stands in this tab's storage (scene_storage.js).
const PAUSE_MS = 600
const AGAIN_MS = 4000
const LOOK_MS = 200

class SceneEditor {
  constructor(parent) {
    this.root = made("div", "scene-editor")
    this.root.editor = this
    this.label = made("label", "se-label")
    this.box = made("div", "se-box")
    this.mirror = made("div", "se-mirror")
    this.mirror.setAttribute("aria-hidden", "true")
    this.area = document.createElement("textarea")
    this.area.className = "se-area"
    this.area.id = `se-area-${++lists}`
    this.label.htmlFor = this.area.id
    this.foot = made("div", "se-foot")
    this.help = made("span", "se-help")
    this.count = made("span", "se-count")
    this.foot.append(this.help, this.count)
    const grown = made("div", "se-grown")
    grown.append(this.mirror, this.area)
    this.box.append(grown)
    const frame = made("div", "se-frame")
    frame.append(this.box)
    this.root.append(this.label)
    this.chips = new SceneChips(this, this.root)
    this.root.append(frame, this.foot)
    this.list = new MentionList(this.area, frame, (chosen) => this.chose(chosen))
    parent.append(this.root)
    this.listen()
  }

  listen() {
    const { area } = this
    area.addEventListener("input", (event) => this.typed(event))
    area.addEventListener("compositionstart", () => clearTimeout(this.waiting))
    // Its last characters are in the field by then, and no input event follows.
    area.addEventListener("compositionend", () => {
      this.composing = false
      this.follow()
      this.typed()
      // Where the field was left in the middle of it: what is pressed next counts with these words.
      if (document.activeElement !== area) this.send()
    })
    area.addEventListener("keydown", (event) => this.pressed(event))
    area.addEventListener("click", () => this.clicked())
    area.addEventListener("blur", () => {
      if (this.putting) return
      this.closeList()
      // No input method goes on in a field that was left, also where the browser has yet to say so, or never does.
      this.composing = false
      this.send()
    })
    area.addEventListener("keyup", (event) => {
      if (this.list.isOpen && !this.composing && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) this.suggest()
    })
    // Some phones leave the cursor where it is when a button is tapped.
    this.outside = (event) => { if (!this.root.contains(event.target) && !this.composing) this.send() }
    document.addEventListener("pointerdown", this.outside, true)
    // In another field an input method must not lose the focus.
    this.composed = (event) => { this.elsewhere = event.type === "compositionstart" && event.target !== area }
    for (const name of ["compositionstart", "compositionend"]) document.addEventListener(name, this.composed, true)
    // A phone may end what is put aside, and runs no clocks there. A reload is something else: what stands in the storage
    // is taken up by the page that comes, and a report beside it would look like another tab's.
    this.unloading = () => { this.unloads = true }
    this.shown = () => {
      if (document.visibilityState === "visible") this.unloads = false
      else if (!this.unloads) this.send({ whole: true })
    }
    window.addEventListener("beforeunload", this.unloading)
    document.addEventListener("visibilitychange", this.shown)
    this.again = setInterval(() => this.repeat(), AGAIN_MS)
    area.addEventListener("compositionstart", () => { this.composing = true })
    // Whoever types goes on with a space, which is there already.
    area.addEventListener("beforeinput", (event) => {
      const isHere = area.selectionStart === this.spaceAt && area.selectionEnd === this.spaceAt
      if (isHere && event.inputType === "insertText" && event.data === " " && !event.isComposing) event.preventDefault()
      this.spaceAt = -1
    })
  }

  leave() {
    if (this.root.isConnected) return
    this.send()
    clearTimeout(this.waiting)
    clearTimeout(this.looking)
    clearInterval(this.again)
    window.removeEventListener("beforeunload", this.unloading)
    document.removeEventListener("visibilitychange", this.shown)
    document.removeEventListener("pointerdown", this.outside, true)
    for (const name of ["compositionstart", "compositionend"]) document.removeEventListener(name, this.composed, true)
  }

  // From the server.

  receive(told, setStateValue, setTriggerValue) {
    const lookedFor = this.data?.looked_for
    // A text area has one kind of line breaks.
    const data = { ...told, text: told.text.replace(/\r\n?/g, "\n") }
    Object.assign(this, { data, setStateValue, setTriggerValue })
    this.known = new Map(data.known)
    this.numbers = new Intl.NumberFormat(data.locale)
    if (this.board !== data.board) this.begin()
    else this.follow()
    const { words } = data
    this.label.textContent = words.label
    this.area.placeholder = words.placeholder
    this.help.textContent = words.help
    this.chips.show(data)
    this.draw()
    if (data.looked_for !== lookedFor) this.found()
  }

  begin() {
    this.board = this.data.board
    this.sent = undefined
    this.number = this.since = this.data.taken
    this.agreed = this.data.text
    const kept = keptFor(this.data)
    // Another board's words: undo must not bring back those of the one before.
    this.put((kept ?? this.data).text, { asTyped: false })
    if (!kept) return
    this.agreed = kept.base
    this.send()
  }

  follow() {
    if (this.data.taken < this.number) return
    const { data } = this
    this.since = data.taken
    if (this.sent !== undefined) { this.agreed = this.sent; this.sent = undefined }
    // An input method holds the text that it composes in; what came meanwhile is put in at its end.
    if (this.text === this.agreed && !this.composing) {
      this.agreed = data.text
      this.put(data.text)
      this.forget()
    }
  }

  // The server has all of it.
  forget() {
    if (this.sent === undefined && this.data.kept) sessionStorage.removeItem(KEPT_AT)
  }

  // To the server.

  get text() { return this.area.value }

  // `again`: the last report may be lost. `whole`: also what an input method still holds.
  send({ again = false, whole = false } = {}) {
    clearTimeout(this.waiting)
    const { text } = this
    if (!this.board || (this.composing && !whole)) return
    if (!again && text === (this.sent ?? this.agreed)) return this.forget()
    // What the server has not taken yet is no base to build on: the next one says again what it grew from.
    this.number += 1
    this.setStateValue("typed", { board: this.board, number: this.number, since: this.since, base: this.agreed, text })
    this.sent = text
    this.sentAt = performance.now()
  }

  repeat() {
    const waits = this.sent !== undefined && performance.now() - this.sentAt > AGAIN_MS
    if (!waits || this.composing || this.data.taken >= this.number) return
    this.send({ again: true })
  }

  // From whoever writes.

  typed(event) {
    if (this.putting) return
    keep(this.data, this.agreed, this.text)
    clearTimeout(this.waiting)
    this.draw()
    // Phones compose every word: a list that is open follows it.
    if (event?.isComposing || this.composing) { if (this.list.isOpen) this.suggest({ composed: true }); return }
    this.waiting = setTimeout(() => this.send(), PAUSE_MS)
    this.suggest()
  }

  pressed(event) {
    // The key is the input method's. Some browsers end the composition before they tell of the key that ended it.
    const composes = this.composing || event.isComposing || event.keyCode === 229
    if (!composes && event.key === "Escape") this.stopLooking()
    if (!composes && this.list.key(event)) return
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.send() }
    if (composes) return
    if (event.key === "ArrowDown" && event.altKey) { event.preventDefault(); this.suggest({ all: true }) }
  }

  clicked() {
    if (this.composing) return
    const at = this.area.selectionStart
    const unknown = this.marks.find((one) => one.subject === null && one.start < at && at <= one.end)
    if (unknown) this.suggest({ of: unknown })
    else this.closeList()
  }

  // Words put in as if they were typed, so that the browser's undo takes them out again.
  insert(words, from = this.area.selectionStart, to = this.area.selectionEnd) {
    // Whatever an input method composes stands as it is.
    if (this.composing) this.area.blur()
    this.area.focus()
    this.area.setSelectionRange(from, to)
    if (!document.execCommand("insertText", false, words)) this.area.setRangeText(words, from, to, "end")
    this.spaceAt = words.endsWith(" ") ? this.area.selectionEnd : -1
    this.typed()
    this.closeList()
    this.send()
  }

  // The server's text, with the cursor where it was among the words.
  put(text, { asTyped = true } = {}) {
    if (this.text === text) return
    // It was about a place that may be another now.
    this.closeList()
    const old = this.text
    let same = 0
    while (same < old.length && same < text.length && old[same] === text[same]) same++
    let end = 0
    while (end < old.length - same && end < text.length - same && old.at(-1 - end) === text.at(-1 - end)) end++
    const isHere = document.activeElement === this.area
    const [from, to] = [this.area.selectionStart, this.area.selectionEnd]
    const grown = text.length - old.length
    const moved = (at) => at <= same ? at : Math.max(same, at + grown)
    if (!asTyped || !this.retyped(same, old.length - end, text.slice(same, text.length - end))) this.area.value = text
    this.area.setSelectionRange(isHere ? moved(from) : text.length, isHere ? moved(to) : text.length)
  }

  // Other words from there to there, as if they were typed: the browser's undo goes on from what they replaced. Whether
  // that could be: the field has to have the focus for it, which goes back to where it was.
  retyped(from, to, words) {
    let before = document.activeElement
    while (before?.shadowRoot?.activeElement) before = before.shadowRoot.activeElement
    const isHere = before === this.area
    if (!isHere && (this.elsewhere || window.matchMedia("(pointer: coarse)").matches)) return false
    this.putting = true
    this.area.focus({ preventScroll: true })
    let done = document.activeElement === this.area
    if (done) {
      this.area.setSelectionRange(from, to)
      done = document.execCommand(words ? "insertText" : "delete", false, words)
    }
    if (!isHere) {
      this.area.blur()
      if (before !== document.body) before?.focus({ preventScroll: true })
    }
    this.putting = false
    return done
  }

  // The list.

  suggest({ of = null, all = false, composed = false, keep = false } = {}) {
    const at = of ? of.end : this.area.selectionEnd
    const word = of ? { start: of.start, typed: this.text.slice(of.start + 1, of.end) } : this.wordAt(at)
    if (!all) this.lookFor(word, of)
    const isName = word && (of || mayBeName(this.data, word.typed))
    const typed = isName ? word.typed : null
    const { options, more } = isName || all ? optionsFor(this.data, typed, { unknown: Boolean(of), all }) : { options: [] }
    // What an input method composes may be no name yet.
    if (!options.length) return composed ? undefined : this.list.close()
    const start = isName ? word.start : at, place = this.placeOf(start)
    this.range = { start, end: at, length: this.text.length }
    this.list.open(options, this.data.words.list, more, place.left, place.top, { keep })
  }

  wordAt(at) {
    return this.area.selectionStart === this.area.selectionEnd ? typedAt(this.text, at) : null
  }

  // Of a large cast only some are here: who else is typed is asked of the server, a moment after the last letter.
  lookFor(word, of) {
    this.stopLooking()
    const wanted = word ? toLookFor(this.data, word.typed) : ""
    if (!wanted) return
    this.awaited = { start: word.start, of }
    this.looking = setTimeout(() => this.setTriggerValue("look", wanted), LOOK_MS)
  }

  stopLooking() {
    clearTimeout(this.looking)
    this.awaited = null
  }

  closeList() {
    this.stopLooking()
    this.list.close()
  }

  // The answer: it stands in the list, unless people went on to something else.
  found() {
    const { awaited } = this
    if (!awaited || document.activeElement !== this.area || (this.composing && !this.list.isOpen)) return
    const word = awaited.of ?? this.wordAt(this.area.selectionEnd)
    if (word?.start === awaited.start) this.suggest({ of: awaited.of, composed: this.composing, keep: true })
  }

  chose(chosen) {
    // What was composed since the list opened belongs to the name.
    const { start } = this.range, end = Math.max(start, this.range.end + this.text.length - this.range.length)
    if (chosen.add) {
      this.insert(`@${chosen.add} `, start, end)
      this.setTriggerValue("add", chosen.add)
      return
    }
    const space = /\s/.test(this.text[end] ?? "") ? "" : " "
    this.insert(chosen.handle + space, start, end)
    if (chosen.member) this.setTriggerValue("member", chosen.member)
  }

  placeOf(at) {
    const outer = this.list.node.parentElement.getBoundingClientRect()
    const range = document.createRange()
    let left = at
    for (const node of this.mirror.childNodes) {
      const length = node.textContent.length
      if (left > length || (left === length && node.nextSibling)) { left -= length; continue }
      range.setStart(node.firstChild ?? node, Math.min(left, length))
      break
    }
    const spot = range.getBoundingClientRect()
    const width = Math.min(288, outer.width)
    return { left: Math.max(0, Math.min(spot.left - outer.left, outer.width - width)), top: spot.bottom - outer.top + 6 }
  }

  // What is seen.

  draw() {
    const { text } = this
    this.marks = mentionsIn(text, this.known)
    const parts = []
    let from = 0
    for (const { start, end, subject } of this.marks) {
      if (start > from) parts.push(["", text.slice(from, start)])
      parts.push([subject === null ? "se-unknown" : "se-known", text.slice(start, end)])
      from = end
    }
    // A last line that is empty has no height without a space.
    parts.push(["", `${text.slice(from)} `])
    const nodes = [...this.mirror.childNodes]
    parts.forEach(([name, words], place) => {
      let node = nodes[place]
      if (!node || node.className !== name) {
        const fresh = made("span", name)
        if (node) node.replaceWith(fresh)
        else this.mirror.append(fresh)
        node = fresh
      }
      write(node, words)
    })
    nodes.slice(parts.length).forEach((node) => node.remove())
    let count = 0
    for (const _ of text) count++
    write(this.count, this.data.words.count.replace("{0}", this.formatted(count)))
    this.count.classList.toggle("se-over", count > this.data.limit)
  }

  formatted(number) { return this.numbers.format(number) }
}

export default function sceneEditor({ data, parentElement, setStateValue, setTriggerValue }) {
  const editor = parentElement.querySelector(".scene-editor")?.editor ?? new SceneEditor(parentElement)
  editor.receive(data, setStateValue, setTriggerValue)
  return () => editor.leave()
}
