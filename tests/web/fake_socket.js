// Stands in for the browser's WebSocket: opens at once, and says what the test has it say.
(() => {
  const real = window.WebSocket;
  let latest;

  class FakeSocket extends EventTarget {
    constructor(url) {
      super();
      Object.assign(this, { url, readyState: 0, bufferedAmount: 0, protocol: "", extensions: "" });
      latest = this;
      queueMicrotask(() => this.say(new Event("open"), 1));
    }

    say(event, readyState) {
      this.readyState = readyState;
      this.dispatchEvent(event);
    }

    send() {}
    close() {}
  }

  window.WebSocket = FakeSocket;
  return {
    receive: (data) => latest.say(new MessageEvent("message", { data }), 1),
    end: (code, reason) => latest.say(new CloseEvent("close", { code, reason, wasClean: true }), 3),
    restore: () => { window.WebSocket = real; },
  };
})();
