// <form data-appearance>: a choice shows at once and is remembered in the cookie the server reads; without script the form is sent.
const ONE_YEAR_S = 31536000

document.addEventListener("change", (event) => {
  const form = event.target.form
  if (!form?.matches("[data-appearance]")) return
  const { theme, mode } = Object.fromEntries(new FormData(form))
  const root = document.documentElement
  root.dataset.theme = theme
  if (mode === "auto") delete root.dataset.mode
  else root.dataset.mode = mode
  for (const sheet of document.querySelectorAll("link[data-of-theme]")) sheet.media = sheet.dataset.ofTheme === theme ? "all" : "not all"
  const secure = location.protocol === "https:" ? "; secure" : ""
  document.cookie = `gotrs_theme=${theme}.${mode}; path=/; max-age=${ONE_YEAR_S}; samesite=lax${secure}`
})
