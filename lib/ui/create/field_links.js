// A line of the list above Generate leads to its field: there is the focus then. What holds it is opened by the server.
const PATIENCE_MS = 4000
const FIELDS = "textarea, input:not([type=file]):not([disabled]):not([tabindex='-1'])"
const OTHERS = "[role=slider], button:not([disabled]), [tabindex='0']"
const named = (key) => `.st-key-${key.replace(/[^a-zA-Z0-9_-]/g, "-")}`
const seen = (element) => element.checkVisibility({ visibilityProperty: true })

function focused(key) {
  const part = [...document.querySelectorAll(named(key))].find(seen)
  const field = part && ([...part.querySelectorAll(FIELDS)].find(seen) ?? [...part.querySelectorAll(OTHERS)].find(seen))
  if (!field) return false
  part.scrollIntoView({ block: "center" })
  field.focus({ preventScroll: true })
  // A fold that is just opening lets nothing in it have the focus.
  return document.activeElement === field
}

// Streamlit 1.67 calls this again with new data and ends, when the component goes, only what the last call began.
const running = new WeakMap()

export default function followLinks({ parentElement, setTriggerValue }) {
  running.get(parentElement)?.()
  let turn = 0
  const press = (event) => {
    const link = event.target.closest?.(`.st-key-send a[href^="#to="]`)
    if (!link) return
    event.preventDefault()
    const where = new URLSearchParams(link.getAttribute("href").slice(1))
    if (focused(where.get("to"))) return
    if (where.get("within")) setTriggerValue("closed", where.get("within"))
    const until = performance.now() + PATIENCE_MS
    const mine = ++turn
    const look = () => {
      if (mine === turn && !focused(where.get("to")) && performance.now() < until) setTimeout(look, 100)
    }
    look()
  }
  document.addEventListener("click", press, true)
  const end = () => document.removeEventListener("click", press, true)
  running.set(parentElement, end)
  return end
}
