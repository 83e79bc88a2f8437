// Arrow keys in a popover menu; its place, where the browser has no anchors of its own.
const items = (menu) => [...menu.querySelectorAll(".menu__item, select, input:not([type=hidden])")]

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[data-menu]")
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) || event.target.matches("select, input")) return
  event.preventDefault()
  const all = items(menu)
  const at = all.indexOf(event.target)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  all.at(next % all.length)?.focus()
})

document.addEventListener("toggle", (event) => {
  const menu = event.target
  if (!menu.matches?.("[data-menu]") || event.newState !== "open") return
  if (!CSS.supports("position-area: block-end")) place(menu)
  if (event.source ?? document.activeElement?.matches("[popovertarget]")) items(menu)[0]?.focus()
}, true)

const place = (menu) => {
  const button = document.querySelector(`[popovertarget="${menu.id}"]`)?.getBoundingClientRect()
  if (!button) return
  const left = menu.matches(".menu--end") ? button.right - menu.offsetWidth : button.left
  menu.style.top = `${Math.max(8, Math.min(button.bottom, innerHeight - menu.offsetHeight - 8))}px`
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`
}
