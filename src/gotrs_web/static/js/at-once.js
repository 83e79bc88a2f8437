// <form data-send-at-once>: on its way to another site; without script its button sends it.
document.querySelector("[data-send-at-once]")?.requestSubmit()
