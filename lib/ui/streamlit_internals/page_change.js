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
