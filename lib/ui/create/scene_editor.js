// The scene as it is written: a plain text area over a mirror of the same text, which marks the mentions.
//
// What was typed goes to the server after a pause, as {board, number, base, text}: `base` is what the text grew from, so
// that the server can put together what both changed. Until it says that it keeps it, it stands in this tab's storage.
const PAUSE_MS = 600
const AGAIN_MS = 4000
const KEPT_AT = "castboard.scene"

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
    area.addEventListener("compositionend", () => { this.composing = false; this.follow(); this.typed() })
    area.addEventListener("keydown", (event) => this.pressed(event))
    area.addEventListener("click", () => this.clicked())
    area.addEventListener("blur", () => { if (!this.putting) { this.list.close(); this.send() } })
    area.addEventListener("keyup", (event) => {
      if (this.list.isOpen && !this.composing && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) this.suggest()
    })
    // Some phones leave the cursor where it is when a button is tapped.
    this.outside = (event) => { if (!this.root.contains(event.target) && !this.composing) this.send() }
    document.addEventListener("pointerdown", this.outside, true)
    // In another field an input method must not lose the focus.
    this.composed = (event) => { this.elsewhere = event.type === "compositionstart" && event.target !== area }
    for (const name of ["compositionstart", "compositionend"]) document.addEventListener(name, this.composed, true)
    this.again = setInterval(() => this.repeat(), AGAIN_MS)
    area.addEventListener("compositionstart", () => { this.composing = true })
  }

  leave() {
    if (this.root.isConnected) return
    this.send()
    clearTimeout(this.waiting)
    clearInterval(this.again)
    document.removeEventListener("pointerdown", this.outside, true)
    for (const name of ["compositionstart", "compositionend"]) document.removeEventListener(name, this.composed, true)
  }

  // From the server.

  receive(data, setStateValue, setTriggerValue) {
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
  }

  begin() {
    this.board = this.data.board
    this.sent = undefined
    this.number = this.data.taken
    this.agreed = this.data.text
    const kept = this.kept()
    // Another board's words: undo must not bring back those of the one before.
    this.put((kept ?? this.data).text, { asTyped: false })
    if (!kept) return
    this.agreed = kept.base
    this.send()
  }

  follow() {
    if (this.data.taken < this.number) return
    const { data } = this
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

  // What this tab has and the server may not; null: nothing.
  kept() {
    const { data } = this
    let entry = null
    try { entry = JSON.parse(sessionStorage.getItem(KEPT_AT)) } catch { /* Not ours. */ }
    if (!entry) return null
    const sameBoard = entry.board === data.board
    const after = entry.session !== data.session && (entry.draft === data.draft || (entry.fresh && data.fresh))
    if ((sameBoard || after) && entry.text !== data.text) return entry
    sessionStorage.removeItem(KEPT_AT)
    return null
  }

  // To the server.

  get text() { return this.area.value }

  send() {
    clearTimeout(this.waiting)
    const { text } = this
    if (!this.board || this.composing) return
    if (text === (this.sent ?? this.agreed)) return this.forget()
    // What the server has not taken yet is no base to build on: the next one says again what it grew from.
    this.number += 1
    this.setStateValue("typed", { board: this.board, number: this.number, base: this.agreed, text })
    this.sent = text
    this.sentAt = performance.now()
  }

  repeat() {
    const waits = this.sent !== undefined && performance.now() - this.sentAt > AGAIN_MS
    if (!waits || this.composing || this.data.taken >= this.number) return
    this.sent = undefined
    this.send()
  }

  // From whoever writes.

  typed(event) {
    if (this.putting) return
    const { data } = this
    const entry = { board: this.board, session: data.session, draft: data.draft, fresh: data.fresh, base: this.agreed, text: this.text }
    try { sessionStorage.setItem(KEPT_AT, JSON.stringify(entry)) } catch { /* A full storage keeps nobody from writing. */ }
    clearTimeout(this.waiting)
    this.draw()
    if (event?.isComposing || this.composing) return
    this.waiting = setTimeout(() => this.send(), PAUSE_MS)
    this.suggest()
  }

  pressed(event) {
    // The key is the input method's. Some browsers end the composition before they tell of the key that ended it.
    const composes = this.composing || event.isComposing || event.keyCode === 229
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
    else this.list.close()
  }

  // Words put in as if they were typed, so that the browser's undo takes them out again.
  insert(words, from = this.area.selectionStart, to = this.area.selectionEnd) {
    // Whatever an input method composes stands as it is.
    if (this.composing) this.area.blur()
    this.area.focus()
    this.area.setSelectionRange(from, to)
    if (!document.execCommand("insertText", false, words)) this.area.setRangeText(words, from, to, "end")
    this.typed()
    this.list.close()
    this.send()
  }

  // The server's text, with the cursor where it was among the words.
  put(text, { asTyped = true } = {}) {
    if (this.text === text) return
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

  suggest({ of = null, all = false } = {}) {
    const at = of ? of.end : this.area.selectionEnd
    const word = of ? { start: of.start, typed: this.text.slice(of.start + 1, of.end) } : this.wordAt(at)
    if (!word && !all) return this.list.close()
    const start = word ? word.start : at
    const query = folded(word?.typed ?? "").trim()
    const rank = (one) => one.folded.startsWith(query) ? 0 : one.folded.includes(query) ? 1 : 2
    let fits = this.data.cast.filter((one) => of || rank(one) < 2)
    const near = of ? nearest(query, this.data.cast) : []
    if (of) fits = near.length ? near : fits
    else fits = [...fits].sort((one, other) => rank(one) - rank(other))
    const exact = this.data.cast.find((one) => one.folded === query)
    // Of a name that stands there whole there is nothing to choose: Tab leaves, and Enter begins a line.
    const beyond = !of && !all && !exact && this.data.library.some((one) => rank(one) < 2)
    if (!of && !all && !beyond && (!fits.length || (fits.length === 1 && exact))) return this.list.close()
    const options = fits.slice(0, MOST_SHOWN).map((one) => ({ ...one, label: one.handle, note: near.includes(one) ? this.data.words.meant : "" }))
    const name = word?.typed.trim()
    // After the board's own cast: whoever of the team's cast is chosen joins the board.
    if (name || !of) {
      const others = this.data.library.filter((one) => rank(one) < 2).sort((one, other) => rank(one) - rank(other))
      options.push(...others.slice(0, MOST_SHOWN - options.length).map((one) => ({ ...one, label: one.handle, member: one.uid, note: this.data.words.library })))
    }
    if (name && !exact && (of || all)) options.push({ label: this.data.words.add.replace("{0}", name), add: name })
    if (!options.length) return this.list.close()
    this.range = { start, end: at }
    const more = fits.length > MOST_SHOWN ? this.data.words.more.replace("{0}", fits.length - MOST_SHOWN) : ""
    const place = this.placeOf(start)
    this.list.open(options, this.data.words.list, more, place.left, place.top)
  }

  // What is being typed after a sign, up to the cursor; names may have spaces.
  wordAt(at) {
    const before = this.text.slice(Math.max(0, at - 100), at)
    const sign = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"), before.lastIndexOf("﹫"))
    if (sign < 0 || this.area.selectionStart !== this.area.selectionEnd) return null
    const start = at - before.length + sign, typed = before.slice(sign + 1)
    if (isGlued(this.text, start, 0) || /\n/.test(typed)) return null
    if (!/\s/.test(typed)) return { start, typed }
    const query = folded(typed)
    const goesOn = [...this.data.cast, ...this.data.library].some((one) => one.folded.startsWith(query) && one.folded !== query.trimEnd())
    return goesOn ? { start, typed } : null
  }

  chose(chosen) {
    // What was composed since the list opened belongs to the name.
    const { start } = this.range, end = Math.max(this.range.end, this.area.selectionEnd)
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
