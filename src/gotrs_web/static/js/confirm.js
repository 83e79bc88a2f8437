// data-confirm="question" on a form, or on the button that sends it: asks first.
const dialog = () => document.getElementById("confirm")

const ask = (text) => {
  const box = dialog()
  box.querySelector("[data-confirm-text]").textContent = text
  box.returnValue = ""
  box.showModal()
  return new Promise((resolve) => {
    box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true })
  })
}

document.addEventListener("submit", async (event) => {
  const text = event.submitter?.dataset.confirm ?? event.target.dataset.confirm
  // A form that HTMX sends has been stopped already; the listener below asks for it.
  if (!text || event.defaultPrevented || event.target.dataset.confirmed) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (!(await ask(text))) return
  event.target.dataset.confirmed = "true"
  event.target.requestSubmit(event.submitter)
  delete event.target.dataset.confirmed
})

document.addEventListener("htmx:confirm", async (event) => {
  const { elt, triggeringEvent, issueRequest } = event.detail
  const text = triggeringEvent?.submitter?.dataset.confirm ?? elt.dataset.confirm
  if (!text) return
  event.preventDefault()
  if (await ask(text)) issueRequest(true)
})
