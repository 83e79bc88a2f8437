// <form data-autosave="address">: what one writes is kept on the server a moment after the last key, and when the page goes away.
// The answer is {id, text}: the draft's number for the next time, and what to say in [data-autosave-status].
const WAIT_MS = 1500
const timers = new WeakMap()

document.addEventListener("input", (event) => {
  const form = event.target.form ?? event.target.closest?.("form")
  if (!form?.dataset.autosave) return
  clearTimeout(timers.get(form))
  timers.set(form, setTimeout(() => save(form), WAIT_MS))
})

document.addEventListener("submit", (event) => stop(event.target), true)
document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.requestConfig.verb !== "get") stop(event.detail.elt.closest?.("form")) })
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) if (timers.get(form)) save(form, true)
})

// Loading the page again opens what one wrote, with its files.
const resume = (form, id) => {
  const address = new URL(form.action)
  address.searchParams.set("draft", id)
  history.replaceState(history.state, "", address)
}

const stop = (form) => {
  if (!form || !timers.has(form)) return
  clearTimeout(timers.get(form))
  timers.delete(form)
}

const save = async (form, keepalive = false) => {
  stop(form)
  if (!form.isConnected) return
  const data = new FormData(form)
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  const status = form.querySelector("[data-autosave-status]")
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, keepalive, headers: { Accept: "application/json" } })
    if (!answer.ok) throw new Error(answer.status)
    const { id, text } = await answer.json()
    form.elements.draft.value = id
    if (status) status.textContent = text
    resume(form, id)
    document.body.dispatchEvent(new CustomEvent("drafts-changed"))
  } catch {
    if (status) status.textContent = status.dataset.failed
  }
}
