// Streamlit cannot scroll. Who comes to mend one field of a long page should not have to look for it.
const PATIENCE_MS = 4000
const brought = new Set()

export default function bringIntoView({ data }) {
  const place = data.turn ? `${data.place} ${data.turn}` : data.place
  if (brought.has(place)) return
  const name = `.st-key-${data.place.replace(/[^a-zA-Z0-9_-]/g, "-")}`
  let touched = false
  const touch = () => { touched = true }
  const events = ["wheel", "pointerdown", "keydown"]
  events.forEach((event) => window.addEventListener(event, touch, { capture: true, once: true }))
  const until = performance.now() + PATIENCE_MS
  let stopped = false
  const look = () => {
    if (touched && data.once) brought.add(place)
    if (stopped || touched || performance.now() > until) return
    const part = document.querySelector(name)
    if (!part || !part.checkVisibility()) { setTimeout(look, 100); return }
    brought.add(place)
    // The page must not move under the hands of whoever is typing.
    if (data.near && document.activeElement?.matches("textarea, input:is([type=text], [type=search])")) return
    part.scrollIntoView({ block: data.near || data.turn ? "nearest" : "center" })
    if (data.near) return
    const field = part.querySelector("textarea, input:not([type=file]):not([disabled])")
    if (field) field.focus({ preventScroll: true })
  }
  look()
  return () => {
    stopped = true
    if (!data.once) brought.delete(place)
    events.forEach((event) => window.removeEventListener(event, touch, { capture: true }))
  }
}
