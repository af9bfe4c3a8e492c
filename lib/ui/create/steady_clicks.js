// Who types and then presses a button leaves the field with the press: what the text changed is drawn before the finger
// is up again, the button has moved, and the browser sees no click. A press that began on a button is one on that button.
const MOVED_PX = 6
let pressed = null

const keyOf = (button) => {
  const named = button.closest('[class*="st-key-"]')
  return named ? [...named.classList].find((name) => name.startsWith("st-key-")) : null
}
const again = (key) => {
  const there = key ? document.querySelectorAll(`.${CSS.escape(key)} button`) : []
  return there.length === 1 ? there[0] : null
}
const down = (event) => {
  const button = event.target.closest?.("button")
  const own = event.button === 0 && button && !button.disabled
  pressed = own ? { button, x: event.clientX, y: event.clientY, key: keyOf(button) } : null
}
const up = (event) => {
  const began = pressed
  pressed = null
  if (!began || Math.hypot(event.clientX - began.x, event.clientY - began.y) > MOVED_PX) return
  const button = began.button.isConnected ? began.button : again(began.key)
  // Where it is still under the finger the browser makes the click itself.
  if (button && !button.contains(event.target)) setTimeout(() => button.click())
}
document.addEventListener("pointerdown", down, true)
document.addEventListener("pointerup", up, true)
