// Keeps hold of the memory of a page's WebAssembly, to tell how much of it there is.
"use strict";

{
  let memory;
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await real.apply(WebAssembly, args);
      memory = (made.instance ?? made).exports.memory ?? memory;
      return made;
    };
  }
  window.wasmBytes = () => memory?.buffer.byteLength ?? 0;
}
