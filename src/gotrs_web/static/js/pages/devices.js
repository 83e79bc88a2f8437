// data-push="address of the key" on a form: asks the browser for a push subscription, puts it into the hidden field of the
// form, and sends the form. Where a browser knows no push, the form stays hidden and a line says so.
const form = document.querySelector("form[data-push]")

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0))

const say = (message) => {
  const place = form.querySelector("[data-push-error]")
  place.textContent = message
  place.hidden = !message
}

// A subscription for another key than ours (the desk was set up anew) is of no use to anybody.
const subscription = async (manager, key) => {
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes(key) }
  const held = await manager.getSubscription()
  const heldKey = held && String(new Uint8Array(held.options.applicationServerKey ?? []))
  if (held && heldKey !== String(wanted.applicationServerKey)) await held.unsubscribe()
  return manager.subscribe(wanted)
}

const add = async () => {
  say("")
  if ((await Notification.requestPermission()) !== "granted") return say(form.dataset.pushDenied)
  const answer = await fetch(form.dataset.push)
  if (!answer.ok) throw new Error(String(answer.status))
  const { key } = await answer.json()
  const worker = await navigator.serviceWorker.ready
  form.elements.subscription.value = JSON.stringify(await subscription(worker.pushManager, key))
  form.submit()
}

if (form) {
  const known = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window
  form.hidden = !known
  document.querySelector("[data-push-unknown]").hidden = known
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    add().catch(() => say(form.dataset.pushFailed))
  })
}
