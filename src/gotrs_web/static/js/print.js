// data-print: the browser's own printing; without script its menu does.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print() })
