// Milliseconds from the focus in the filter, and a text typed at once, until it is said how many messages match.
(() => {
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
