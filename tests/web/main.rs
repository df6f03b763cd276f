//! What only a browser can show: that the adapters of `src/io` do what they say, and that the views place what they are
//! given. Run by `cargo xtask test web`. A server is not needed: a fake socket stands in for the browser's own.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    reason = "these are tests, though not of the kind that clippy knows"
)]

mod adapters;
mod fake_socket;
mod page;
#[path = "../../src/parts.rs"]
mod parts;
mod rows;
mod shell;
mod socket;
mod timing;
mod urls;
mod wait;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
