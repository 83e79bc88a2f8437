// [data-rich]: a plain field becomes an editor of our own; what is written goes back into the field as HTML, which the server cleans.
// "Plain text" turns it back, and is remembered on this device. Pasted HTML keeps what an answer may hold, and nothing of its looks.
const STORED = "gotrs-plain-text"
const KEPT = new Set(["A", "B", "BLOCKQUOTE", "BR", "CODE", "DIV", "EM", "H1", "H2", "H3", "I", "LI", "OL", "P", "PRE", "S", "STRIKE", "STRONG", "SUB", "SUP", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR", "U", "UL"])
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "TITLE", "HEAD", "META", "LINK", "OBJECT", "IFRAME", "SVG"])

const remembered = () => { try { return localStorage.getItem(STORED) === "on" } catch { return false } }
const remember = (plain) => { try { localStorage.setItem(STORED, plain ? "on" : "off") } catch { /* private window */ } }
const parts = (box) => ({
  area: box.querySelector("textarea"), format: box.querySelector("[data-rich-format]"), tools: box.querySelector("[data-rich-tools]"),
  plain: box.querySelector("[data-rich-plain]"), editor: box.querySelector("[contenteditable]"), start: box.querySelector("[data-rich-start]"),
})

const prepare = (box) => {
  if (box.dataset.ready) return
  box.dataset.ready = "true"
  const { area, tools, plain, start } = parts(box)
  const editor = Object.assign(document.createElement("div"), { className: "composer__text rich__editor prose", contentEditable: "true", role: "textbox", dir: "auto", spellcheck: true })
  editor.setAttribute("aria-multiline", "true")
  editor.setAttribute("aria-label", area.getAttribute("aria-label"))
  for (const name of ["aria-invalid", "aria-describedby"]) if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name))
  box.dataset.required = area.required
  editor.append(start.content.cloneNode(true))
  const here = takeMark(editor)
  area.before(editor)
  for (const label of area.labels) label.addEventListener("click", () => { if (area.hidden) editor.focus() })
  tools.hidden = false
  plain.checked = remembered()
  const focused = area.autofocus || document.activeElement === area
  show(box, plain.checked)
  if (focused && !plain.checked) putCaret(editor, here)
}

const show = (box, isPlain) => {
  const { area, format, tools, editor } = parts(box)
  area.hidden = !isPlain
  editor.hidden = isPlain
  area.required = isPlain && box.dataset.required === "true"
  for (const button of tools.querySelectorAll("[data-rich-command]")) button.disabled = isPlain
  format.value = isPlain ? "" : "html"
  if (!isPlain) area.value = editor.innerHTML
}

const toggle = (box, isPlain) => {
  const { area, editor } = parts(box)
  if (isPlain) area.value = editor.innerText
  else editor.replaceChildren(...area.value.split("\n").flatMap((line, at) => (at ? [document.createElement("br"), line] : [line])))
  show(box, isPlain)
  ;(isPlain ? area : editor).focus()
  changed(box)
}

// Where the server says that one goes on to write: a character of private use, which goes.
const MARK = "\ue000"
const takeMark = (editor) => {
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(MARK)
    if (at < 0) continue
    walker.currentNode.deleteData(at, 1)
    return [walker.currentNode, at]
  }
  return [editor, 0]
}

const putCaret = (editor, [node, at]) => {
  editor.focus()
  getSelection().collapse(node, at)
}

const changed = (box) => {
  const { area, editor, format } = parts(box)
  if (format.value) area.value = editor.innerHTML
  area.dispatchEvent(new Event("input", { bubbles: true }))
}

const run = (button) => {
  const box = button.closest("[data-rich]")
  const { editor } = parts(box)
  editor.focus()
  document.execCommand("styleWithCSS", false, false)
  const { richCommand: name, richAsk: ask } = button.dataset
  if (name === "blockquote" || name === "pre") {
    const inside = getSelection().anchorNode?.parentElement?.closest(name)
    document.execCommand(inside && editor.contains(inside) && name === "blockquote" ? "outdent" : "formatBlock", false, inside && name === "pre" ? "div" : name)
  } else if (name === "link") {
    const address = prompt(ask, "https://")
    if (address && /^(https?|mailto|tel):/i.test(address)) document.execCommand(getSelection().isCollapsed ? "insertText" : "createLink", false, address)
  } else if (name === "image") return editor.dispatchEvent(new CustomEvent("image-wanted", { bubbles: true }))
  else document.execCommand(name)
  changed(box)
}

// The words and their structure, in elements of this page's own making.
const cleaned = (node, into) => {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) into.append(child.data)
    if (child.nodeType !== Node.ELEMENT_NODE || DROPPED.has(child.tagName)) continue
    const made = KEPT.has(child.tagName) ? document.createElement(child.tagName) : document.createDocumentFragment()
    if (child.tagName === "A" && /^(https?|mailto|tel):/i.test(child.getAttribute("href") ?? "")) made.setAttribute("href", child.getAttribute("href"))
    cleaned(child, made)
    into.append(made)
  }
  return into
}

document.addEventListener("paste", (event) => {
  const editor = event.target.closest?.(".rich__editor")
  const html = event.clipboardData?.getData("text/html")
  if (!editor || event.defaultPrevented || !html) return
  event.preventDefault()
  const clean = cleaned(new DOMParser().parseFromString(html, "text/html").body, document.createElement("div"))
  document.execCommand("insertHTML", false, clean.innerHTML)
})
// An image that was put into the text is on the server now (uploads.js); it comes where the caret is.
document.addEventListener("image-sent", ({ target: editor, detail: { inline, name } }) => {
  editor.focus()
  if (!editor.contains(getSelection().anchorNode)) {
    getSelection().selectAllChildren(editor)
    getSelection().collapseToEnd()
  }
  const image = Object.assign(document.createElement("img"), { src: inline, alt: name })
  document.execCommand("insertHTML", false, image.outerHTML)
  changed(editor.closest("[data-rich]"))
})
document.addEventListener("input", (event) => {
  const box = event.target.matches?.(".rich__editor") ? event.target.closest("[data-rich]") : null
  if (box) changed(box)
})
document.addEventListener("mousedown", (event) => { if (event.target.closest("[data-rich-command]")) event.preventDefault() })
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rich-command]")
  if (button) run(button)
})
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-rich-plain]")) return
  remember(event.target.checked)
  toggle(event.target.closest("[data-rich]"), event.target.checked)
})
const all = () => document.querySelectorAll("[data-rich]").forEach(prepare)
document.addEventListener("htmx:afterSettle", all)
all()
