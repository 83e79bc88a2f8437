// [data-board]: its widgets (data-widget) change places by dragging their heads; the menu in the head does the same by keyboard.
let moving = null

addEventListener("pointerdown", (event) => {
  const widget = event.target.closest?.("[data-board] > [data-widget]")
  if (widget) widget.draggable = event.pointerType === "mouse" && Boolean(event.target.closest("header")) && !event.target.closest("button, a, form")
})
document.addEventListener("dragstart", (event) => {
  moving = event.target.closest?.("[data-board] > [data-widget]")
  if (moving) event.dataTransfer.setData("text/plain", moving.dataset.widget)
})
document.addEventListener("dragover", (event) => {
  const over = moving && event.target.closest?.("[data-board] > [data-widget]")
  if (!over) return
  event.preventDefault()
  if (over !== moving) over[over.compareDocumentPosition(moving) & Node.DOCUMENT_POSITION_PRECEDING ? "after" : "before"](moving)
})
document.addEventListener("dragend", () => {
  if (!moving) return
  const next = moving.nextElementSibling?.dataset.widget ?? ""
  htmx.ajax("POST", `/agent/board/${moving.dataset.widget}?before=${next}`, { swap: "none" })
  moving = null
})
