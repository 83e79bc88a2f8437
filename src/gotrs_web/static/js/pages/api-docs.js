// The API reference: Swagger UI, which needs a call to start. Its own file stands before this one and is deferred alike.
const target = document.getElementById("api-docs")
SwaggerUIBundle({ url: target.dataset.url, domNode: target, deepLinking: true, validatorUrl: null })
