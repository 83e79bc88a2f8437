// The command palette: Ctrl+K (or a [data-palette-open]) opens it, HTMX fills its list, the arrows choose, Enter does it.
const box = () => document.getElementById("palette")
const options = () => [...box().querySelectorAll("[role=option]:not([aria-disabled])")]
const chosen = () => box().querySelector('[role=option][aria-selected="true"]')

const open = () => {
  const dialog = box()
  if (!dialog || dialog.open || document.querySelector("dialog[open]")) return
  const ticket = document.querySelector("[data-ticket]")?.dataset.ticket
  const field = document.getElementById("palette-ticket")
  Object.assign(field, { value: ticket ?? "", disabled: !ticket })
  const input = document.getElementById("palette-find")
  input.value = ""
  dialog.showModal()
  input.focus()
  htmx.trigger(input, "palette-opened")
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k" && box()) {
    event.preventDefault()
    return open()
  }
  if (!box()?.open || !event.target.closest("#palette")) return
  const all = options()
  const at = all.indexOf(chosen())
  if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(all.at((at + (event.key === "ArrowDown" ? 1 : -1)) % all.length))
  else if (event.key === "Enter") act(chosen())
  else return
  event.preventDefault()
})

const choose = (option) => {
  if (!option) return
  chosen()?.setAttribute("aria-selected", "false")
  option.setAttribute("aria-selected", "true")
  document.getElementById("palette-find").setAttribute("aria-activedescendant", option.id)
  option.scrollIntoView({ block: "nearest" })
}

const act = (option) => {
  if (!option?.dataset.url) return
  const { url, how } = option.dataset
  const place = new URLSearchParams(location.search).get("in")
  box().close()
  if (how === "dialog") return htmx.ajax("GET", url, { target: "#dialog" })
  const composer = document.getElementById("composer")
  if (how === "composer" && composer) return htmx.ajax("GET", place ? `${url}${url.includes("?") ? "&" : "?"}in=${encodeURIComponent(place)}` : url, { target: composer, swap: "outerHTML" })
  if (how !== "post") return location.assign(url)
  const form = box().querySelector("[data-palette-post]")
  form.action = url
  form.submit()
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette-open]")) { event.preventDefault(); return open() }
  const option = event.target.closest("#palette [role=option]")
  if (option) act(option)
  if (event.target === box()) box().close()
})
document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target?.id === "palette-list") choose(options()[0]) })
