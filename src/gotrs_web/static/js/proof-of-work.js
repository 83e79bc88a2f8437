// Computes the proof of a public form in a worker, while one fills the form in; sending early waits for it.
for (const box of document.querySelectorAll("[data-proof-of-work]")) {
  const form = box.closest("form")
  const worker = new Worker(new URL("./workers/proof-of-work.js", import.meta.url), { type: "module" })
  let wanted = null
  box.querySelector("[role=status]").hidden = false
  worker.addEventListener("message", ({ data }) => {
    box.querySelector("input").value = data
    box.querySelector("[role=status]").textContent = box.dataset.done
    worker.terminate()
    if (wanted) form.requestSubmit(wanted.button)
  })
  // Before the listener of busy.js, which would take the first try for the sending.
  form.addEventListener("submit", (event) => {
    if (box.querySelector("input").value) return
    event.preventDefault()
    wanted = { button: event.submitter }
    event.submitter?.setAttribute("aria-busy", "true")
  })
  worker.postMessage({ challenge: box.dataset.proofOfWork, bits: Number(box.dataset.bits) })
}
