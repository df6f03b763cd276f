// A person who sends a numbered message now and then, whatever the connection does, and empties the outbox at times.
window.soak = { asked: 0, refused: 0, emptied: 0, stop: false };
(async () => {
  const soak = window.soak;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const field = document.getElementById("message");
  const send = document.querySelector(".send-button");
  const type = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const notSent = () => {
    const counters = [...document.querySelectorAll("aside dl > div")];
    const counter = counters.find((one) => one.querySelector("dt").textContent === "Not sent");
    return Number(counter?.querySelector("dd").dataset.value ?? 0);
  };
  for (let number = 1; !soak.stop; number++) {
    await pause(200 + Math.random() * 600);
    type(number % 20 ? `m ${number}` : "ask");
    await pause(0);
    const before = notSent();
    send.click();
    await pause(50);
    // A message that was taken and not sent comes back to the field, and is counted.
    field.value === "" || notSent() > before ? soak.asked++ : soak.refused++;
    if (Math.random() < 0.01) {
      const cancel = document.querySelector('[aria-label="Cancel all queued"]');
      soak.emptied += !!cancel;
      cancel?.click();
    }
  }
  soak.done = true;
})();
