// Pictures from the clipboard, wherever on the board they are pasted. Text is never touched.
const FIELDS = "textarea, input:not([type=file], [type=checkbox], [type=radio], [type=range]), [contenteditable=true]"
let current = () => {}

function wanted(event) {
  const held = event.clipboardData
  const files = [...(held?.files ?? [])].filter((file) => file.type.startsWith("image/"))
  if (!files.length || event.defaultPrevented || document.querySelector('[role="dialog"]')) return []
  const at = event.target?.closest ? event.target : document.body
  // The place for files takes what is pasted on it by itself.
  if (at.closest('[data-testid="stFileUploader"]')) return []
  // Some programs copy a picture of the text beside the text, and a field wants that.
  if (at.closest(FIELDS) && held.types.includes("text/plain")) return []
  return files
}

function cardWithFocus() {
  const card = document.activeElement?.closest?.('[class*="st-key-card-"]')
  const name = card && [...card.classList].find((one) => one.startsWith("st-key-card-"))
  return name ? name.slice("st-key-card-".length) : ""
}

async function sent(file, data) {
  const told = { name: file.name, size: file.size, id: "" }
  if (file.size > data.most) return told
  try {
    const answer = await fetch(data.url, {
      method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" }, credentials: "same-origin",
    })
    return answer.ok ? { ...told, id: (await answer.json()).id } : told
  } catch {
    return told
  }
}

export default function pastePictures({ data, setTriggerValue }) {
  // What is on its way may arrive after the board was drawn anew.
  current = (value) => setTriggerValue("pasted", value)
  const paste = async (event) => {
    const files = wanted(event)
    if (!files.length) return
    event.preventDefault()
    const uid = cardWithFocus()
    document.documentElement.style.cursor = "progress"
    try {
      current({ uid, files: await Promise.all(files.map((file) => sent(file, data))) })
    } finally {
      document.documentElement.style.cursor = ""
    }
  }
  document.addEventListener("paste", paste)
  return () => document.removeEventListener("paste", paste)
}
