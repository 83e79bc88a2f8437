// Rows (data-drag) can be dragged onto a queue of the tree, "My open tickets", or a colleague. By keyboard the bulk form (b) does the same.
let dragged = []

addEventListener("pointerdown", (event) => { const row = event.target.closest?.("[data-drag]"); if (row) row.draggable = event.pointerType === "mouse" && !event.target.closest("input, button") })

document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("[data-drag]")
  if (!row) return
  const chosen = [...document.querySelectorAll("[data-select]:checked")].map((box) => box.value)
  dragged = chosen.includes(row.dataset.drag) ? chosen : [row.dataset.drag]
  event.dataTransfer.effectAllowed = "move"
  const colleagues = document.getElementById("colleagues")
  if (colleagues) colleagues.open = true
  document.body.dispatchEvent(new CustomEvent("row-dragged"))
  event.dataTransfer.setData("text/plain", row.querySelector("[data-row-link]")?.textContent.trim() ?? "")
})
document.addEventListener("dragend", () => { dragged = []; mark(null) })

const target = (event) => {
  const link = dragged.length ? event.target.closest?.("#queue-tree a") : null
  if (!link) return null
  const address = new URL(link.href)
  const queue = address.pathname.match(/^\/agent\/queues\/(\d+)$/)?.[1]
  if (queue) return { link, fields: { queue_id: queue } }
  const owner = address.searchParams.get("owner_id")
  if (owner && link.closest("#colleagues")) return { link, fields: { owner_id: owner } }
  return address.searchParams.get("view") === "mine" ? { link, fields: { quick: "mine" } } : null
}

const mark = (link) => {
  for (const old of document.querySelectorAll(".is-drop")) if (old !== link) old.classList.remove("is-drop")
  link?.classList.add("is-drop")
}

document.addEventListener("dragover", (event) => {
  const found = target(event)
  mark(found?.link)
  if (found) event.preventDefault()
})

document.addEventListener("drop", (event) => {
  const found = target(event)
  const form = document.getElementById("bulk")
  if (!found || !form) return
  event.preventDefault()
  const sent = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true })
  const add = (name, value) => sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
  for (const name of ["csrf_token", "back"]) add(name, form.elements[name].value)
  for (const id of dragged) add("ids", id)
  for (const [name, value] of Object.entries(found.fields)) add(name, value)
  document.body.append(sent)
  sent.submit()
})
