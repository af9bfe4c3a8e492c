// What puts words into the scene at the cursor: the cast, phrases that directors use, and whole examples.
const ENDS = /[.!?。！？]\s*$/
const HAN = /\p{Script=Han}/u

class SceneChips {
  constructor(editor, parent) {
    this.editor = editor
    this.node = made("div", "se-chips")
    parent.append(this.node)
  }

  // Made again only where they changed: a menu that is open stays so while the server answers.
  show(data) {
    const { cast, menus, language, words } = data
    this.language = language
    const shown = JSON.stringify([cast, menus, language])
    if (this.shown === shown) return
    this.shown = shown
    this.node.setAttribute("role", "group")
    this.node.setAttribute("aria-label", words.chips)
    this.node.replaceChildren(...cast.map((one) => this.chip(one)), ...menus.map((menu) => this.menu(menu)))
  }

  chip(one) {
    const button = made("button", "se-chip")
    button.type = "button"
    button.dataset.uid = one.uid
    if (one.picture) button.append(Object.assign(made("img", "se-face"), { src: one.picture, alt: "" }))
    button.append(named("", one.handle))
    // The text area keeps its cursor: that is where the words go.
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => {
      const { area, text } = this.editor
      const before = text[area.selectionStart - 1], after = text[area.selectionEnd]
      const glued = before !== undefined && !/[\s\p{Ps}\p{Pi}\p{Script=Han}]/u.test(before)
      this.editor.insert(`${glued ? " " : ""}${one.handle}${after && /\s/.test(after) ? "" : " "}`)
    })
    return button
  }

  menu({ label, choices, whole }) {
    const select = made("select", "se-menu")
    select.setAttribute("aria-label", label)
    select.append(made("option", "", label))
    choices.forEach((one, place) => {
      const option = made("option", "", one.shown)
      option.value = String(place)
      select.append(option)
    })
    select.addEventListener("change", () => {
      const chosen = choices[Number(select.value)]
      select.selectedIndex = 0
      if (whole) this.example(chosen)
      else this.phrase(chosen)
    })
    return select
  }

  get inChinese() {
    const { text } = this.editor
    return text.trim() ? HAN.test(text) : this.language === "zh"
  }

  example(chosen) {
    const { text } = this.editor
    const words = chosen.text
    if (text.trim()) this.editor.insert(`\n${words}`, text.trimEnd().length, text.length)
    else this.editor.insert(words, 0, text.length)
  }

  // At the end of the scene, in its language, as a sentence or as a part of the one before.
  phrase(chosen) {
    const { text } = this.editor, chinese = this.inChinese
    const words = chosen[chinese ? "zh" : "en"], before = text.trimEnd()
    const begins = !before || ENDS.test(before)
    const sentence = begins ? words[0].toUpperCase() + words.slice(1) : words
    const joint = !before || (begins && chinese) ? "" : begins ? " " : chinese ? "，" : ", "
    this.editor.insert(`${joint}${sentence}${chinese ? "。" : "."}`, before.length, text.length)
  }
}
