// Milliseconds from the start of the navigation until the page has its Connect button and has answered a click.
"use strict";

window.interactive = new Promise((resolve) => {
  let clicked = false;
  const look = () => {
    const button = document.querySelector(".options-button");
    if (!document.querySelector(".main-button") || !button) return;
    if (!clicked) {
      clicked = true;
      button.click();
    } else if (button.ariaExpanded === "true") {
      observer.disconnect();
      resolve(performance.now());
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { attributes: true, childList: true, subtree: true });
});
