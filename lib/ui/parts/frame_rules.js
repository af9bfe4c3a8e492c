// The frame of a crop as numbers: pixels of the turned picture, and rules that hold whatever moves it.
const clamp = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high))

// size: {width, height} of the turned picture; rules: {least, most}; ratio: width / height, 0 for free.
function limits(size, rules, ratio) {
  const least = { width: Math.min(rules.least, size.width), height: Math.min(rules.least, size.height) }
  if (!ratio) return { least, most: { ...size } }
  const low = Math.max(least.width, least.height * ratio)
  const high = Math.min(size.width, size.height * ratio)
  return { least: { width: low, height: low / ratio }, most: { width: high, height: high / ratio } }
}

function possible(size, rules, ratio) {
  const { least, most } = limits(size, rules, ratio)
  return least.width <= most.width + 0.01
}

// The nearest size that is allowed. `by`: the side that people changed, which the other follows.
function sized(wanted, size, rules, ratio, by = "width") {
  const { least, most } = limits(size, rules, ratio)
  if (ratio) {
    const width = clamp(by === "width" ? wanted.width : wanted.height * ratio, least.width, most.width)
    return { width, height: width / ratio }
  }
  let width = clamp(wanted.width, least.width, most.width)
  let height = clamp(wanted.height, least.height, most.height)
  // No more than so many times as wide as tall, or as tall as wide.
  if (by === "width") height = clamp(height, width / rules.most, width * rules.most)
  else width = clamp(width, height / rules.most, height * rules.most)
  width = clamp(width, least.width, most.width)
  height = clamp(height, least.height, most.height)
  return { width: Math.min(width, height * rules.most), height: Math.min(height, width * rules.most) }
}

const inside = (frame, size) => ({
  ...frame,
  left: clamp(frame.left, 0, size.width - frame.width),
  top: clamp(frame.top, 0, size.height - frame.height),
})

const moved = (frame, across, down, size) => inside({ ...frame, left: frame.left + across, top: frame.top + down }, size)

// A corner or a side ("ne", "s") goes so far; what lies opposite stays, as long as the picture has room.
function pulled(frame, where, across, down, size, rules, ratio) {
  const east = where.includes("e"), west = where.includes("w"), south = where.includes("s"), north = where.includes("n")
  const room = {
    width: west ? frame.left + frame.width : east ? size.width - frame.left : size.width,
    height: north ? frame.top + frame.height : south ? size.height - frame.top : size.height,
  }
  const wanted = {
    width: Math.min(frame.width + (east ? across : west ? -across : 0), room.width),
    height: Math.min(frame.height + (south ? down : north ? -down : 0), room.height),
  }
  const by = (east || west) && (!(south || north) || Math.abs(across) >= Math.abs(down)) ? "width" : "height"
  if (ratio) {
    wanted.width = Math.min(wanted.width, room.height * ratio)
    wanted.height = Math.min(wanted.height, room.width / ratio)
  }
  const next = sized(wanted, size, rules, ratio, by)
  return inside({
    left: west ? frame.left + frame.width - next.width : frame.left,
    top: north ? frame.top + frame.height - next.height : frame.top,
    ...next,
  }, size)
}

// The largest frame of this shape about the same middle, no larger than it was if it was smaller.
function shaped(frame, size, rules, ratio) {
  if (!ratio) return frame
  const wanted = { width: Math.max(frame.width, frame.height * ratio), height: 0 }
  const next = sized(wanted, size, rules, ratio)
  return inside({
    left: frame.left + (frame.width - next.width) / 2, top: frame.top + (frame.height - next.height) / 2, ...next,
  }, size)
}

// With the picture a quarter turn clockwise, or back.
const turnedRight = (frame, size) => ({
  left: size.height - frame.top - frame.height, top: frame.left, width: frame.height, height: frame.width,
})
const turnedLeft = (frame, size) => ({
  left: frame.top, top: size.width - frame.left - frame.width, width: frame.height, height: frame.width,
})

const turnedSize = (size, turns) => (turns % 2 ? { width: size.height, height: size.width } : { ...size })
