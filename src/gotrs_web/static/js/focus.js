// After a form came back with errors, the first field that needs a look has the focus.
const focusFirstError = (root) => root.querySelector?.('[aria-invalid="true"]')?.focus()

document.addEventListener("htmx:afterSettle", (event) => focusFirstError(event.detail.elt))
focusFirstError(document)
