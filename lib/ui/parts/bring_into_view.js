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
  let field = null
  let until = performance.now() + PATIENCE_MS
  let stopped = false
  const over = () => stopped || touched || performance.now() > until
  const show = (part) => {
    part.scrollIntoView({ block: data.near || data.turn ? "nearest" : "center" })
    if (data.near || field) return
    field = part.querySelector("textarea, input:not([type=file]):not([disabled])")
    field?.focus({ preventScroll: true })
  }
  // The server draws it piece by piece: what people come for may be the last of them.
  const growth = new ResizeObserver(([{ target }]) => {
    if (over()) { growth.disconnect(); return }
    show(target)
    until = performance.now() + PATIENCE_MS
  })
  const look = () => {
    if (touched && data.once) brought.add(place)
    if (over()) return
    const part = document.querySelector(name)
    if (!part || !part.checkVisibility()) { setTimeout(look, 100); return }
    brought.add(place)
    // The page must not move under the hands of whoever is typing.
    if (data.near && document.activeElement?.matches("textarea, input:is([type=text], [type=search])")) return
    show(part)
    growth.observe(part)
  }
  look()
  return () => {
    stopped = true
    growth.disconnect()
    if (!data.once) brought.delete(place)
    events.forEach((event) => window.removeEventListener(event, touch, { capture: true }))
  }
}
