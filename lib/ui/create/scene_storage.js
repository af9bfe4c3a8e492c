// What was typed and the server may not have yet, in this tab's storage: {board, session, draft, fresh, base, text}.
const KEPT_AT = "castboard.scene"
const asideAt = ({ fresh, draft }) => `${KEPT_AT}.${fresh ? "" : draft}`

function stored(key) {
  try { return JSON.parse(sessionStorage.getItem(key)) } catch { return null }
}

function store(key, entry) {
  try { sessionStorage.setItem(key, JSON.stringify(entry)) } catch { /* A full storage keeps nobody from writing. */ }
}

function keep({ board, session, draft, fresh }, base, text) {
  store(KEPT_AT, { board, session, draft, fresh, base, text })
}

// For a board that is opened: what this tab has and the server may not; null: nothing.
function keptFor(data) {
  const last = stored(KEPT_AT)
  const isAfter = (entry) => entry && entry.session !== data.session && (entry.draft === data.draft || (entry.fresh && data.fresh))
  const isOfThis = last && (last.board === data.board || isAfter(last))
  if (isOfThis && last.text !== data.text) return last
  sessionStorage.removeItem(KEPT_AT)
  // Another board is opened before the server had these words: they wait for theirs.
  if (last && !isOfThis && last.session !== data.session) store(asideAt(last), last)
  for (const key of isOfThis ? [] : [asideAt({ draft: data.draft }), ...(data.fresh ? [asideAt(data)] : [])]) {
    const aside = stored(key)
    sessionStorage.removeItem(key)
    if (isAfter(aside) && aside.text !== data.text) {
      store(KEPT_AT, aside)
      return aside
    }
  }
  return null
}
