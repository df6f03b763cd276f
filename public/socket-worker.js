// Owns the page's WebSockets away from its main thread. What arrives is handed over once a frame, or when it is much: small
// messages packed into one buffer, which comes back to be used again; large ones as they are, in a list. The layout of a buffer
// is that of crates/core/src/batch.rs; the words that pass to and fro are those of src/io/socket/worker.rs.

const HEAD = 16;
const START = 64 * 1024;
// More at once is no faster: it only takes memory that neither side has touched yet.
const FULL = 1024 * 1024;
const SPARES = 8;
const FRAME = 16;
// LARGE_BYTES of crates/core/src/payload/large.rs; of a text, in units of UTF-16.
const LARGE = 32 * 1024;

const encoder = new TextEncoder();
const sockets = new Map();
// Buffers that came back.
const spare = [];
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
    this.larges = [];
    this.listed = 0;
    this.take(new ArrayBuffer(START));
    this.socket = new WebSocket(url, protocols);
    // A blob can't be read without waiting.
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.tell("open", this.socket.protocol, this.socket.extensions);
    this.socket.onmessage = (event) => this.keep(event.data);
    this.socket.onerror = () => this.tell("error", this.socket.readyState === WebSocket.CLOSED);
    this.socket.onclose = (event) =>
      this.tell("close", event.code, event.reason, event.wasClean, this.socket.bufferedAmount);
  }

  take(buffer) {
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    this.used = 0;
  }

  // Room for `size` more bytes.
  room(size) {
    if (this.used + size > FULL) this.flush();
    if (this.used + size <= this.bytes.length) return;
    const full = this.bytes.subarray(0, this.used);
    const used = this.used;
    this.take(new ArrayBuffer(Math.min(Math.max(this.bytes.length * 2, used + size), FULL)));
    this.bytes.set(full);
    this.used = used;
  }

  keep(data) {
    const text = typeof data === "string";
    if ((text ? data.length : data.byteLength) > LARGE) this.list(data, text);
    else this.pack(data, text);
    if (!this.timer && (this.used || this.larges.length)) {
      // The first message after a pause goes out at once; in a flood, what there is goes out every frame.
      const wait = this.flushed + FRAME - performance.now();
      if (wait <= 0) this.flush();
      else this.timer = setTimeout(() => this.flush(), wait);
    }
  }

  pack(data, text) {
    if (this.larges.length) this.flush();
    // encodeInto needs room for three bytes a unit.
    this.room(HEAD + 8 + (text ? data.length * 3 : data.byteLength));
    const start = this.used + HEAD;
    let size;
    if (text) {
      size = encoder.encodeInto(data, this.bytes.subarray(start)).written;
    } else {
      size = data.byteLength;
      this.bytes.set(new Uint8Array(data), start);
    }
    this.view.setFloat64(this.used, now(), true);
    this.view.setUint32(this.used + 8, size, true);
    this.view.setUint32(this.used + 12, text ? 0 : 1, true);
    this.used = (start + size + 7) & ~7;
  }

  list(data, text) {
    if (this.used) this.flush();
    const bytes = text ? encoder.encode(data) : new Uint8Array(data);
    this.larges.push(now(), bytes, text ? characters(bytes, data.length) : null);
    this.listed += bytes.length;
    if (this.listed >= FULL) this.flush();
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.used && !this.larges.length) return;
    this.flushed = performance.now();
    if (this.used) {
      const { bytes, used } = this;
      postMessage([this.id, now(), "batch", bytes.buffer, used], [bytes.buffer]);
      this.take(spare.pop() ?? new ArrayBuffer(bytes.length));
    } else {
      const buffers = this.larges.filter((_, at) => at % 3 === 1).map((bytes) => bytes.buffer);
      postMessage([this.id, now(), "larges", ...this.larges], buffers);
      this.larges = [];
      this.listed = 0;
    }
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
    case "spare":
      if (spare.length < SPARES && rest[0].byteLength === FULL) spare.push(rest[0]);
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
