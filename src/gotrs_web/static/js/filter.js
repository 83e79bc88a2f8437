// <input data-filter="id">: hides the links below #id whose text does not hold what was typed, and groups left empty;
// Enter opens the first that is left.
document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset?.filter ?? "")
  if (!list) return
  const wanted = event.target.value.trim().toLocaleLowerCase()
  for (const item of list.querySelectorAll("li")) item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted)
  for (const group of list.querySelectorAll("[data-filter-group]")) group.hidden = !group.querySelector("li:not([hidden])")
})

document.addEventListener("keydown", (event) => {
  const list = document.getElementById(event.target.dataset?.filter ?? "")
  if (!list || event.key !== "Enter" || !event.target.value.trim()) return
  event.preventDefault()
  list.querySelector("li:not([hidden]) a")?.click()
})
