// #bell[data-sound]: a new notification makes a sound; the number that was heard last is shared by all tabs, so that one plays.
// [data-sound-try] plays what the [data-sound-choice] of its form says. Sounds are made here: notes of a sine, nothing is loaded.
// A browser may want a click on the page before it plays anything; until then it is silent.
const HEARD = "gotrs-notices-heard"
// Each note: hertz at its beginning and end, seconds until it begins, how long it lasts.
const SOUNDS = {
  chime: [[880, 880, 0, 0.5], [1320, 1320, 0.12, 0.6]],
  knock: [[180, 90, 0, 0.09], [180, 90, 0.16, 0.09]],
  drop: [[420, 1100, 0, 0.14]],
}
let context = null

export const play = (name) => {
  if (!SOUNDS[name] || !window.AudioContext) return
  context ??= new AudioContext()
  if (context.state === "suspended") context.resume()
  for (const [from, to, wait, length] of SOUNDS[name]) {
    const [note, loudness, begin] = [context.createOscillator(), context.createGain(), context.currentTime + wait]
    note.frequency.setValueAtTime(from, begin)
    note.frequency.exponentialRampToValueAtTime(to, begin + length)
    loudness.gain.setValueAtTime(0.25, begin)
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + length)
    note.connect(loudness).connect(context.destination)
    note.start(begin)
    note.stop(begin + length)
  }
  document.body.dispatchEvent(new CustomEvent("sound-played", { detail: name }))
}

const heard = () => { try { return Number(localStorage.getItem(HEARD) ?? -1) } catch { return -1 } }
const remember = (number) => { try { localStorage.setItem(HEARD, String(number)) } catch { /* a private window forgets */ } }

const look = () => {
  const bell = document.getElementById("bell")
  if (bell?.dataset.unread === undefined) return
  const [now, before] = [Number(bell.dataset.unread), heard()]
  if (now === before) return
  remember(now)
  if (before >= 0 && now > before) play(bell.dataset.sound)
}

document.addEventListener("htmx:afterSettle", look)
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-sound-try]")) play(event.target.closest("form").querySelector("[data-sound-choice]").value)
})
