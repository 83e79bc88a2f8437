// [data-offers-agents] and [data-offers-texts] on a form: "@" in its text offers colleagues, "::" texts of the queue; [data-offers-with]
// names fields that decide which (a new ticket has a queue only there). Arrows move, Enter or Tab takes, Escape closes. The list is named by the field as its own (aria-controls, aria-activedescendant), and says how many there are.
const WAIT_MS = 150
const TOKENS = [[/(?:^|[\s(])@([\p{L}\p{N}._+-]{0,40})$/u, "agents"], [/(?:^|\s)::([\p{L}\p{N}._+-]{0,40})$/u, "texts"]]
let open = null // {field, list, token, options}
let timer = 0
let asked = 0

const isField = (target) => target.matches?.("form[data-offers-agents] :is(textarea.composer__text, .rich__editor)")
const isRich = (field) => field.isContentEditable
const formOf = (field) => field.closest("form")

const before = (field) => {
  if (!isRich(field)) return field.selectionStart === field.selectionEnd ? field.value.slice(0, field.selectionStart) : ""
  const { anchorNode: node, anchorOffset: at, isCollapsed } = getSelection()
  return isCollapsed && node?.nodeType === Node.TEXT_NODE && field.contains(node) ? node.data.slice(0, at) : ""
}

const tokenAt = (field) => {
  const text = before(field)
  for (const [pattern, kind] of TOKENS) {
    const found = text.match(pattern)
    if (found) return { kind, words: found[1], length: found[1].length + (kind === "texts" ? 2 : 1) }
  }
  return null
}

const boxOf = (field) => {
  const place = field.closest(".rich") ?? field
  let box = place.parentElement.querySelector(":scope > .offers")
  if (box) return box
  box = Object.assign(document.createElement("div"), { className: "offers", hidden: true })
  const list = Object.assign(document.createElement("ul"), { id: `offers-${Math.random().toString(36).slice(2)}` })
  list.setAttribute("role", "listbox")
  const said = Object.assign(document.createElement("p"), { className: "visually-hidden" })
  said.setAttribute("role", "status")
  box.append(list)
  place.after(box, said)
  return box
}

const close = () => {
  clearTimeout(timer)
  asked += 1
  if (!open) return
  const { field, box } = open
  box.hidden = true
  for (const name of ["aria-controls", "aria-activedescendant", "aria-haspopup", "aria-autocomplete"]) field.removeAttribute(name)
  open = null
}

const addressOf = (base, values) => {
  const address = new URL(base, location.href)
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value)
  return address
}
const decisive = (form) => Object.fromEntries((form.dataset.offersWith ?? "").split(" ").filter(Boolean).map((name) => [name, form.elements[name]?.value ?? ""]))

const ask = async (field, token) => {
  const mine = ++asked
  const form = formOf(field)
  const base = token.kind === "agents" ? form.dataset.offersAgents : form.dataset.offersTexts
  if (!base) return close()
  const answer = await fetch(addressOf(base, { ...decisive(form), q: token.words }), { headers: { "HX-Request": "true" } }).catch(() => null)
  if (mine !== asked || !answer?.ok || !field.isConnected) return
  show(field, token, new DOMParser().parseFromString(await answer.text(), "text/html").body)
}

const show = (field, token, content) => {
  const box = boxOf(field)
  const list = box.querySelector("ul")
  const said = content.querySelector("[data-said]")
  box.nextElementSibling.textContent = said.textContent
  list.setAttribute("aria-label", said.textContent)
  list.replaceChildren(...content.querySelectorAll("[role=option]"))
  const options = [...list.children]
  if (!options.length) return close()
  open = { field, box, token, options }
  box.hidden = false
  field.setAttribute("aria-autocomplete", "list")
  field.setAttribute("aria-haspopup", "listbox")
  field.setAttribute("aria-controls", list.id)
  activate(options[0])
  place(field, box)
}

// Below the line one writes in; in a plain field, whose lines have no place of their own, below the field.
const place = (field, box) => {
  const around = box.offsetParent.getBoundingClientRect()
  const line = isRich(field) ? getSelection().getRangeAt(0).getBoundingClientRect() : null
  const bottom = line?.bottom ? line.bottom : field.getBoundingClientRect().bottom
  box.style.insetBlockStart = `${bottom - around.top + 4}px`
  const isRtl = getComputedStyle(box.offsetParent).direction === "rtl"
  const start = line?.bottom ? (isRtl ? around.right - line.right : line.left - around.left) : 16
  box.style.insetInlineStart = `${Math.max(8, Math.min(start, around.width - box.offsetWidth - 8))}px`
  box.scrollIntoView({ block: "nearest" })
}

const activate = (option) => {
  for (const one of open.options) one.setAttribute("aria-selected", String(one === option))
  open.field.setAttribute("aria-activedescendant", option.id)
  option.scrollIntoView({ block: "nearest" })
}

const take = async (option) => {
  const { field, token } = open
  close()
  const rich = isRich(field)
  const { text, address } = option.dataset
  const content = address ? await (await fetch(addressOf(address, { html: rich }))).text() : text
  field.focus()
  if (!rich) {
    const end = field.selectionStart
    field.setRangeText(content, end - token.length, end, "end")
    return field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const { anchorNode: node, anchorOffset: at } = getSelection()
  getSelection().setBaseAndExtent(node, at - token.length, node, at)
  document.execCommand(address ? "insertHTML" : "insertText", false, content)
}

document.addEventListener("input", ({ target }) => {
  if (!isField(target) || target.hidden) return // a hidden one repeats what was written in the editor
  const token = tokenAt(target)
  if (!token) return close()
  clearTimeout(timer)
  timer = setTimeout(() => ask(target, token), WAIT_MS)
})

// Before the shortcuts of page and form: Enter takes an offer here, Escape closes nothing but the list.
document.addEventListener("keydown", (event) => {
  if (!open || event.target !== open.field) return
  const at = open.options.findIndex((one) => one.getAttribute("aria-selected") === "true")
  if (event.key === "ArrowDown" || event.key === "ArrowUp") activate(open.options.at((at + (event.key === "ArrowDown" ? 1 : -1)) % open.options.length))
  else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(open.options[at])
  else if (event.key === "Escape") close()
  else return
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(".offers [role=option]")
  if (!option) return
  event.preventDefault()
  take(option)
})
document.addEventListener("focusout", (event) => { if (open && event.target === open.field) close() })
