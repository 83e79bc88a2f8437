// Files that are being sent lie in this browser until they have arrived, so that a page that is loaded again in the middle goes on
// with them. They belong to one tab and one form; whoever goes elsewhere or signs out leaves none behind.
const NAME = "gotrs-uploads"
const tab = () => (sessionStorage[NAME] ??= `${Date.now()}-${Math.random()}`)
const formOf = (box) => new URL(box.closest("form").action).pathname

// Answers what `act` asked of the store; undefined where the browser keeps nothing, as in some private windows.
const store = (act) => new Promise((done) => {
  const opening = indexedDB.open(NAME, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore("files", { autoIncrement: true })
  opening.onerror = () => done()
  opening.onsuccess = () => {
    const work = opening.result.transaction("files", "readwrite")
    const asked = act(work.objectStore("files"))
    work.onabort = () => done()
    work.oncomplete = () => done(asked.result)
    work.addEventListener("complete", () => opening.result.close())
  }
})

export const keep = (box, file) => {
  const form = formOf(box)
  return store((files) => files.add({ tab: tab(), form, file }))
}
export const forget = async (kept) => {
  const key = await kept
  if (key !== undefined) await store((files) => files.delete(key))
}
// What was on its way when this form was left; it is taken out, so whoever sends it keeps it again.
export const leftOver = async (box) => taken((one) => one.form === formOf(box))

const taken = async (fits) => {
  const found = []
  await store((files) => {
    const walk = files.openCursor()
    walk.onsuccess = () => {
      const cursor = walk.result
      if (!cursor) return
      if (cursor.value.tab === tab() && fits(cursor.value)) {
        found.push(cursor.value.file)
        cursor.delete()
      }
      cursor.continue()
    }
    return walk
  })
  return found
}

if (location.pathname.startsWith("/auth/")) indexedDB.deleteDatabase(NAME)
else if (!["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type)) taken(() => true)
