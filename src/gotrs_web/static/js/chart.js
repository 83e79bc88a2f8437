// data-chart: draws the table inside as bars with Chart.js, which is fetched only then. The table stays for whoever wants the numbers.
let library

const load = (src) => library ??= new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement("script"), { src, onload: () => resolve(window.Chart), onerror: reject }))
})

const probe = (box, name) => {
  const span = Object.assign(document.createElement("span"), { hidden: true })
  span.style.color = `var(${name})`
  box.append(span)
  const found = getComputedStyle(span).color
  span.remove()
  return found
}

const draw = async (box) => {
  if (box.dataset.drawn) return
  box.dataset.drawn = "true"
  const Chart = await load(box.dataset.chartSrc)
  const rows = [...box.querySelectorAll("[data-chart-data] tbody tr")]
  const heads = [...box.querySelectorAll("[data-chart-data] thead th")].slice(1).map((head) => head.textContent)
  const frame = box.querySelector(".chart-box__canvas")
  frame.hidden = false
  const [ink, line] = [probe(box, "--color-ink-muted"), probe(box, "--color-line")]
  new Chart(frame.querySelector("canvas"), {
    type: "bar",
    data: {
      labels: rows.map((row) => row.cells[0].textContent.trim()),
      datasets: heads.map((label, at) => ({
        label, data: rows.map((row) => Number(row.cells[at + 1].dataset.value)), borderRadius: 2, borderWidth: at ? 1.5 : 0,
        backgroundColor: at ? probe(box, "--color-surface") : probe(box, "--color-chart-1"), borderColor: probe(box, `--color-chart-${at + 1}`),
      })),
    },
    options: {
      responsive: true, maintainAspectRatio: false, animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 160 },
      plugins: { legend: { display: false } },
      scales: { x: { ticks: { color: ink, maxRotation: 0, autoSkipPadding: 12 }, grid: { display: false } }, y: { beginAtZero: true, ticks: { color: ink, precision: 0 }, grid: { color: line } } },
    },
  })
}

const all = (root) => root.querySelectorAll?.("[data-chart]").forEach(draw)
document.addEventListener("htmx:afterSettle", (event) => all(event.detail.target ?? document))
all(document)
