// The portal without a network: pages come from the server, and a page that says so where it cannot be reached.
// Nothing else is kept: what a customer reads belongs to the customer's session, not to the device.
const STORE = "portal-offline"
const PAGE = "/customer/offline"

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.add(new Request(PAGE, { cache: "reload" }))))
  self.skipWaiting()
})

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return
  event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)))
})
