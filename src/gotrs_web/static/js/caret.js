// <textarea data-caret="n">: one goes on to write at that place of a text that was begun for one.
const place = (area) => {
  if (area.dataset.caret === undefined) return
  const at = Number(area.dataset.caret)
  delete area.dataset.caret
  area.setSelectionRange(at, at)
  if (area.autofocus && !area.hidden) area.focus()
}

const all = () => document.querySelectorAll("textarea[data-caret]").forEach(place)
document.addEventListener("htmx:afterSettle", all)
all()
