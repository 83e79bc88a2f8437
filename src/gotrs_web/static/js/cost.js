// [data-cost]: what the server says the last page or part cost (Server-Timing), for administrators who asked for it.
const show = (entry) => {
  const place = document.querySelector("[data-cost]")
  const [time, queries] = ["app", "db"].map((name) => entry?.serverTiming?.find((one) => one.name === name))
  if (!place || !time) return
  place.dataset.words ??= place.textContent
  place.textContent = place.dataset.words.replace("{ms}", Math.round(time.duration)).replace("{n}", queries?.description ?? "?")
  place.hidden = false
}

addEventListener("load", () => show(performance.getEntriesByType("navigation")[0]))
const isPage = (entry) => entry.initiatorType === "xmlhttprequest" && new URL(entry.name).pathname === location.pathname
new PerformanceObserver((list) => { const last = list.getEntries().findLast(isPage); if (last) show(last) }).observe({ type: "resource" })
