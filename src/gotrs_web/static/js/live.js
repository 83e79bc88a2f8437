// [data-live="address"]: the page hears what happens (Server-Sent Events) and tells its parts to load anew, by events on <body>:
// counters-changed, tickets-news, ticket-news (the open ticket), board-news, widgets-news. Each at most once in its time, never
// while the page is hidden or one has a menu or dialog open. Without a connection it looks every 30 seconds.
// A browser allows few connections to a site: of all its tabs one listens, and tells the others.
const PACE_MS = { "counters-changed": 3000, "tickets-news": 2000, "ticket-news": 700, "board-news": 8000, "widgets-news": 30000 }
const LOOK_MS = 30_000
const CLOCKS_MS = 120_000 // reminders fall due and escalations run out without an event
const KINDS = [
  ...["created", "updated", "closed", "reopened", "assigned", "escalated", "priority_changed", "status_changed", "queue_moved", "merged", "deleted"].map((name) => `ticket.${name}`),
  "article.created", "article.updated", "article.deleted", "sla.warning", "sla.breached", "stream.reset",
]
const address = document.querySelector("[data-live]")?.dataset.live
const tabs = address && "BroadcastChannel" in window ? new BroadcastChannel("gotrs-live") : null
const waiting = new Map()
const told = new Map()
let source = null
let looked = Date.now()

const openTicket = () => document.querySelector("[data-ticket]")?.dataset.ticket

const soon = (name) => {
  if (waiting.has(name)) return
  const left = (told.get(name) ?? 0) + PACE_MS[name] - Date.now()
  waiting.set(name, setTimeout(() => tell(name), Math.max(left, 250)))
}

const tell = (name) => {
  waiting.delete(name)
  if (document.hidden || document.querySelector("[popover]:popover-open, #dialog[open]")) return void waiting.set(name, setTimeout(() => tell(name), 1000))
  told.set(name, Date.now())
  document.body.dispatchEvent(new CustomEvent(name))
}

const heard = (ticketId) => {
  for (const name of Object.keys(PACE_MS)) if (name !== "ticket-news" || ticketId === null || String(ticketId) === openTicket()) soon(name)
}

const show = (live) => document.body.classList.toggle("is-live", live)

const listen = () => {
  source = new EventSource(address)
  const say = (message) => { tabs?.postMessage(message); receive(message) }
  source.addEventListener("open", () => say({ live: true }))
  source.addEventListener("error", () => say({ live: false }))
  for (const kind of KINDS) source.addEventListener(kind, (event) => say({ live: true, ticket: JSON.parse(event.data).ticket_id ?? null, news: true }))
}

const receive = ({ live, news, ticket, asks }) => {
  if (asks) return source?.readyState === EventSource.OPEN ? tabs.postMessage({ live: true }) : undefined
  show(live)
  if (news) heard(ticket)
}

if (address) {
  if (tabs) tabs.onmessage = (event) => receive(event.data)
  if (navigator.locks && tabs) {
    tabs.postMessage({ asks: true })
    navigator.locks.request("gotrs-live", () => new Promise((resolve) => { listen(); addEventListener("pagehide", () => { source.close(); resolve() }) }))
  } else listen()
  setInterval(() => {
    if (document.hidden || Date.now() - looked < (document.body.classList.contains("is-live") ? CLOCKS_MS : LOOK_MS)) return
    looked = Date.now()
    heard(null)
  }, 5000)
}
