// Reads along with what passes between Tabcat's page and its Worker: when a message left the page, when the Worker had given
// it to the socket, and the time that the Worker put on the answer (crates/core/src/batch.rs has the layout).
"use strict";

window.wire = { ready: false, sent: NaN, taken: NaN, heard: NaN };
window.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ data: [, at, word, buffer] }) => {
      if (word === "ready") wire.ready = true;
      if (word === "sent") wire.taken = at;
      if (word === "batch") wire.heard = new DataView(buffer).getFloat64(0, true);
    });
  }

  postMessage(words, ...rest) {
    if (words[1] === "send") wire.sent = performance.timeOrigin + performance.now();
    super.postMessage(words, ...rest);
  }
};
