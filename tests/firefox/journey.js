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
          return files.filter((file) => /\/(compose|detail|find|learn)\.wasm$|trap\.js$/.test(file.name)).length === 5;
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

    composes: (echo) =>
      told(async () => {
        bench.fill(bench.find("#url"), echo);
        press(".main-button");
        await see("it is connected", () => status().includes("Connected"));
        await see("the composer is all there", () => document.querySelector("#message-file"));
        const choose = async (format) => {
          press("[aria-label^='Format: ']");
          const items = () => [...document.querySelectorAll("[role=menuitemradio]")];
          await see("the formats are there", () => items().length === 6);
          items()
            .find((item) => item.textContent.startsWith(format))
            .click();
          await see(`it is ${format}`, () => document.querySelector(`[aria-label='Format: ${format}']`));
        };
        const texts = (way) =>
          [...document.querySelectorAll(`#transcript [data-direction=${way}] .text`)]
            .filter((cell) => cell.checkVisibility())
            .map((cell) => cell.textContent);
        const sends = async (sent, received) => {
          press(".send-button");
          await see(`${sent} is sent`, () => texts("sent").includes(sent));
          await see(`${received} comes back`, () => texts("received").includes(received));
        };
        await choose("JSON");
        for (const number of [1, 2]) {
          bench.fill(bench.find("#message"), '{"n":{{seq}}}');
          await see("it says what is sent", () => text("#message-outcome output") === `{"n":${number}}`);
          await sends(`{"n":${number}}`, `{"n":${number}}`);
        }
        bench.fill(bench.find("#message"), "[1,,2]");
        await see("a mistake has its place", () => text("#message-note").includes("Line 1, column 4"));
        bench.fill(bench.find("#message"), "");
        await choose("Hex");
        bench.fill(bench.find("#message"), "00 0xff");
        await sends("Binary00 ff", "Binary00 ff");

        const chosen = new DataTransfer();
        chosen.items.add(new File([new Uint8Array([1, 2, 0xfe])], "small.bin", { type: "application/x-small" }));
        bench.find("#message-file").files = chosen.files;
        bench.find("#message-file").dispatchEvent(new Event("change", { bubbles: true }));
        await see("it has a card", () => text(".message-card").includes("small.bin"));
        await sends("Filesmall.bin, application/x-small", "Binary01 02 fe");
        await see("the card is gone", () => !document.querySelector(".message-card"));
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
