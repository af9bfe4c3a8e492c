// Asks by itself how the jobs stand and tells the server only when that is not what it drew.
const EVERY_MS = 1000
const ANEW_MS = 5000
const GONE = [401, 403, 404]

// Streamlit 1.67 calls this again with new data and ends, when the component goes, only what the last call began: so one
// watch goes on through all calls.
const watches = new WeakMap()

function begun() {
  const watch = { stopped: false }
  // Also when the link has come to its end, or nobody is signed in here any more: what is drawn then has a fresh one,
  // or says so. Told again where it was lost.
  const tell = () => {
    if (watch.stopped || performance.now() - watch.told < ANEW_MS) return
    watch.told = performance.now()
    watch.setTriggerValue("change", watch.told)
  }
  const look = async () => {
    const { url } = watch.data
    try {
      const answer = await fetch(url, { cache: "no-store" })
      const differs = answer.ok && (await answer.text()) !== watch.data.stamp
      // What was drawn meanwhile is no longer what was asked about.
      if (url === watch.data.url && (differs || GONE.includes(answer.status))) tell()
    } catch {
      // No connection: the next look tells.
    }
  }
  const timer = setInterval(look, EVERY_MS)
  watch.end = () => {
    watch.stopped = true
    clearInterval(timer)
  }
  return watch
}

export default function watchJobs({ data, parentElement, setTriggerValue }) {
  if (!watches.has(parentElement) || watches.get(parentElement).stopped) watches.set(parentElement, begun())
  const watch = watches.get(parentElement)
  Object.assign(watch, { data, setTriggerValue, told: -ANEW_MS })
  return watch.end
}
