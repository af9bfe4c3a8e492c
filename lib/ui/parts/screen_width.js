// Tells the server which side of the border the window is on, where that is not what it believes.
const border = window.matchMedia("(max-width: 640px)")

export default function watchWidth({ data, setTriggerValue }) {
  const tell = () => {
    if (border.matches !== data.narrow) setTriggerValue("narrow", border.matches)
  }
  tell()
  border.addEventListener("change", tell)
  return () => border.removeEventListener("change", tell)
}
