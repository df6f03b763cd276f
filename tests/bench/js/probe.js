// Runs in every page before its own scripts: frames, long tasks, and when something has been drawn.
"use strict";

window.probe = (() => {
  // After the frame that is to come: a task posted from its callback runs when it has been drawn.
  const afterFrame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
      }),
    );

  return {
    afterFrame,

    // Frames until `holds`, and when the one that showed it was over.
    async drawn(holds, patience = 10_000) {
      const begun = performance.now();
      for (let frames = 1; ; frames += 1) {
        const at = await afterFrame();
        if (holds()) return { frames, at };
        if (at - begun > patience) throw new Error(`not drawn within ${patience} ms: ${holds}`);
      }
    },

    // Some milliseconds, never the same: or every question would meet the frame at the same point.
    pause: () => new Promise((resolve) => setTimeout(resolve, Math.random() * 12)),

    // Notes the time between frames and every task over 50 ms, until told to stop.
    watch() {
      const frames = [];
      const tasks = [];
      let last = performance.now();
      const frame = (now) => {
        frames.push(now - last);
        last = now;
        id = requestAnimationFrame(frame);
      };
      let id = requestAnimationFrame(frame);
      const note = (list) => tasks.push(...list.getEntries().map((entry) => entry.duration));
      const observer = new PerformanceObserver((list) => note(list));
      observer.observe({ type: "longtask" });
      return () => {
        cancelAnimationFrame(id);
        note({ getEntries: () => observer.takeRecords() });
        observer.disconnect();
        // The first is the way to the first frame, which is not one between two.
        return { frames: frames.slice(1), tasks };
      };
    },
  };
})();
