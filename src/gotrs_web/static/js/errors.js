// A request of HTMX that failed: the server's own words come as a toast; for the rest there are general ones.
const region = () => document.getElementById("toasts")
const say = (text) => document.body.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { toasts: [{ text, kind: "danger" }] } }))

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail
  if (!xhr.getResponseHeader("HX-Trigger") && !xhr.getResponseHeader("HX-Redirect")) say(region().dataset.error)
})
document.addEventListener("htmx:sendError", () => say(region().dataset.offline))
document.addEventListener("htmx:timeout", () => say(region().dataset.offline))
