// [data-only-for="state_id=4 6"]: shown only while that field of the form has one of these values.
const settle = (box) => {
  const [name, values] = box.dataset.onlyFor.split("=")
  const field = box.closest("form")?.elements[name]
  if (field) box.hidden = !values.split(" ").includes(field.value)
}
const all = (root) => root.querySelectorAll("[data-only-for]").forEach(settle)

document.addEventListener("change", (event) => { if (event.target.form) all(event.target.form) })
document.addEventListener("htmx:afterSettle", () => all(document))
all(document)
