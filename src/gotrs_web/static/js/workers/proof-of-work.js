// Finds a number so that the SHA-256 of `challenge~number` begins with `bits` zero bits. Written out, as the browser's own
// digest is asynchronous and many times slower for short texts, and is missing on plain http.
const K = new Int32Array(64)
const START = new Int32Array(8)
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0
for (let n = 2, found = 0; found < 64; n++) {
  let isPrime = true
  for (let d = 2; d * d <= n; d++) if (n % d === 0) { isPrime = false; break }
  if (!isPrime) continue
  if (found < 8) START[found] = fraction(Math.sqrt(n))
  K[found++] = fraction(Math.cbrt(n))
}

const W = new Int32Array(64)
const rotate = (x, n) => (x >>> n) | (x << (32 - n))

function block(state, bytes, offset) {
  for (let i = 0; i < 16; i++) {
    const at = offset + i * 4
    W[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
  }
  for (let i = 16; i < 64; i++) {
    const a = W[i - 15], b = W[i - 2]
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g; g = f; f = e; e = (d + t1) | 0
    d = c; c = b; b = a; a = (t1 + t2) | 0
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d
  state[4] += e; state[5] += f; state[6] += g; state[7] += h
}

function solve(challenge, bits) {
  const prefix = new TextEncoder().encode(`${challenge}~`)
  const whole = prefix.length - (prefix.length % 64)
  const common = START.slice()
  for (let at = 0; at < whole; at += 64) block(common, prefix, at)
  const rest = prefix.subarray(whole)
  const tail = new Uint8Array(128)
  tail.set(rest)
  const state = new Int32Array(8)
  for (let number = 0; ; number++) {
    const digits = String(number)
    let end = rest.length
    for (let i = 0; i < digits.length; i++) tail[end++] = digits.charCodeAt(i)
    const size = end + 9 > 64 ? 128 : 64
    tail.fill(0, end, size)
    tail[end] = 0x80
    const length = (whole + end) * 8
    tail[size - 4] = length >>> 24
    tail[size - 3] = length >>> 16
    tail[size - 2] = length >>> 8
    tail[size - 1] = length
    state.set(common)
    block(state, tail, 0)
    if (size === 128) block(state, tail, 64)
    if (bits <= 32 && Math.clz32(state[0]) >= bits) return `${challenge}~${digits}`
  }
}

addEventListener("message", ({ data }) => postMessage(solve(data.challenge, data.bits)))
