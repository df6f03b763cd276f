// Owns the page's WebSockets away from its main thread: what arrives is packed into one buffer, and handed over at most
// once a frame. The layout of a buffer is that of crates/core/src/batch.rs; the words that pass to and fro are those of
// src/io/socket/worker.rs.

const HEAD = 16;
const START = 64 * 1024;
const FRAME = 16;
// encodeInto needs room for three bytes a unit; longer texts are encoded to their exact size first.
const LONG = 64 * 1024;
// LARGE_BYTES of crates/core/src/payload/large.rs: what has more is handed over on its own, and stays outside wasm.
const LARGE = 1024 * 1024;

const encoder = new TextEncoder();
const sockets = new Map();
const now = () => performance.timeOrigin + performance.now();

// A character beyond the 65,536 first ones takes two units of UTF-16, and four bytes of UTF-8 that start with 0xf0 or more.
function characters(utf8, units) {
  if (utf8.length === units) return units;
  let pairs = 0;
  for (let at = 0; at < utf8.length; at++) pairs += utf8[at] >= 0xf0;
  return units - pairs;
}

class Owned {
  constructor(id, url, protocols) {
    this.id = id;
    this.flushed = -Infinity;
    this.timer = 0;
    this.told = 0;
    this.reset(START);
    this.socket = new WebSocket(url, protocols);
    // A blob can't be read without waiting.
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.tell("open", this.socket.protocol, this.socket.extensions);
    this.socket.onmessage = (event) => this.keep(event.data);
    this.socket.onerror = () => this.tell("error", this.socket.readyState === WebSocket.CLOSED);
    this.socket.onclose = (event) =>
      this.tell("close", event.code, event.reason, event.wasClean, this.socket.bufferedAmount);
  }

  reset(size) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
    this.used = 0;
  }

  room(size) {
    if (this.used + size <= this.bytes.length) return;
    const full = this.bytes.subarray(0, this.used);
    const used = this.used;
    this.reset(Math.max(this.bytes.length * 2, used + size));
    this.bytes.set(full);
    this.used = used;
  }

  keep(data) {
    const text = typeof data === "string";
    const short = text && data.length <= LONG;
    const payload = short ? null : text ? encoder.encode(data) : new Uint8Array(data);
    if (payload?.length > LARGE) return this.handOver(payload, text ? characters(payload, data.length) : null);
    this.room(HEAD + 8 + (short ? data.length * 3 : payload.length));
    const start = this.used + HEAD;
    let size;
    if (short) {
      size = encoder.encodeInto(data, this.bytes.subarray(start)).written;
    } else {
      size = payload.length;
      this.bytes.set(payload, start);
    }
    this.view.setFloat64(this.used, now(), true);
    this.view.setUint32(this.used + 8, size, true);
    this.view.setUint32(this.used + 12, text ? 0 : 1, true);
    this.used = (start + size + 7) & ~7;
    if (!this.timer) {
      // The first message after a pause goes out at once; in a flood, a buffer goes out every frame.
      const wait = this.flushed + FRAME - performance.now();
      if (wait <= 0) this.flush();
      else this.timer = setTimeout(() => this.flush(), wait);
    }
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.used) return;
    this.flushed = performance.now();
    const { bytes, used } = this;
    postMessage([this.id, now(), "batch", bytes.buffer, used], [bytes.buffer]);
    this.reset(Math.min(bytes.length, 1024 * 1024));
  }

  handOver(payload, characters) {
    this.flush();
    postMessage([this.id, now(), "large", payload, characters], [payload.buffer]);
  }

  // Whatever came before this word goes out before it.
  tell(...words) {
    this.flush();
    postMessage([this.id, now(), ...words]);
  }

  send(data) {
    const open = this.socket.readyState === WebSocket.OPEN;
    if (open) this.socket.send(data);
    this.tell(open ? "sent" : "not sent");
    this.watch();
  }

  // bufferedAmount has no event: it is looked at while there is something in it.
  watch() {
    const amount = this.socket.bufferedAmount;
    if (amount !== this.told) postMessage([this.id, now(), "buffered", (this.told = amount)]);
    if (amount) setTimeout(() => sockets.get(this.id) === this && this.watch(), 100);
  }

  drop() {
    clearTimeout(this.timer);
    for (const name of ["onopen", "onmessage", "onerror", "onclose"]) this.socket[name] = null;
    this.socket.close();
  }
}

onmessage = ({ data: [id, word, ...rest] }) => {
  switch (word) {
    case "open":
      try {
        sockets.set(id, new Owned(id, ...rest));
      } catch (error) {
        postMessage([id, now(), "refused", String(error?.message ?? error)]);
      }
      break;
    case "send":
      sockets.get(id)?.send(...rest);
      break;
    case "close":
      sockets.get(id)?.socket.close(...rest);
      break;
    case "drop":
      sockets.get(id)?.drop();
      sockets.delete(id);
      break;
  }
};

postMessage([0, now(), "ready"]);
