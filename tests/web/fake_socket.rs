//! A WebSocket with no network behind it, in place of the browser's for as long as this lives.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// Puts the browser's own back when it is dropped.
pub(crate) struct FakeSocket {
    controls: JsValue,
}

impl FakeSocket {
    pub(crate) fn install() -> Self {
        let controls = js_sys::eval(include_str!("fake_socket.js")).expect("the script runs");
        Self { controls }
    }

    /// Delivers a text message on the connection that was opened last.
    pub(crate) fn receive(&self, text: &str) {
        self.control("receive", &[text.into()]);
    }

    /// Ends that connection, cleanly.
    pub(crate) fn end(&self, code: u16, reason: &str) {
        self.control("end", &[code.into(), reason.into()]);
    }

    fn control(&self, name: &str, arguments: &[JsValue]) {
        let function = Reflect::get(&self.controls, &name.into()).expect("the script returns an object");
        let arguments: Array = arguments.iter().collect();
        let done = function
            .unchecked_into::<Function>()
            .apply(&self.controls, &arguments);
        done.expect("a connection was opened before");
    }
}

impl Drop for FakeSocket {
    fn drop(&mut self) {
        self.control("restore", &[]);
    }
}
