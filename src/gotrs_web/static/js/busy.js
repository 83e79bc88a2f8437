// A sent form marks its button, so that nobody sends twice by impatience.
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return
  const form = event.target
  if (form.dataset.sent) return event.preventDefault()
  if (form.method !== "post" || event.submitter?.formTarget === "_blank") return
  form.dataset.sent = "true"
  event.submitter?.setAttribute("aria-busy", "true")
})

// Back from the next page, and downloads that leave the page standing.
const reset = () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy")
}
addEventListener("pageshow", reset)
addEventListener("visibilitychange", reset)
