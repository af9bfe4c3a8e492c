// Popovers and dialogs hang on the body, outside the part of the page that Streamlit gives its theme: what our styles
// choose by light-dark() would be the light colour there, also in the dark theme.
const RETRY_MS = 100
const follow = () => {
  const app = document.querySelector('[data-testid="stApp"]')
  if (!app) {
    setTimeout(follow, RETRY_MS)
    return
  }
  const take = () => { document.body.style.colorScheme = getComputedStyle(app).colorScheme }
  new MutationObserver(take).observe(app, { attributes: true })
  take()
}
follow()
