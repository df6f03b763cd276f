// Drives Tabcat's page as the bare pages drive themselves: the same verbs, in terms of what the page shows.
"use strict";

// The first row in view, by the scrollbar alone: pixel by pixel near its ends, stretched between (crates/core/src/window/bar.rs).
function rowAt(list, count) {
  const high = 26;
  const near = 500_000;
  const most = list.scrollHeight - list.clientHeight;
  const bottom = count * high - list.clientHeight;
  const bar = list.scrollTop;
  if (bottom <= most || bar <= near) return bar / high;
  if (bar >= most - near) return (bottom - (most - bar)) / high;
  return (near + ((bar - near) * (bottom - 2 * near)) / (most - 2 * near)) / high;
}

window.bench = (() => {
  const find = (selector) => {
    const found = document.querySelector(selector);
    if (!found) throw new Error(`the page has no ${selector}`);
    return found;
  };
  const fill = (field, text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const counter = (term) => {
    const terms = [...document.querySelectorAll(".stats dt")];
    const found = terms.find((dt) => dt.textContent.trim() === term);
    if (!found) throw new Error(`the page has no counter "${term}"`);
    return found.nextElementSibling;
  };
  const received = () => Number(counter("Messages received").dataset.value);
  const idle = () => document.querySelector(".main-button")?.textContent.trim() === "Connect";
  const number = (text) => Number(text.replaceAll(/[^0-9]/g, ""));

  // In the frame in which an attribute or the text under `target` comes to make `holds` true. Watching one element
  // costs nothing while nothing is published.
  const seen = (target, holds) =>
    new Promise((resolve) => {
      if (holds()) return resolve(performance.now());
      const observer = new MutationObserver(() => {
        if (!holds()) return;
        observer.disconnect();
        resolve(performance.now());
      });
      observer.observe(target, { attributes: true, characterData: true, childList: true, subtree: true });
    });

  const connect = (url) => {
    if (!idle()) throw new Error("there is a connection already");
    fill(find(".url-field input"), url);
    find(".main-button").click();
  };

  const connected = () =>
    seen(find(".main-button"), () => find(".main-button").textContent.trim() === "Disconnect");

  let soaking;

  const bench = {
    find,
    fill,
    seen,
    idle,
    received,

    async ready() {
      while (!idle()) await probe.afterFrame();
    },

    async absorb(url, n) {
      if (received() === n) throw new Error(`${n} messages are counted before the first`);
      const begun = performance.now();
      connect(url);
      const done = await seen(counter("Messages received"), () => received() === n);
      await seen(find(".main-button"), idle);
      return done - begun;
    },

    async offered(url, secs) {
      connect(url);
      await connected();
      const begun = performance.now();
      const before = received();
      await new Promise((resolve) => setTimeout(resolve, secs * 1000));
      return { count: received() - before, ms: performance.now() - begun };
    },

    // The rows that are in view, from the top.
    rows() {
      const box = find("#transcript").getBoundingClientRect();
      return [...document.querySelectorAll("#transcript [role=row]")]
        .map((row) => ({ row, at: row.getBoundingClientRect() }))
        .filter(({ row, at }) => row.ariaRowIndex && at.bottom > box.top + 1 && at.top < box.bottom - 1)
        .sort((a, b) => a.at.top - b.at.top)
        .map(({ row }) => ({ index: Number(row.ariaRowIndex), text: row.querySelector(".text").textContent }));
    },

    // How many rows the list has, the lines of the connection's own among them, and what the toolbar says is evicted.
    kept: () => Number(find("#transcript").getAttribute("aria-rowcount")),
    evicted: () => number(find(".heading .evicted").textContent.split("(")[0]),

    // Round trips one after the other, as the bare pages make them: to the time that the Worker put on the answer, and
    // to the end of the frame that shows it.
    async echo(url, texts) {
      connect(url);
      await connected();
      const trips = [];
      for (const text of texts) {
        fill(find("#message"), text);
        await probe.afterFrame();
        // Not just after a frame each time: the bare pages send whenever it is.
        await probe.pause();
        const pressed = performance.now();
        find(".send-button").click();
        const drawn = await probe.drawn(() => bench.shows(text));
        trips.push({ socket: wire.heard - wire.taken, page: wire.heard - wire.sent, drawn: drawn.at - pressed });
        await probe.pause();
      }
      return trips;
    },

    // Whether a row in the document shows this as received.
    shows: (text) =>
      [...document.querySelectorAll("#transcript [data-direction=received] .text")].some((cell) =>
        cell.textContent.startsWith(text),
      ),

    // Looks for something until all of the transcript has been looked through.
    async filter(selector, text) {
      while (!document.querySelector("#filter-result")) await probe.afterFrame();
      const found = find("#filter-result");
      if (found.textContent) throw new Error("something is looked for already");
      const stop = probe.watch();
      const begun = performance.now();
      fill(find(selector), text);
      const done = await seen(found, () => /^[0-9,]+ of [0-9,]+$/.test(found.textContent));
      await probe.afterFrame();
      const lost = stop().frames.filter((gap) => gap > 34).length;
      const [messages, of] = found.textContent.split(" of ").map(number);
      fill(find(selector), "");
      await seen(found, () => !found.textContent);
      return { ms: done - begun, lost, messages, of };
    },

    // Frames until the rows are those of the place that was jumped to: "Home", "End", or a part of the way.
    async jump(to) {
      const list = find("#transcript");
      const count = Number(list.ariaRowCount);
      list.focus();
      await probe.pause();
      if (typeof to === "string") {
        list.dispatchEvent(new KeyboardEvent("keydown", { key: to, bubbles: true, cancelable: true }));
        const right = to === "Home" ? () => bench.rows()[0]?.index === 1 : () => bench.rows().at(-1)?.index === count;
        return (await probe.drawn(right)).frames;
      }
      list.scrollTop = to * (list.scrollHeight - list.clientHeight);
      const high = list.getBoundingClientRect().height;
      const drawn = await probe.drawn(() => {
        const rows = bench.rows();
        const wanted = rowAt(list, count);
        const filled = rows.length > high / 30 && rows.every((row, at) => row.index === rows[0].index + at && row.text);
        return filled && Math.abs(rows[0].index - wanted) < 3 + count / 10_000;
      });
      return drawn.frames;
    },

    // Frames until a click has changed what is to be seen.
    async click() {
      await probe.pause();
      const button = find(".options-button");
      const before = button.ariaExpanded;
      button.click();
      return (await probe.drawn(() => button.ariaExpanded !== before)).frames;
    },

    // One message, however large: what the page says of its size, whether it has a row or is told to be evicted, and
    // the longest task meanwhile.
    async large(url) {
      const stop = probe.watch();
      connect(url);
      await seen(counter("Messages received"), () => received() === 1);
      const row = () => Boolean(document.querySelector("#transcript [data-direction=received]"));
      await probe.drawn(() => row() || bench.evicted() > 0);
      await probe.afterFrame();
      const bytes = Number(counter("Bytes received").dataset.value);
      return { bytes, row: row(), longest: Math.max(0, ...stop().tasks) };
    },

    // Opens the newest received message beside the list; the longest task meanwhile.
    async detail() {
      const stop = probe.watch();
      [...document.querySelectorAll("#transcript [data-direction=received]")].at(-1).click();
      await probe.drawn(() => document.querySelector(".workspace.with-detail"));
      // What is put off to a later frame counts too.
      for (let frame = 0; frame < 30; frame += 1) await probe.afterFrame();
      return Math.max(0, ...stop().tasks);
    },

    // Begins to receive, and watches over it until `soaked`.
    async soak(url) {
      connect(url);
      await connected();
      soaking = probe.watch();
    },

    soaked() {
      const { frames, tasks } = soaking();
      return { frames, tasks };
    },
  };
  return bench;
})();
