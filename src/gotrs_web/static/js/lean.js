// <form data-lean>: a GET form's empty fields stay out of the address.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-lean]")) return
  const kept = [...event.formData].filter(([, value]) => value !== "")
  for (const name of new Set(event.formData.keys())) event.formData.delete(name)
  for (const [name, value] of kept) event.formData.append(name, value)
})

// <details data-open-wide>: closed where it would push the page down, open where it stands beside it.
const wide = matchMedia("(min-width: 72rem)")
const unfold = () => { if (wide.matches) for (const box of document.querySelectorAll("[data-open-wide]")) box.open = true }
wide.addEventListener("change", unfold)
unfold()
