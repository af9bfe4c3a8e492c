// The way to another page, and within one. Links of our own to another page are marked `data-castboard-page`:
// Streamlit goes there as it does on the browser's way back, without a new load. Where that would not work they are
// links like any other.
const app = () => document.querySelector('[data-testid="stApp"]')

document.addEventListener("click", (event) => {
  const link = event.composedPath().find((node) => node.dataset?.castboardPage !== undefined)
  // A new tab, a new window, a saved link: the browser's own business.
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  if (event.defaultPrevented || app()?.dataset.testConnectionState !== "CONNECTED") return
  event.preventDefault()
  history.pushState({}, "", link.href)
  window.dispatchEvent(new PopStateEvent("popstate"))
  // Another page begins at its top.
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0, behavior: "instant" })
})

// Streamlit's link for the keyboard leads to where our bar of pages stands, and is there to pass that by.
document.addEventListener("click", (event) => {
  const title = event.target.closest?.('[data-testid="stSkipToContent"]') && document.querySelector('[data-testid="stMain"] h1')
  if (!title) return
  event.preventDefault()
  event.stopPropagation()
  title.tabIndex = -1
  title.focus()
}, true)

// The address of Create names its draft, and for a moment what a link asked for, as that of the gallery does: no places
// to come back to. The browser's way back would ask once more, and put another board in the place of this one.
const CREATE = new URL(window.__streamlit.BACKEND_BASE_URL).pathname.replace(/\/$/, "")
const ONCE = "films"
const push = history.pushState
history.pushState = (state, title, url) => {
  const there = new URL(url ?? location, location)
  const isCreate = location.pathname.replace(/\/$/, "") === CREATE
  const stays = there.pathname === location.pathname && (isCreate || new URLSearchParams(location.search).has(ONCE))
  return (stays ? history.replaceState : push).call(history, state, title, url)
}
