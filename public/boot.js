// Starts the page's WebAssembly. A file of its own because the Content-Security-Policy allows no inline script;
// Trunk.toml writes the element that loads it, with the addresses of this build in its data attributes.

const { js, wasm } = document.querySelector("script[data-js]").dataset;

try {
  const { default: start } = await import(js);
  // The event is Trunk's own, for whoever waits for the page: its loader dispatches the same.
  dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm: await start({ module_or_path: wasm }) } }));
} catch (error) {
  const told = document.getElementById("boot-error");
  told.textContent =
    `Tabcat could not start: ${error?.message ?? error}. It needs a browser with WebAssembly; if yours has it, ` +
    "reload the page, in case a file did not arrive.";
  told.hidden = false;
  throw error;
}
