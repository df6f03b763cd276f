// What is shown over a page whose wasm has trapped, and how its transcript is saved: plain DOM and plain reading of the wasm's
// memory, so that nothing of what has trapped is needed.

// As src/app/salvage.rs numbers them.
const KINDS = ["event", "opened", "closed", "received text", "sent text", "received binary", "sent binary"];
const WORDS = 6;
const BATCH = 4 * 1024 * 1024;

const STYLE = `
  .trap {
    position: fixed;
    inset: 0;
    z-index: 9;
    display: grid;
    gap: 12px;
    align-content: center;
    justify-content: center;
    grid-template-columns: minmax(0, 560px);
    padding: 24px;
    background: var(--canvas);
    overflow: auto;
  }

  .trap pre {
    margin: 0;
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
    font: 12px/18px var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .trap .button {
    margin-right: 8px;
  }
`;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function hex(bytes) {
  return bytes.toHex?.() ?? Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Reads the transcript out of the dead wasm's memory, a head and a payload for each entry.
function salvaged(why, exports) {
  const blobs = [new Blob([`Tabcat has stopped: ${why}\nWhat it had received and sent until then. Binary messages are written in hex.\n`])];
  let pieces = [];
  let size = 0;
  for (let index = 0; ; index++) {
    const at = exports.salvage(index) >>> 0;
    const words = new Float64Array(exports.memory.buffer, at, WORDS);
    const [time, kind, from, here, length, code] = words;
    if (at) {
      const missing = here < length ? `, ${length - here} of them kept elsewhere and missing here` : "";
      const what = kind === 2 ? `closed ${code < 0 ? "without a code" : code}` : KINDS[kind];
      const bytes = new Uint8Array(exports.memory.buffer, from, here).slice();
      pieces.push(`--- ${new Date(time).toISOString()} ${what}, ${length} bytes${missing}\n`);
      pieces.push(kind > 4 ? hex(bytes) : bytes, "\n");
      size += here;
    }
    if (!at || size > BATCH) {
      blobs.push(new Blob(pieces));
      pieces = [];
      size = 0;
    }
    if (!at) return new Blob(blobs, { type: "text/plain" });
  }
}

function save(button, why, exports) {
  try {
    const href = URL.createObjectURL(salvaged(why, exports));
    const download = `tabcat-${new Date().toISOString().replaceAll(":", "")}.txt`;
    element("a", { href, download }).click();
  } catch {
    button.replaceWith("What was received can't be read any more.");
  }
}

// Plain DOM, so that it needs nothing of what has trapped.
export function show(words, exports) {
  if (document.getElementById("trap")) return;
  document.title = "Stopped · Tabcat";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets.push(sheet);
  // What is on the top layer would lie over it.
  for (const open of document.querySelectorAll("dialog[open], :popover-open")) open.remove();
  for (const child of document.body.children) child.inert = true;
  const reload = element("button", { className: "button", onclick: () => location.reload() }, "Reload");
  const buttons = element("p", {}, reload);
  if (exports?.salvage) {
    const keep = element("button", { className: "button ink", onclick: () => save(keep, words, exports) }, "Save what was received");
    buttons.prepend(keep);
  }
  const trap = element(
    "div",
    { id: "trap", className: "trap", role: "alertdialog", ariaLabel: "Tabcat has stopped", tabIndex: -1 },
    element("h1", {}, "Tabcat has stopped"),
    element("p", {}, "Something in the page failed, and it can't go on."),
    element(
      "p",
      {},
      "Whether the connection is still open is no longer known. Nothing that arrives from now on is received or counted.",
    ),
    element("pre", {}, words),
    buttons,
  );
  document.body.append(trap);
  trap.focus();
}
