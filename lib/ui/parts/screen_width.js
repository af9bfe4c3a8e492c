// Tells the server which side of the border the window is on, where that is not what it believes.
const border = window.matchMedia("(max-width: 640px)")
// Streamlit 1.67 calls this again with new data and ends, when the component goes, only what the last call began.
const running = new WeakMap()

export default function watchWidth({ data, parentElement, setTriggerValue }) {
  running.get(parentElement)?.()
  const tell = () => {
    if (border.matches !== data.narrow) setTriggerValue("narrow", border.matches)
  }
  tell()
  border.addEventListener("change", tell)
  const end = () => border.removeEventListener("change", tell)
  running.set(parentElement, end)
  return end
}
