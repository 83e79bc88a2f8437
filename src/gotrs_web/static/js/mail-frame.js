// data-mail-frame: the frame with a mail grows to its content, whose height the server cannot know. Its sandbox lets no script run;
// "same origin" is there so that we may measure it.
const fit = (frame) => {
  const root = frame.contentDocument?.documentElement
  if (!root) return
  frame.style.blockSize = `${root.scrollHeight + 24}px`
}

const watch = (frame) => {
  fit(frame)
  const body = frame.contentDocument?.body
  if (body) new ResizeObserver(() => fit(frame)).observe(body)
}

document.addEventListener("load", (event) => {
  if (event.target.matches?.("[data-mail-frame]")) watch(event.target)
}, true)
for (const frame of document.querySelectorAll("[data-mail-frame]")) if (frame.contentDocument?.readyState === "complete") watch(frame)
