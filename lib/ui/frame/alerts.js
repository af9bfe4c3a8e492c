// Two switches that this browser alone knows: a sound, and the browser's own notices. Off until someone wants them.
const rows = new WeakMap()

const stored = (key) => { try { return localStorage.getItem(key) } catch { return null } }
const store = (key, value) => { try { localStorage.setItem(key, value) } catch { /* It stays as long as this tab. */ } }

async function sounds() {
  const asked = { played: false }
  document.dispatchEvent(new CustomEvent("castboard:sound", { detail: asked }))
  return await asked.played
}

async function notifies() {
  if (!("Notification" in window)) return false
  return await Notification.requestPermission() === "granted"
}

const SWITCHES = { sound: sounds, notification: notifies }

function makeRow(parent, name) {
  const label = document.createElement("label")
  const box = Object.assign(document.createElement("input"), { type: "checkbox" })
  box.setAttribute("role", "switch")
  const word = document.createElement("span")
  const refused = Object.assign(document.createElement("p"), { hidden: true })
  refused.setAttribute("role", "alert")
  label.append(box, word)
  parent.append(label, refused)
  const key = `castboard.${name}`
  box.checked = stored(key) === "on" && (name !== "notification" || globalThis.Notification?.permission === "granted")
  box.addEventListener("change", async () => {
    // Its own permission is asked for at the press, which is when a browser lets us ask.
    const on = box.checked && await SWITCHES[name]()
    refused.hidden = on || !box.checked
    box.checked = on
    store(key, on ? "on" : "off")
  })
  return { word, refused }
}

export default function ({ parentElement, data }) {
  let made = rows.get(parentElement)
  if (!made) {
    made = Object.keys(SWITCHES).map((name) => [name, makeRow(parentElement, name)])
    rows.set(parentElement, made)
  }
  for (const [name, { word, refused }] of made) {
    word.textContent = data[name]
    refused.textContent = data[`${name}_refused`]
  }
}
