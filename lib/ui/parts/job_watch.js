// Asks by itself how the jobs stand and tells the server only when that is not what it drew.
const EVERY_MS = 1000
const ANEW_MS = 5000
const GONE = [401, 403, 404]

export default function watchJobs({ data, setTriggerValue }) {
  let told = -ANEW_MS
  let stopped = false
  // Also when the link has come to its end, or nobody is signed in here any more: what is drawn then has a fresh one,
  // or says so. Told again where it was lost.
  const tell = () => {
    if (stopped || performance.now() - told < ANEW_MS) return
    told = performance.now()
    setTriggerValue("change", told)
  }
  const look = async () => {
    try {
      const answer = await fetch(data.url, { cache: "no-store" })
      if (GONE.includes(answer.status) || (answer.ok && (await answer.text()) !== data.stamp)) tell()
    } catch {
      // No connection: the next look tells.
    }
  }
  const timer = setInterval(look, EVERY_MS)
  return () => {
    stopped = true
    clearInterval(timer)
  }
}
