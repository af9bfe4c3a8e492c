// What people type into Streamlit's own fields and have not left yet. A line of text goes to the server after a pause
// (`live`); a text area has no such mode in 1.67, and what was not sent is lost by a reload.
const PAUSE_MS = 800
const FIELD = ':is([data-testid="stTextInput"], [data-testid="stTextArea"]) :is(input:not([type="password"]), textarea)'
const AREA = '[data-testid="stTextArea"] textarea'

// As if it were left; the cursor stays in it.
const leave = (field) => field.dispatchEvent(new FocusEvent("focusout", { bubbles: true, relatedTarget: field }))

// An input method still composes until it says that it has ended. In a form Streamlit waits for the form's own button.
const waiting = new WeakMap()
const wait = (field) => {
  if (!field.matches?.(AREA)) return
  clearTimeout(waiting.get(field))
  waiting.set(field, setTimeout(() => { if (field.isConnected) leave(field) }, PAUSE_MS))
}
document.addEventListener("input", ({ target, isComposing }) => { if (!isComposing) wait(target) })
document.addEventListener("compositionstart", ({ target }) => clearTimeout(waiting.get(target)))
document.addEventListener("compositionend", ({ target }) => wait(target))

// Whoever reloads or goes leaves the field first: the page stays until the next one answers, and the words with it go.
for (const name of ["beforeunload", "pagehide"]) {
  addEventListener(name, () => { if (document.activeElement?.matches(FIELD)) document.activeElement.blur() })
}
