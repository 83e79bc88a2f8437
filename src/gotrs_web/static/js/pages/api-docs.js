// The API reference: Swagger UI, which needs a call to start.
const target = document.getElementById("api-docs")
addEventListener("DOMContentLoaded", () => SwaggerUIBundle({ url: target.dataset.url, domNode: target, deepLinking: true, validatorUrl: null }))
if (document.readyState !== "loading") dispatchEvent(new Event("DOMContentLoaded"))
