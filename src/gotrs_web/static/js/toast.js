// Short messages. The event "toast" (the server sends it in HX-Trigger) carries {toasts: [{text, kind, action_label, action_url, seconds}]}.
const SHOWN_MS = 7000

document.addEventListener("toast", (event) => {
  for (const one of event.detail.toasts ?? []) show(one)
})

const show = ({ text, kind = "ok", action_label = "", action_url = "", seconds = 0 }) => {
  const template = document.getElementById("toast-template").content.querySelector(`[data-kind="${CSS.escape(kind)}"]`)
  if (!template) return
  const toast = template.cloneNode(true)
  toast.querySelector("[data-toast-text]").textContent = text
  if (action_url) {
    const form = toast.querySelector("[data-toast-action]")
    form.hidden = false
    form.action = action_url
    form.querySelector("button").textContent = action_label
  }
  const bar = toast.querySelector("[data-toast-countdown]")
  if (seconds) Object.assign(bar, { hidden: false, max: seconds, value: seconds })
  document.getElementById("toasts").append(toast)
  start(toast)
}

const start = (toast) => {
  const bar = toast.querySelector("[data-toast-countdown]")
  if (!bar.hidden) return countDown(toast, bar)
  // What failed, and what can be undone, waits until one has read it.
  if (toast.dataset.kind === "danger" || !toast.querySelector("[data-toast-action]").hidden) return
  setTimeout(() => { if (!toast.matches(":hover, :focus-within")) toast.remove() }, SHOWN_MS)
}

const countDown = (toast, bar) => {
  const timer = setInterval(() => {
    bar.value -= 1
    if (bar.value > 0 && toast.isConnected) return
    clearInterval(timer)
    toast.remove()
  }, 1000)
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove()
})
document.querySelectorAll("#toasts [data-toast]").forEach(start)
