// data-mail-frame: the frame with a mail grows to its content, whose height the server cannot know. Its sandbox lets no script run;
// "same origin" is there so that we may measure it.
const fit = (frame) => {
  const root = frame.contentDocument?.documentElement
  if (!root) return
  frame.style.blockSize = `${root.scrollHeight + 24}px`
}

// An image that the text shows needs no card below it; one that the browser cannot show keeps its card.
const hideShown = (frame) => {
  const list = frame.closest("article")?.querySelector(".attachments")
  if (!list || !frame.contentDocument) return
  const shown = new Set([...frame.contentDocument.images].filter((one) => one.naturalWidth).map((one) => one.src))
  for (const card of list.children) card.hidden = shown.has(card.href)
  list.hidden = [...list.children].every((card) => card.hidden)
}

const watch = (frame) => {
  fit(frame)
  hideShown(frame)
  const body = frame.contentDocument?.body
  if (body) new ResizeObserver(() => fit(frame)).observe(body)
}

document.addEventListener("load", (event) => {
  if (event.target.matches?.("[data-mail-frame]")) watch(event.target)
}, true)
for (const frame of document.querySelectorAll("[data-mail-frame]")) if (frame.contentDocument?.readyState === "complete") watch(frame)
