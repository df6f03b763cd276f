// A person's way through everything that is not in the first load. Each verb gives a list of what went wrong.
"use strict";

window.journey = (() => {
  const wrong = [];
  addEventListener("error", (event) => wrong.push(`error: ${event.message}`));
  addEventListener("unhandledrejection", (event) => wrong.push(`rejected: ${event.reason}`));
  addEventListener("securitypolicyviolation", (event) => wrong.push(`refused: ${event.blockedURI}`));
  const { error } = console;
  console.error = (...words) => {
    wrong.push(`console: ${words.join(" ")}`);
    error(...words);
  };

  async function see(what, holds) {
    for (const until = performance.now() + 15_000; performance.now() < until; ) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`it was not seen that ${what}`);
  }

  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  const press = (selector) => bench.find(selector).click();
  const status = () => text("[role=status]");

  async function told(walk) {
    try {
      await walk();
    } catch (error) {
      wrong.push(error.message);
    }
    return wrong;
  }

  return {
    seeAllParts: () =>
      told(() =>
        see("every part has come", () => {
          const files = performance.getEntriesByType("resource").filter((file) => file.responseEnd);
          return files.filter((file) => /\/(detail|find|learn)\.wasm$|trap\.js$/.test(file.name)).length === 4;
        }),
      ),

    // The titles of the causes of the first rank, once the connection to this URL has ended.
    firstCauses: async (url) => {
      const rows = () => Number(bench.find("#transcript").ariaRowCount);
      const before = rows();
      bench.fill(bench.find("#url"), url);
      press(".main-button");
      await see("it has ended", () => rows() > before && status().includes("Disconnected"));
      await see("it is explained", () => document.querySelector(".causes > li"));
      return [...bench.find(".causes > li").querySelectorAll("b")].map((title) => title.textContent);
    },

    useEverything: (echo, closes) =>
      told(async () => {
        bench.fill(bench.find("#url"), echo);
        press(".main-button");
        await see("it is connected", () => status().includes("Connected"));
        bench.fill(bench.find("#message"), '{"a":[1]}');
        press(".send-button");
        const rows = () => [...document.querySelectorAll("#transcript [data-direction=received]")];
        await see("the echo came", () => rows().some((row) => row.checkVisibility()));
        rows()[0].dispatchEvent(new MouseEvent("click", { bubbles: true }));
        await see("the message is a tree", () => text("[role=tree]").includes('"a"'));
        bench.find("#filter").focus();
        bench.fill(bench.find("#filter"), "/a.:/");
        await see("both match", () => text("#filter-result") === "2 of 2");
        bench.fill(bench.find("#filter"), "");
        press("a[href='#/reference']");
        await see("the reference is there", () => text("main table").includes("1006"));
        press("a[href='#/']");
        await see("the tester is back", () => document.querySelector(".main-button"));
        press(".main-button");
        await see("it is disconnected", () => status().includes("Disconnected"));
        bench.fill(bench.find("#url"), closes);
        press(".main-button");
        await see("the close is explained", () => text("section.detail").includes("Internal Error"));
      }),

    // The link has set up what makes the connection last.
    comesBack: () =>
      told(async () => {
        press(".main-button");
        await see("it has opened again", () => text("#transcript").includes("Session 3 open"));
      }),

    hearsBeats: () =>
      told(async () => {
        press(".main-button");
        await see("a beat was answered", () => document.querySelector("[aria-label^='Heartbeat, last reply']"));
        await see("the peer is dead", () => text("#transcript").includes("dead"));
        await see("it is connected again", () => text("#transcript").includes("Session 2 open"));
      }),

    keepsMessages: () =>
      told(async () => {
        press(".main-button");
        await see("it waits", () => status().includes("Reconnecting"));
        for (const message of ["one", "two"]) {
          bench.fill(bench.find("#message"), message);
          press(".send-button");
        }
        await see("both are kept", () => text("[aria-label=Outbox]").includes("2 in the outbox"));
        press(".reconnect-now");
        const sent = () => [...document.querySelectorAll("#transcript [data-direction=sent]")].map((row) => row.textContent);
        await see("both are sent", () => sent().length === 2 && sent().every((row) => row.includes("queued ")));
        await see("in order", () => sent()[0].endsWith("one") && sent()[1].endsWith("two"));
      }),
  };
})();
