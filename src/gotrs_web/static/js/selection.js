// Check boxes of a list: all at once, a range with Shift, the rows' look and the number in the bulk bar.
let last = null

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-select]")
  if (box) {
    if (event.shiftKey && last?.isConnected) between(last, box).forEach((one) => { one.checked = box.checked })
    last = box
    update(box.form)
  }
  const all = event.target.closest?.("[data-select-all]")
  if (all) {
    for (const one of boxes(all.form)) one.checked = all.checked
    update(all.form)
  }
})

const boxes = (form) => [...(form ?? document).querySelectorAll("[data-select]")]

const between = (from, to) => {
  const all = boxes(to.form)
  const [low, high] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b)
  return low < 0 ? [] : all.slice(low, high + 1)
}

const update = (form) => {
  if (!form) return
  const all = boxes(form)
  const chosen = all.filter((box) => box.checked).length
  for (const box of all) box.closest("tr")?.setAttribute("aria-selected", String(box.checked))
  const master = form.querySelector("[data-select-all]")
  if (master) Object.assign(master, { checked: chosen === all.length, indeterminate: chosen > 0 && chosen < all.length })
  const count = form.querySelector("[data-select-count]")
  if (count) count.textContent = count.dataset.text.replace("{n}", chosen)
}

document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("form:has([data-select])").forEach(update))
document.querySelectorAll("form:has([data-select])").forEach(update)
