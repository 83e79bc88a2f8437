// <form data-autosubmit>: a change sends the form at once; without script its button does.
document.addEventListener("change", (event) => {
  event.target.form?.closest("[data-autosubmit]")?.requestSubmit()
})
