// Milliseconds from the focus in the filter, and a text typed at once, until it is said how many messages match. The filter
// comes with the first row: here the end of a connection to a port that refuses it.
(async () => {
  const url = document.getElementById("url");
  url.value = "ws://127.0.0.1:9/";
  url.dispatchEvent(new InputEvent("input", { bubbles: true }));
  document.getElementById("main-button").click();
  while (!document.getElementById("filter")) await new Promise((resolve) => setTimeout(resolve, 5));
  const field = document.getElementById("filter");
  const start = performance.now();
  field.focus();
  field.value = "x";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return new Promise((resolve) => {
    const look = () =>
      document.getElementById("filter-result").textContent ? resolve(performance.now() - start) : setTimeout(look, 1);
    look();
  });
})()
