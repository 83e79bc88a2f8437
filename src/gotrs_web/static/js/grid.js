// A table of check boxes: arrows move from box to box, Shift with a click sets all between it and the last one alike.
let last = null

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-grid] td")
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
  if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey) return
  const turn = getComputedStyle(cell).direction === "rtl" ? -1 : 1
  const row = cell.parentElement
  const next = [...row.parentElement.rows][row.rowIndex - row.parentElement.rows[0].rowIndex + step[0]]
  const box = next?.cells[cell.cellIndex + step[1] * turn]?.querySelector("input")
  if (!box) return
  event.preventDefault()
  box.focus()
})

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-grid] td input")
  if (!box) return
  if (event.shiftKey && last?.isConnected) {
    const all = [...box.closest("[data-grid]").querySelectorAll("td input")]
    const [low, high] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b)
    if (low >= 0) for (const one of all.slice(low, high + 1)) one.checked = box.checked
  }
  last = box
})
