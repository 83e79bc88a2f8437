// A combo box (WAI-ARIA pattern): HTMX fills the list, the arrows move, Enter or a click takes (or goes to the option's data-url), Escape closes.
const parts = (element) => {
  const box = element.closest?.("[data-typeahead]")
  return box && { box, input: box.querySelector("[role=combobox]"), list: box.querySelector(".typeahead__list"), options: [...box.querySelectorAll("[role=option]")] }
}

const open = ({ input, list, options }) => {
  list.hidden = !options.length
  input.setAttribute("aria-expanded", String(!list.hidden))
  if (list.hidden) input.removeAttribute("aria-activedescendant")
}

const close = ({ input, list }) => {
  list.hidden = true
  input.setAttribute("aria-expanded", "false")
  input.removeAttribute("aria-activedescendant")
}

const activate = ({ input, options }, chosen) => {
  for (const option of options) option.setAttribute("aria-selected", String(option === chosen))
  input.setAttribute("aria-activedescendant", chosen.id)
  chosen.scrollIntoView({ block: "nearest" })
}

const take = (found, option) => {
  found.input.value = option.dataset.value
  close(found)
  if (option.dataset.url) return location.assign(option.dataset.url)
  found.input.dispatchEvent(new CustomEvent("typeahead-chosen", { bubbles: true, detail: { value: option.dataset.value } }))
}

document.addEventListener("htmx:afterSwap", (event) => {
  const found = parts(event.detail.target)
  if (found && document.activeElement === found.input) open(found)
})

document.addEventListener("keydown", (event) => {
  const found = event.target.matches?.("[role=combobox]") && parts(event.target)
  if (!found || found.list.hidden) return
  const { options } = found
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true")
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    activate(found, options.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)) % options.length))
  } else if (event.key === "Enter" && at >= 0) take(found, options[at])
  else if (event.key === "Escape") close(found)
  else return
  event.preventDefault()
})

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[data-typeahead] [role=option]")
  if (!option) return
  event.preventDefault()
  take(parts(option), option)
})
document.addEventListener("focusout", (event) => {
  const found = event.target.matches?.("[role=combobox]") && parts(event.target)
  if (found) setTimeout(() => close(found), 100)
})
