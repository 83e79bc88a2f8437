// The API reference: Swagger UI, which needs a call to start. Its own file stands before this one and is deferred alike.
const target = document.getElementById("api-docs")
// Four hundred operations at once would keep a browser busy for seconds: the areas open when they are asked for.
SwaggerUIBundle({
  url: target.dataset.url, domNode: target, deepLinking: true, validatorUrl: null, docExpansion: "none", filter: true,
})
