// <tbody data-rows>: j and k walk through the rows (data-row-link takes the focus, so Enter opens it), x chooses one.
import { onKey } from "./shortcuts.js"

const links = () => [...document.querySelectorAll("[data-rows] [data-row-link]")].filter((link) => link.checkVisibility())
const current = () => document.querySelector("[data-rows] .is-focused")

const walk = (step) => {
  const all = links()
  if (!all.length) return false
  const row = current()
  const at = row ? all.findIndex((link) => row.contains(link)) : step > 0 ? -1 : all.length
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)]
  next.focus()
  next.closest("tr, li, article")?.scrollIntoView({ block: "nearest" })
  return true
}

onKey("j", () => walk(1))
onKey("k", () => walk(-1))
onKey("x", () => {
  const box = current()?.querySelector("[data-select]")
  box?.click()
  return Boolean(box)
})

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-rows] :is(tr, li, article)")
  for (const old of document.querySelectorAll("[data-rows] .is-focused")) if (old !== row) old.classList.remove("is-focused")
  row?.classList.add("is-focused")
})
