// Streamlit sends the scene only when its field is left. People reload, go back, or lose power in the middle of a sentence:
// after a pause in typing we press Ctrl+Enter for them, which sends the text and leaves the cursor where it is.
// Never while an input method is still choosing characters: that would end its choice.
const PAUSE_MS = 800
let waiting = null

const send = (area) => area.isConnected && area.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }))
const typed = (event) => {
  if (!event.target.closest?.(".st-key-prompt textarea")) return
  clearTimeout(waiting)
  if (!event.isComposing) waiting = setTimeout(() => send(event.target), PAUSE_MS)
}
document.addEventListener("input", typed, true)
document.addEventListener("compositionstart", () => clearTimeout(waiting), true)
// Its last characters are in the field by then, and no input event follows.
document.addEventListener("compositionend", typed, true)
