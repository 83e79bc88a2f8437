// Pages that name a manifest can be installed; their worker shows a page of ours where there is no network.
const manifest = document.querySelector("link[rel=manifest][data-worker]")
if (manifest && "serviceWorker" in navigator) {
  // Refused where the connection is not secure: everything works the same, it just cannot be installed.
  navigator.serviceWorker.register(manifest.dataset.worker).catch(() => {})
}
