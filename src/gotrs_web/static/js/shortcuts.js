// Single keys: an element with data-key="r" (or "g q" for two in a row, "Shift+ArrowRight") is clicked, a field is focused.
// Never while one types or a dialog is open, and each device may switch them off. "?" lists what the page offers.
import { keyLine, meant } from "./own-keys.js"

const STORED = "gotrs-single-keys"
const WAIT_MS = 1200
const handlers = new Map()
let before = ""
let beforeAt = 0

// Called by behaviours that have keys without an element; returns true when the key did something.
export const onKey = (key, handler) => handlers.set(key, handler)

const enabled = () => { try { return localStorage.getItem(STORED) !== "off" } catch { return true } }
const typing = (target) => target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select")

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return sendForm(event)
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !enabled()) return
  if (typing(event.target)) return event.key === "Escape" ? event.target.blur() : undefined
  if (document.querySelector("dialog[open], [popover]:popover-open")) return
  const name = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key
  const pair = event.timeStamp - beforeAt < WAIT_MS ? `${before} ${name}` : ""
  const done = (pair && press(meant(pair))) || press(meant(name))
  before = done ? "" : name
  beforeAt = event.timeStamp
  if (done) event.preventDefault()
})

const press = (key) => {
  if (!key) return false
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((element) => element.checkVisibility())
  if (!found) return Boolean(handlers.get(key)?.())
  if (found.matches("input, textarea, select")) found.focus()
  else found.click()
  return true
}

// Ctrl+Enter sends the form one is in, where it says so.
const sendForm = (event) => {
  const button = event.target.form?.querySelector("[data-submit-key]") ?? event.target.closest?.("form")?.querySelector("[data-submit-key]")
  if (!button) return
  event.preventDefault()
  button.click()
}

const list = () => {
  const target = document.querySelector("[data-keys]")
  if (!target) return
  const seen = new Set()
  target.replaceChildren()
  for (const element of document.querySelectorAll("[data-key]")) {
    const { key, keyLabel } = element.dataset
    if (seen.has(key) || !element.checkVisibility()) continue
    seen.add(key)
    target.append(...keyLine(key, keyLabel ?? element.textContent.trim()))
  }
  // Keys of rows have no element of their own (rows.js).
  if (document.querySelector("[data-rows]")) for (const key of handlers.keys()) if (target.dataset[`row${key}`]) target.append(...keyLine(key, target.dataset[`row${key}`]))
}

document.addEventListener("click", (event) => { if (event.target.closest('[data-dialog-open="keys"]')) list() }, true)

const toggle = document.querySelector("[data-shortcuts-switch]")
if (toggle) {
  toggle.checked = enabled()
  toggle.addEventListener("change", () => { try { localStorage.setItem(STORED, toggle.checked ? "on" : "off") } catch { /* private window */ } })
}
