// [data-presence]: an open ticket tells the server every ten seconds that somebody looks, or writes, and shows who else does;
// also beside an open composer ([data-presence-copy]).
const BEAT_MS = 10_000
const form = document.querySelector("[data-presence]")

const beat = () => {
  if (document.hidden) return
  form.elements.writing.value = document.querySelector("form#composer") ? "1" : ""
  htmx.trigger(form, "presence-beat")
}

const copy = () => {
  for (const place of document.querySelectorAll("[data-presence-copy]")) place.replaceChildren(...[...form.querySelector(".presence-list").children].map((one) => one.cloneNode(true)))
}

if (form) {
  form.addEventListener("submit", (event) => event.preventDefault())
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.closest("[data-presence]")) copy()
    else if (document.getElementById("composer") && event.detail.target?.id === "composer") { beat(); copy() }
  })
  document.addEventListener("visibilitychange", beat)
  addEventListener("pagehide", () => {
    const left = new FormData(form)
    left.set("leaving", "1")
    navigator.sendBeacon(form.action, left)
  })
  setInterval(beat, BEAT_MS)
  addEventListener("load", beat)
}
