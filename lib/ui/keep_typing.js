// Streamlit sends a text area only when it is left. People reload, go back, or lose power in the middle of a sentence:
// after a pause in typing we press Ctrl+Enter for them, which sends the text and leaves the cursor where it is.
const PAUSE_MS = 800
let waiting = null

const send = (area) => area.isConnected && area.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }))
const typed = (event) => {
  if (!(event.target instanceof HTMLTextAreaElement) || event.isComposing) return
  clearTimeout(waiting)
  waiting = setTimeout(() => send(event.target), PAUSE_MS)
}
document.addEventListener("input", typed, true)
