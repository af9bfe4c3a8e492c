// The language of the page, for screen readers and for the sentences of our own scripts: the one that the frame speaks
// (account_line.py), and until it is drawn the one that the server would take for this browser.
const LOOK_MS = 1000
const MARK = "st-key-frame-speaks-"
const tags = Object.keys(JSON.parse(document.getElementById("castboard-sentences").textContent))
const language = (tag) => tag.split("-")[0].toLowerCase()

const speak = (tag) => { if (tag && document.documentElement.lang !== tag) document.documentElement.lang = tag }
const look = () => {
  const frame = document.querySelector(`[class*="${MARK}"]`)
  speak([...(frame?.classList ?? [])].find((name) => name.startsWith(MARK))?.slice(MARK.length))
}
speak(tags.find((tag) => language(tag) === language(navigator.language)) ?? tags[0])
setInterval(look, LOOK_MS)
