// input[type=color][data-colour-of="id"]: a picker beside a text field; what one of them says the other shows.
const fieldOf = (picker) => document.getElementById(picker.dataset.colourOf)
const show = (root) => root.querySelectorAll("[data-colour-of]").forEach((picker) => { picker.hidden = false })

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-colour-of]")) fieldOf(target).value = target.value
  else if (/^#[0-9a-f]{6}$/i.test(target.value)) {
    const picker = document.querySelector(`[data-colour-of="${CSS.escape(target.id)}"]`)
    if (picker) picker.value = target.value
  }
})
document.addEventListener("htmx:afterSettle", () => show(document))
show(document)
