// Owns the page's WebSockets away from its main thread. What arrives is handed over once a frame, or when it is much: small
// messages packed into one buffer, which comes back to be used again; large ones as they are, in a list. The layout of a buffer
// is that of crates/core/src/batch.rs; the words that pass to and fro are those of src/io/socket/word.rs.

// PROTOCOL of crates/core/src/batch.rs.
const PROTOCOL = 6;
// More at once is no faster: it only takes memory that neither side has touched yet.
const FULL = 1024 * 1024;
// Of each message: when it came, as a float, then its size, and its socket and kind, as whole numbers of 32 bits.
const HEAD = 16;
const HEADS = 4096;
const ROOM = FULL - HEAD * HEADS;
const SPARES = 8;
// Large messages are not copied: together they may be more, but not so much that the page can't keep up with a fast server.
const LISTED = 16 * 1024 * 1024;
const FRAME = 16;
const WATCH = 100;
// A message is in the buffer for a moment in any case: less is not worth a word at once.
const MUCH = 64 * 1024;
// A text of so many units keeps this Worker from answering while it is encoded.
const HEAVY = 16 * 1024 * 1024;

const encoder = new TextEncoder();
const sockets = new Map();
// Buffers that came back.
const spare = [];
// Steady time: the page maps it to the time of the day.
const origin = performance.timeOrigin;
const now = () => origin + performance.now();
// From how many bytes on a message is large; of a text, in units of UTF-16. The page says so in its first word.
let large = Infinity;
// Each socket holds a lock of this name, where the page may have locks: when this Worker ends, the browser frees it.
let life = "";
// The one timer that the page has asked for.
let alarm = 0;

// UTF-8 in a buffer of its own. Mostly it is as long as the text has units, and then this is faster than `encode`; but with
// many megabytes it holds up the page, too, for hundreds of milliseconds.
function encode(text) {
  if (text.length > FULL) return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === text.length && written === read ? bytes : encoder.encode(text);
}

// A character beyond the 65,536 first ones takes two units of UTF-16, and four bytes of UTF-8 that start with 0xf0 or more.
function characters(utf8, units) {
  if (utf8.length === units) return units;
  let pairs = 0;
  for (let at = 0; at < utf8.length; at++) pairs += utf8[at] >= 0xf0;
  return units - pairs;
}

// What has arrived of all sockets and was not handed over yet, in order of arrival.
class Arrivals {
  constructor() {
    this.flushed = -Infinity;
    this.timer = 0;
    this.larges = [];
    this.listed = 0;
    this.begin();
  }

  // An empty batch.
  begin() {
    this.buffer = spare.pop() ?? new ArrayBuffer(FULL);
    this.times = new Float64Array(this.buffer, 0, HEADS * 2);
    this.sizes = new Uint32Array(this.buffer, 0, HEADS * 4);
    this.bytes = new Uint8Array(this.buffer, HEADS * HEAD);
    this.count = 0;
    this.used = 0;
    // Those of the newest messages that are not encoded yet.
    this.texts = [];
    this.units = 0;
  }

  keep(socket, { data, timeStamp }) {
    const text = typeof data === "string";
    // To ask for the time once more takes longer than all the rest of this.
    const at = origin + timeStamp;
    if ((text ? data.length : data.byteLength) > large) this.list(socket, at, data, text);
    else if (text) this.note(socket, at, data);
    else this.pack(socket, at, data);
    if (this.timer) return;
    // The first message after a pause goes out at once; in a flood, what there is goes out every frame.
    const wait = this.flushed + FRAME - performance.now();
    if (wait <= 0) this.flush();
    else this.timer = setTimeout(() => this.flush(), wait);
  }

  note(socket, at, text) {
    // encodeInto needs room for three bytes a unit.
    this.head(socket, at, 0, 3 * text.length);
    this.texts.push(text);
    this.units += text.length;
  }

  pack(socket, at, data) {
    this.head(socket, at, 1, data.byteLength);
    if (this.texts.length) this.encode(this.count - 1);
    this.bytes.set(new Uint8Array(data), this.used);
    this.used += this.sizes[4 * this.count - 2] = data.byteLength;
  }

  // Begins a message of at most so many bytes.
  head(socket, at, kind, most) {
    if (this.larges.length || this.count === HEADS || this.used + 3 * this.units + most > ROOM) this.flush();
    this.times[2 * this.count] = at;
    this.sizes[4 * this.count + 3] = (socket << 4) | kind;
    this.count += 1;
  }

  // The noted texts are those before message `end`. All at once is several times as fast as one after the other, but says
  // where each one ends only where a unit is a byte.
  encode(end) {
    const { texts, units } = this;
    const write = (text) => encoder.encodeInto(text, this.bytes.subarray(this.used)).written;
    const plain = write(texts.join("")) === units;
    let slot = 4 * (end - texts.length) + 2;
    for (const text of texts) {
      this.used += this.sizes[slot] = plain ? text.length : write(text);
      slot += 4;
    }
    this.texts = [];
    this.units = 0;
  }

  list(socket, at, data, text) {
    if (this.count) this.flush();
    if (text && data.length > HEAVY) postMessage([socket, now(), "busy"]);
    const bytes = text ? encode(data) : new Uint8Array(data);
    this.larges.push(socket, at, bytes, text ? characters(bytes, data.length) : null);
    this.listed += bytes.length;
    if (this.listed >= LISTED) this.flush();
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.count && !this.larges.length) return;
    this.flushed = performance.now();
    if (this.count) {
      if (this.texts.length) this.encode(this.count);
      const { buffer, count, used } = this;
      postMessage([0, now(), "batch", buffer, count, HEADS * HEAD, used], [buffer]);
      this.begin();
    } else {
      const buffers = this.larges.filter((_, at) => at % 4 === 2).map((bytes) => bytes.buffer);
      postMessage([0, now(), "larges", ...this.larges], buffers);
      this.larges = [];
      this.listed = 0;
    }
  }
}

const arrivals = new Arrivals();

class Owned {
  constructor(id, url, protocols) {
    this.id = id;
    this.watching = 0;
    this.told = 0;
    this.socket = new WebSocket(url, protocols);
    const held = new Promise((free) => (this.free = free));
    navigator.locks?.request(life, { mode: "shared" }, () => held).catch(() => {});
    // A blob can't be read without waiting.
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.tell("open", this.socket.protocol, this.socket.extensions);
    this.socket.onmessage = (event) => arrivals.keep(id, event);
    this.socket.onerror = () => this.tell("error", this.socket.readyState === WebSocket.CLOSED);
    this.socket.onclose = (event) => {
      this.free();
      this.tell("close", event.code, event.reason, event.wasClean, this.socket.bufferedAmount);
    };
  }

  // Whatever came before this word, of any socket, goes out before it.
  tell(...words) {
    arrivals.flush();
    postMessage([this.id, now(), ...words]);
  }

  // What is given as bytes of a text is decoded here.
  async send(id, data, text) {
    if (data instanceof Blob || text) {
      try {
        data = await this.read(data, text);
      } catch (why) {
        return this.tell("unread", id, String(why));
      }
    }
    let taken = this.socket.readyState === WebSocket.OPEN;
    try {
      if (taken) this.socket.send(data);
    } catch {
      taken = false;
    }
    // Before it is told as sent, what has not left is told as that.
    if (this.socket.bufferedAmount > MUCH) this.watch();
    this.tell(taken ? "sent" : "not sent", id);
    this.watching ||= setTimeout(() => this.watch(), WATCH);
  }

  // A Blob that can't be read would end the connection: it is read before it is sent.
  async read(data, text) {
    postMessage([this.id, now(), "busy"]);
    const { size } = data;
    try {
      if (data instanceof Blob) data = await data.arrayBuffer();
      // Some browsers read what is left of a file that was changed.
      if (size >= 0 && data.byteLength !== size) throw "gone";
      return text ? new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data) : data;
    } catch (error) {
      if (error instanceof RangeError) throw "memory";
      throw error instanceof TypeError ? "text" : "gone";
    }
  }

  // bufferedAmount has no event: it is looked at while there is something in it.
  watch() {
    clearTimeout(this.watching);
    const amount = this.socket.bufferedAmount;
    if (amount !== this.told) postMessage([this.id, now(), "buffered", (this.told = amount)]);
    this.watching = amount ? setTimeout(() => this.watch(), WATCH) : 0;
  }

  drop() {
    this.free();
    clearTimeout(this.watching);
    for (const name of ["onopen", "onmessage", "onerror", "onclose"]) this.socket[name] = null;
    this.socket.close();
  }
}

onmessage = ({ data: [id, word, ...rest] }) => {
  switch (word) {
    case "setup":
      [, large, life] = rest;
      postMessage([0, now(), "ready", PROTOCOL]);
      break;
    case "ping":
      postMessage([0, now(), "pong"]);
      break;
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
    case "wake":
      // Browsers slow the timers of a hidden page, but not those of its Workers.
      clearTimeout(alarm);
      alarm = setTimeout(() => postMessage([0, now(), "woke"]), rest[0]);
      break;
    case "spare":
      if (spare.length < SPARES) spare.push(rest[0]);
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
