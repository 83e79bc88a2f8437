// data-passkey="get" | "create" on a form, data-passkey-options="url": asks the browser for a passkey, puts its answer
// into the hidden field of the form, and sends the form. Without WebAuthn such forms stay hidden.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0))

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

const ids = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }))

const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.excludeCredentials && { excludeCredentials: ids(options.excludeCredentials) }),
  ...(options.allowCredentials && { allowCredentials: ids(options.allowCredentials) }),
})

const told = ({ id, rawId, type, response }) => ({
  id,
  rawId: text(rawId),
  type,
  clientExtensionResults: {},
  response: {
    clientDataJSON: text(response.clientDataJSON),
    ...(response.attestationObject && {
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    }),
    ...(response.authenticatorData && {
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle && text(response.userHandle),
    }),
  },
})

const say = (form, message) => {
  const place = form.querySelector("[data-passkey-error]")
  place.textContent = message
  place.hidden = !message
}

const answer = async (form) => {
  const reply = await fetch(form.dataset.passkeyOptions, { method: "POST", body: new URLSearchParams(new FormData(form)) })
  const options = await reply.json().catch(() => ({}))
  if (!reply.ok) throw new Error(options.error ?? form.dataset.passkeyFailed)
  const publicKey = asked(options)
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey })
  form.querySelector("[data-passkey-answer]").value = JSON.stringify(told(credential))
  form.submit()
}

document.addEventListener("submit", async (event) => {
  const form = event.target
  if (!form.dataset.passkey) return
  event.preventDefault()
  say(form, "")
  try {
    await answer(form)
  } catch (error) {
    say(form, error instanceof DOMException ? form.dataset.passkeyFailed : error.message)
  }
})

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) form.hidden = false
}
