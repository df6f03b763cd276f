// What the bare pages share. They differ in what they do with a message, which is `take`.
"use strict";

function bare(take) {
  const open = (url) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    return socket;
  };
  const until = (socket, event) =>
    new Promise((resolve, reject) => {
      socket.addEventListener(event, resolve, { once: true });
      socket.addEventListener("error", () => reject(new Error(`${socket.url} failed`)), { once: true });
    });

  window.bench = {
    ready: async () => {},

    // Milliseconds from connecting until `n` messages are counted; over when the server has closed.
    async absorb(url, n) {
      let count = 0;
      let took;
      const begun = performance.now();
      const socket = open(url);
      socket.onmessage = (event) => {
        take(event);
        if (++count === n) took = performance.now() - begun;
      };
      await until(socket, "close");
      if (took === undefined) throw new Error(`${count} of ${n} messages came from ${url}`);
      return took;
    },

    // How many messages were counted in about so many seconds of a server that goes on sending, and in how many
    // milliseconds really. A page that is behind is late for its timer too, so it looks at each message as well.
    async offered(url, secs) {
      const socket = open(url);
      await until(socket, "open");
      const begun = performance.now();
      return new Promise((resolve) => {
        let count = 0;
        const end = () => {
          socket.onmessage = null;
          socket.close();
          resolve({ count, ms: performance.now() - begun });
        };
        const timer = setTimeout(end, secs * 1000);
        socket.onmessage = (event) => {
          take(event);
          count += 1;
          if (performance.now() - begun < secs * 1000) return;
          clearTimeout(timer);
          end();
        };
      });
    },

    // Round trips one after the other: to the message event, and to the end of the frame that shows the answer.
    async echo(url, texts) {
      const socket = open(url);
      await until(socket, "open");
      const shown = document.body.appendChild(document.createElement("p"));
      const trips = [];
      for (const text of texts) {
        let heard;
        socket.onmessage = (event) => {
          heard = performance.now();
          shown.textContent = event.data;
        };
        const sent = performance.now();
        socket.send(text);
        const drawn = await probe.drawn(() => shown.textContent === text);
        trips.push({ socket: heard - sent, page: heard - sent, drawn: drawn.at - sent });
        await probe.pause();
      }
      socket.close();
      return trips;
    },
  };
}
