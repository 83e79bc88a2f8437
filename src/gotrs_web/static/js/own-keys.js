// Keys that somebody has changed on this device: the page's own key by the one that is pressed instead. In the list of keys (#keys) each is a
// button that waits for the next key; Escape leaves it, Backspace gives the page's own back.
const STORED = "gotrs-own-keys"
const NAMES = { ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Enter: "⏎", "Shift+ArrowRight": "⇧ →", "Shift+ArrowLeft": "⇧ ←" }
const read = () => { try { return JSON.parse(localStorage.getItem(STORED)) ?? {} } catch { return {} } }
const write = (own) => { try { localStorage.setItem(STORED, JSON.stringify(own)) } catch { /* private window */ } }
let waiting = null

// What is pressed for one of the page's keys, and which of them a pressed key means ("" for one that was given away).
export const ownKey = (key) => read()[key] ?? key
export const meant = (pressed) => {
  const own = read()
  return Object.keys(own).find((key) => own[key] === pressed) ?? (own[pressed] ? "" : pressed)
}
const keyCaps = (key) => ownKey(key).split(" ").flatMap((part, at) => [at ? " " : "", Object.assign(document.createElement("kbd"), { textContent: NAMES[part] ?? part })])

// One line of the list: the keys, which can be pressed to change them, and what they do.
export const keyLine = (key, text) => {
  const [term, meaning, button] = ["dt", "dd", "button"].map((name) => document.createElement(name))
  const words = document.querySelector("[data-keys]").dataset
  Object.assign(button, { type: "button", className: "keys__change", title: words.keysChange.replace("{action}", text) })
  button.dataset.keyOf = key
  label(button)
  term.append(button)
  meaning.textContent = text
  return [term, meaning]
}

const label = (button) => {
  button.replaceChildren(...keyCaps(button.dataset.keyOf))
  button.setAttribute("aria-label", `${button.textContent}: ${button.title}`)
}

const say = (text) => { document.querySelector("[data-keys-said]").textContent = text }

const stop = () => {
  waiting?.classList.remove("is-waiting")
  waiting = null
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-key-of]")
  stop()
  if (!button) return
  waiting = button
  button.classList.add("is-waiting")
  say(button.closest("[data-keys]").dataset.keysPress)
})
document.addEventListener("keydown", (event) => {
  if (!waiting || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  const button = waiting
  const { keyOf } = button.dataset
  const list = button.closest("[data-keys]")
  stop()
  if (event.key === "Escape") return say("")
  const own = read()
  const taken = [...list.querySelectorAll("[data-key-of]")].find((other) => other !== button && ownKey(other.dataset.keyOf) === event.key)
  if (taken) return say(list.dataset.keysTaken.replace("{key}", event.key))
  if (event.key === "Backspace" || event.key === keyOf) delete own[keyOf]
  else if (event.key.length === 1 && event.key !== " ") own[keyOf] = event.key
  write(own)
  say("")
  label(button)
  show()
}, true)

// The caps on buttons and links of the page say what is to be pressed.
const show = () => {
  const own = read()
  for (const element of document.querySelectorAll("[data-key]")) {
    const { key } = element.dataset
    if (!own[key] && !element.dataset.keyShown) continue
    element.dataset.keyShown = own[key] ?? ""
    const caps = element.querySelectorAll("kbd")
    if (caps.length) caps[0].textContent = ownKey(key)
    for (const cap of [...caps].slice(1)) cap.remove()
  }
}
document.addEventListener("htmx:afterSettle", show)
show()
