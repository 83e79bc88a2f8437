// [data-rows-edited]: [data-row-add] adds a row of its <template>; without script there are empty rows, and no buttons.
const reveal = (root) => root.querySelectorAll("[data-rows-edited] [hidden]:is([data-row-add], [data-remove])").forEach((button) => { button.hidden = false })

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row-add]")
  if (!button) return
  const box = button.closest("[data-rows-edited]")
  const row = box.querySelector("template").content.cloneNode(true)
  const first = row.querySelector("input")
  box.querySelector("tbody").append(row)
  reveal(document)
  first.focus()
})
document.addEventListener("htmx:afterSettle", () => reveal(document))
reveal(document)
