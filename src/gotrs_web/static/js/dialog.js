// data-dialog-open="id" opens a dialog, data-dialog-close closes the one around it. What HTMX puts into #dialog opens it;
// a form in it that succeeds closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]")
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal()
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close()
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close()
})

const outside = (event) => {
  const box = event.target.getBoundingClientRect()
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
}

document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target
  if (target?.id === "dialog" && target.childElementCount && !target.open) target.showModal()
})

document.addEventListener("htmx:afterRequest", (event) => {
  // Not `successful`: to HTMX a 422 is, because its form is swapped in.
  const { elt, xhr, requestConfig } = event.detail
  if (xhr.status >= 200 && xhr.status < 400 && requestConfig.verb !== "get") elt.closest?.("dialog[open]")?.close()
})

