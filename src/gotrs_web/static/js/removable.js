// A button with data-remove takes out the data-removable around it (a recipient, an attachment to be sent).
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]")
  if (!button) return
  const item = button.closest("[data-removable]")
  const field = item.parentElement.querySelector("input:not([type=hidden])")
  item.remove()
  field?.focus()
})
