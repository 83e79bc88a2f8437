// The worker of an area (desk or portal): a page of ours where there is no network, and messages while no page is open.
// Nothing that somebody reads is kept: it belongs to the session, not to the device.
const AREA = new URL(self.registration.scope).pathname
const STORE = `offline${AREA}`
const PAGE = `${AREA}offline`

// The page with the sheets and pictures it names: without a network it must not look broken.
const keepPage = async () => {
  const page = await fetch(PAGE, { cache: "reload" })
  if (!page.ok) throw new Error(`no ${PAGE}`)
  const html = await page.clone().text()
  const named = [...html.matchAll(/<(?:link rel="(?:stylesheet|icon)"|img)[^>]*? (?:href|src)="(\/[^"]+)"/g)]
  const store = await caches.open(STORE)
  await store.put(PAGE, page)
  await store.addAll([...new Set(named.map((one) => one[1]))])
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepPage())
  self.skipWaiting()
})

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

const kept = async (request) => (await caches.open(STORE)).match(request)

self.addEventListener("fetch", (event) => {
  const { request } = event
  if (request.method !== "GET") return
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(PAGE)))
  else if (["style", "image"].includes(request.destination) && new URL(request.url).origin === self.location.origin)
    event.respondWith(fetch(request).catch(async () => (await kept(request)) ?? Response.error()))
})

// What was sent is `Message` of the core's web push.
self.addEventListener("push", (event) => {
  const { title, body, path, tag, language } = event.data.json()
  const shown = { body, tag, renotify: true, lang: language, dir: "auto", data: { path } }
  event.waitUntil(self.registration.showNotification(title, shown))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const path = event.notification.data?.path ?? AREA
  event.waitUntil(openPage(path.startsWith("/") && !path.startsWith("//") ? path : AREA))
})

// A page that shows it already comes to the front; whatever else is open stays as it is, with what is being written there.
const openPage = async (path) => {
  const pages = await self.clients.matchAll({ type: "window" })
  const there = pages.find((page) => new URL(page.url).pathname === path)
  if (there) return there.focus()
  return self.clients.openWindow(path)
}
