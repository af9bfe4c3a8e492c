// Whom a mention may mean: the board's own cast, then the team's, of which a large one is asked for as it is typed.

// What is being typed after a sign, up to the cursor.
function typedAt(text, at) {
  const before = text.slice(Math.max(0, at - 100), at)
  const sign = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"), before.lastIndexOf("﹫"))
  const start = at - before.length + sign, typed = before.slice(sign + 1)
  return sign < 0 || isGlued(text, start, 0) || typed.includes("\n") ? null : { start, typed }
}

// Names may have spaces: what stands behind one belongs to it only if there is somebody who goes on so.
function mayBeName({ cast, library }, typed) {
  const query = folded(typed)
  return !/\s/.test(typed) || [...cast, ...library].some((one) => one.folded.startsWith(query) && one.folded !== query.trimEnd())
}

// What to ask the server for; "": whoever it may be is here.
function toLookFor({ has_more, looked_for, found_more }, typed) {
  const first = typed.split(/\s/, 1)[0]
  if (!has_more || !first) return ""
  const narrows = looked_for && folded(typed).startsWith(folded(looked_for))
  if (narrows && !found_more) return ""
  const wanted = narrows ? typed.trim() : first
  return wanted === looked_for ? "" : wanted
}

// `typed`: null where nothing is. `unknown`: a mention of nobody was pressed. `all`: the list was asked for.
function optionsFor(data, typed, { unknown = false, all = false } = {}) {
  const { cast, library, words } = data
  const query = folded(typed ?? "").trim(), name = typed?.trim()
  const rank = (one) => one.folded === query ? 0 : one.folded.startsWith(query) ? 1 : one.folded.includes(query) ? 2 : 3
  const fitting = (some) => some.filter((one) => rank(one) < 3).sort((one, other) => rank(one) - rank(other))
  const near = unknown ? nearest(query, cast) : [], exact = cast.find((one) => one.folded === query)
  const own = near.length ? near : unknown ? cast : fitting(cast)
  const others = name || !unknown ? fitting(library) : []
  // Of a name that stands there whole there is nothing to choose: Tab leaves, and Enter begins a line.
  if (!unknown && !all && (exact ? own.length === 1 : !own.length && !others.length)) return { options: [], more: "" }
  const options = own.slice(0, MOST_SHOWN).map((one) => ({ ...one, label: one.handle, note: near.includes(one) ? words.meant : "" }))
  // After the board's own cast: whoever of the team's cast is chosen joins the board.
  const room = MOST_SHOWN - options.length
  options.push(...others.slice(0, room).map((one) => ({ ...one, label: one.handle, member: one.uid, note: words.library })))
  if (name && !exact && (unknown || all)) options.push({ label: words.add.replace("{0}", name), add: name })
  const left = own.length - MOST_SHOWN, search = others.length > room || (!unknown && data.has_more && (!name || data.found_more))
  return { options, more: left > 0 ? words.more.replace("{0}", left) : search ? words.search : "" }
}
