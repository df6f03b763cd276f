// Fetches a part of the page when it is asked for, and starts it in the page's memory. `cargo xtask after-build` writes above
// this what a part may import (`getSharedImports`) and the list of the parts (`LIST`: its file and its hash), and below it a
// line for each part. The list has the files of each part in the order in which they are started, a style sheet first, each
// with its hash: hashes are what no compression makes smaller, so they come when the first part does. What does not have its
// hash is not started.

const folder = new URL(".", import.meta.url);
const coming = new Map(); // by file: its bytes
const running = new Map(); // by file: its module, sheet or text, which must not be started twice: its data would be as at the start again
const doubtful = new Set(); // files that did not come, or did not come right: the browser's cache may have them wrong
const troubles = new Map(); // by part: why it did not come, in a word
const aborts = new Map(); // by part: gives up what is under way

globalThis.tabcatParts = {
  trouble: (part) => troubles.get(part) ?? "",
  again: (part) => aborts.get(part)?.(),
  text: async (name) => ((await arrives(name)) ? running.get((await filesOf(name))[0][0]) : undefined),
};

function once(promises, key, make) {
  if (!promises.has(key)) {
    const made = make();
    promises.set(key, made);
    made.catch(() => promises.delete(key));
  }
  return promises.get(key);
}

async function fetched(file, integrity, signal) {
  const cache = doubtful.has(file) ? "reload" : "default";
  doubtful.add(file);
  const answer = await fetch(new URL(file, folder), { cache, integrity, signal });
  const bytes = await answer.arrayBuffer();
  doubtful.delete(file);
  return bytes;
}

async function filesOf(part, signal) {
  const bytes = await once(coming, LIST[0], () => fetched(...LIST, signal));
  return JSON.parse(new TextDecoder().decode(bytes))[part];
}

function begin(file, bytes) {
  if (file.endsWith(".wasm")) return WebAssembly.instantiate(bytes, getSharedImports());
  const text = new TextDecoder().decode(bytes);
  if (file.endsWith(".json")) return text;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  return sheet.replace(text);
}

async function start(files, signal) {
  const missing = files.filter(([file]) => !running.has(file));
  const all = missing.map(([file, integrity]) => once(coming, file, () => fetched(file, integrity, signal)));
  for (const [index, [file]] of missing.entries()) {
    const bytes = await all[index];
    await once(running, file, async () => begin(file, bytes));
    coming.delete(file);
  }
}

// A failed `fetch` does not say why; the host does, when it is asked again.
async function trouble(files, error) {
  if (!(error instanceof TypeError)) return String(error);
  const ask = (url) => fetch(url, { cache: "no-store", signal: AbortSignal.timeout(5000) });
  try {
    const page = await ask(location.href);
    const html = page.ok ? await page.text() : "";
    if (html.includes("/boot.js") && !html.includes(folder.pathname)) return "newer";
    for (const [file] of files) {
      const answer = await ask(new URL(file, folder));
      if (!answer.ok) return String(answer.status);
    }
    return "altered";
  } catch {
    return "unreachable";
  }
}

async function arrives(part) {
  let files = [LIST];
  for (;;) {
    const control = new AbortController();
    aborts.set(part, () => control.abort());
    try {
      files = await filesOf(part, control.signal);
      await start(files, control.signal);
      return true;
    } catch (error) {
      // Given up by a person who pressed Retry, for this part or one that shares a file with it.
      if (error.name === "AbortError") continue;
      troubles.set(part, await trouble(files, error));
      return false;
    }
  }
}

function loader(part) {
  return async (callback, data) => {
    const here = await arrives(part);
    getSharedImports().__wasm_split.__indirect_function_table.get(callback)(data, here);
  };
}
