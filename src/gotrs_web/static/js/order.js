// <ol data-order>: its items (data-order-item) are dragged, or moved by their buttons (data-order-step="-1"); the form is sent as they stand.
let dragged = null

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest?.("[data-order-item]")
  if (item) item.draggable = !event.target.closest("button")
})
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-order-item]") ?? null
  if (dragged) event.dataTransfer.effectAllowed = "move"
})
document.addEventListener("dragend", () => { dragged = null })
document.addEventListener("dragover", (event) => {
  const over = dragged && event.target.closest?.("[data-order-item]")
  if (!over || over.parentElement !== dragged.parentElement) return
  event.preventDefault()
  if (over === dragged) return
  const { top, height } = over.getBoundingClientRect()
  over.parentElement.insertBefore(dragged, event.clientY < top + height / 2 ? over : over.nextElementSibling)
})
document.addEventListener("drop", (event) => { if (dragged) event.preventDefault() })
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-order-step]")
  if (!button) return
  event.preventDefault()
  const item = button.closest("[data-order-item]")
  const other = button.dataset.orderStep === "-1" ? item.previousElementSibling : item.nextElementSibling
  if (other) other[button.dataset.orderStep === "-1" ? "before" : "after"](item)
  button.focus()
})
