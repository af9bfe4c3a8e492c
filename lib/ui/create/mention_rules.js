// Who is mentioned in a scene: the rules of lib/domain/naming.py, for what is being typed. What is sent is decided there.
const SIGN = /[@＠﹫]/g
const BINDS = /^[\p{Script=Latin}\p{Nd}]/u
const TRAILING = /^[\p{M}\p{Default_Ignorable_Code_Point}]/u
const UNSEEN = /\p{Default_Ignorable_Code_Point}|(?!\s)\p{Cc}/gu
const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d][\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d-]*/uy
const MOST_UNSEEN = 64
const MOST_READ = 5000
const readBefore = new WeakMap()
const clusters = new Intl.Segmenter("en", { granularity: "grapheme" })

// Python's casefold: the dotless i stays, and Cherokee is compared by its capitals.
const CHEROKEE = /[\u13f8-\u13fd\uab70-\uabbf]/g
const casefold = (text) => text.split("ı").map((part) => part.toUpperCase().toLowerCase()).join("ı")
  .replace(CHEROKEE, (letter) => letter.toUpperCase())

function foldedCluster(cluster) {
  if (/^[\x20-\x7e]+$/.test(cluster)) return cluster.toLowerCase()
  const seen = cluster.normalize("NFD").replace(UNSEEN, "")
  return casefold(casefold(seen).normalize("NFKD")).normalize("NFKD")
}

function folded(text) {
  return Array.from(clusters.segment(text), (one) => foldedCluster(one.segment)).join("")
}

function charBefore(text, at) {
  const low = text.charCodeAt(at - 1)
  const pair = low >= 0xdc00 && low <= 0xdfff && at > 1
  return pair ? text.slice(at - 2, at) : text.slice(at - 1, at)
}

function isGlued(text, at, since) {
  let before = at
  while (before > since && TRAILING.test(charBefore(text, before))) before -= charBefore(text, before).length
  return before > since && BINDS.test(foldedCluster(charBefore(text, before)))
}

// One after another: mostly the first few tell, and a long scene is read at each key.
function* lettersOf(text) {
  yield* clusters.segment(text)
  yield { segment: " ", index: text.length }
}

function knownAt(text, at, known, longest) {
  // A letter with all its marks is seldom longer than four units, and nobody's name is cut by more.
  const rest = text.slice(at + 1, at + 1 + 4 * (MOST_UNSEEN + longest))
  // A key changes what follows few of them: with 112 mentions in 5,000 characters all took 1.5 ms, those 0.4.
  const read = readBefore.get(known) ?? new Map()
  if (read.size > MOST_READ) read.clear()
  readBefore.set(known, read)
  if (!read.has(rest)) read.set(rest, knownIn(rest, known, longest))
  const found = read.get(rest)
  return found && { start: at, end: at + 1 + found.length, subject: found.subject }
}

// Who is named at the beginning of this text, and with how much of it.
function knownIn(rest, known, longest) {
  let best = null, candidate, length = 0, soFar = "", last = "", number = 0
  for (const { segment, index } of lettersOf(rest)) {
    if (number++ > MOST_UNSEEN + longest) break
    const letter = foldedCluster(segment)
    if (candidate !== undefined && letter) {
      if (!(BINDS.test(last) && BINDS.test(letter))) best = { length, subject: candidate }
      candidate = undefined
    }
    if (soFar.length > longest) return best
    if (letter) {
      soFar += letter
      last = letter
      length = index + segment.length
      candidate = known.get(soFar)
    }
  }
  return best
}

function unknownAt(text, at) {
  WORD.lastIndex = at + 1
  const word = WORD.exec(text)
  return word && { start: at, end: at + 1 + word[0].length, subject: null }
}

// Every mention: where it begins and ends (UTF-16 units), and whom it means; null: nobody in the cast.
function mentionsIn(text, known) {
  const longest = Math.max(0, ...Array.from(known.keys(), (name) => name.length))
  const found = []
  let from = 0
  for (;;) {
    SIGN.lastIndex = from
    const sign = SIGN.exec(text)
    if (!sign) return found
    const at = sign.index
    const mention = isGlued(text, at, found.at(-1)?.end ?? 0)
      ? null : knownAt(text, at, known, longest) ?? unknownAt(text, at)
    if (mention) found.push(mention)
    from = mention ? mention.end : at + 1
  }
}
