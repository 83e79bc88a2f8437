// A button with data-insert puts its text where the caret last was in a text field of the same form.
const last = new WeakMap()

document.addEventListener("focusin", ({ target }) => {
  if (target.form && target.matches("textarea, input[type=text]")) last.set(target.form, target)
})

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]")
  if (!button) return
  const field = last.get(button.form) ?? button.form.querySelector("textarea")
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end")
  field.focus()
})
