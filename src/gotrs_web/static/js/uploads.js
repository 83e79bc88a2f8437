// [data-upload="address"] inside a form: files are sent as soon as they are chosen, dropped onto the form, or pasted into it. The server
// answers with the entry to keep, so that a draft or a refused form does not lose them; a reload in the middle goes on (on-their-way.js).
import { forget, keep, leftOver } from "./on-their-way.js"

const boxOf = (target) => target.closest?.("form")?.querySelector("[data-upload]") ?? null
const hasFiles = (transfer) => Boolean(transfer) && [...transfer.types].includes("Files")
let over = null
// Forms that somebody sent while a file was still on its way, and the button they pressed: they go when the last file is there.
const waiting = new Map()

const seen = new WeakSet()

const mark = (form) => {
  if (over === form) return
  over?.classList.remove("is-drop")
  over = form
  over?.classList.add("is-drop")
}

const isSending = (form) => Boolean(form.querySelector("[data-kept] progress"))

const goOn = (form) => {
  if (!waiting.has(form) || isSending(form)) return
  const submitter = waiting.get(form)
  waiting.delete(form)
  form.requestSubmit(submitter)
}

// An image that goes into the text of an editor: the server gives it an address for the editor to show.
const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"])
const editorFor = (target, file) => (IMAGES.has(file.type) ? target.closest?.(".rich__editor") : null)

const send = (box, file, editor = null) => {
  const list = box.querySelector("[data-kept]")
  const line = document.createElement("li")
  const name = Object.assign(document.createElement("bdi"), { textContent: file.name || "image.png" })
  const bar = Object.assign(document.createElement("progress"), { max: file.size || 1, value: 0 })
  bar.setAttribute("aria-label", name.textContent)
  line.append(name, " ", bar)
  list.append(line)
  const data = new FormData()
  data.append("files", file, name.textContent)
  if (editor) data.append("inline", "1")
  data.append("csrf_token", box.closest("form").elements.csrf_token.value)
  const kept = keep(box, file)
  list.dispatchEvent(new Event("input", { bubbles: true })) // the draft begins now, so that loading again opens it
  const request = new XMLHttpRequest()
  request.open("POST", box.dataset.upload)
  request.upload.addEventListener("progress", (event) => { bar.value = event.loaded })
  request.addEventListener("loadend", () => {
    if (request.status) forget(kept) // else the page or the line went away under it
    if (request.status === 200) {
      const entries = [...new DOMParser().parseFromString(request.responseText, "text/html").body.children]
      line.replaceWith(...entries)
      for (const { dataset } of entries) if (editor && dataset.inline) editor.dispatchEvent(new CustomEvent("image-sent", { bubbles: true, detail: dataset }))
      list.dispatchEvent(new Event("input", { bubbles: true }))
      return goOn(box.closest("form"))
    }
    line.remove()
    waiting.delete(box.closest("form"))
    const text = request.status === 422 ? request.responseText : box.dataset.uploadFailed.replace("{name}", name.textContent)
    document.body.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { toasts: [{ text, kind: "danger" }] } }))
  })
  request.send(data)
}

// Once for each form, also for one that comes later.
const goOnSending = async (root) => {
  for (const box of root.querySelectorAll?.("[data-upload]") ?? []) {
    if (seen.has(box)) continue
    seen.add(box)
    for (const file of await leftOver(box)) send(box, file)
  }
}
document.addEventListener("htmx:load", (event) => goOnSending(event.target))
goOnSending(document)

document.addEventListener("change", (event) => {
  const box = event.target.matches?.("[data-upload] input[type=file]") ? boxOf(event.target) : null
  if (!box) return
  for (const file of event.target.files) send(box, file)
  event.target.value = ""
})
document.addEventListener("dragover", (event) => {
  const box = hasFiles(event.dataTransfer) ? boxOf(event.target) : null
  mark(box?.closest("form") ?? null)
  if (box) event.preventDefault()
})
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) mark(null) })
document.addEventListener("drop", (event) => {
  const box = hasFiles(event.dataTransfer) ? boxOf(event.target) : null
  mark(null)
  if (!box) return
  event.preventDefault()
  const editor = event.target.closest?.(".rich__editor")
  const at = editor && document.caretPositionFromPoint?.(event.clientX, event.clientY)
  if (at) getSelection().collapse(at.offsetNode, at.offset)
  for (const file of event.dataTransfer.files) send(box, file, editorFor(event.target, file))
})
document.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files ?? []
  const box = files.length ? boxOf(event.target) : null
  if (!box) return
  event.preventDefault()
  for (const file of files) send(box, file, editorFor(event.target, file))
}, true)
// The editor's button asks for one by this event.
document.addEventListener("image-wanted", ({ target }) => {
  const box = boxOf(target)
  const input = Object.assign(document.createElement("input"), { type: "file", accept: [...IMAGES].join(), multiple: true })
  input.addEventListener("change", () => { for (const file of input.files) send(box, file, editorFor(target, file)) })
  if (box) input.click()
})
// A form is not sent away from under a file that is still on its way.
document.addEventListener("submit", (event) => {
  if (event.submitter?.formNoValidate || !isSending(event.target)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  waiting.set(event.target, event.submitter)
}, true)
