// Starts the page's WebAssembly, and notices when it has trapped. A file of its own because the Content-Security-Policy allows no
// inline script; Trunk.toml writes the element that loads it, with the addresses of this build in its data attributes.

const { js, wasm } = document.querySelector("script[data-js]").dataset;
let exports;

// A bare `error` event is none: browsers report harmless loops of a ResizeObserver so.
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return (error instanceof RangeError || error?.name === "InternalError") && /wasm/.test(error.stack);
}

// What is then shown comes by itself once the page is idle, so that it is here also when the host is not.
const screen = () => import("./trap.js");

async function trapped(words) {
  // What could be lost is lost: nobody is asked before leaving.
  onbeforeunload = null;
  try {
    (await screen()).show(words, exports);
  } catch {
    document.body.textContent = `Tabcat has stopped: ${words}. Reload the page to go on.`;
  }
}

// A file that is dropped beside the field must not take the place of the page.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
}

globalThis.tabcatTrapped = trapped;
addEventListener("error", ({ error }) => isTrap(error) && trapped(String(error)));
addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && trapped(String(reason)));

try {
  const { default: start } = await import(js);
  exports = await start({ module_or_path: wasm });
  // The event is Trunk's own, for whoever waits for the page: its loader dispatches the same.
  dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm: exports } }));
  setTimeout(() => screen().catch(() => {}), 2000);
} catch (error) {
  const told = document.getElementById("boot-error");
  told.textContent =
    `Tabcat could not start: ${error?.message ?? error}. It needs a browser with WebAssembly; if yours has it, ` +
    "reload the page, in case a file did not arrive.";
  told.hidden = false;
  throw error;
}
