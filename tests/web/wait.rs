//! Waiting for something to become so, and not for a time.

use std::cell::Cell;
use std::rc::Rc;

use tabcat::io::frame::Frames;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// How often a condition is looked at, in milliseconds.
const PERIOD: i32 = 5;

/// Waits until `condition` holds; fails with `what` when it does not within 10 s.
pub(crate) async fn until(what: &str, condition: impl Fn() -> bool) {
    let start = js_sys::Date::now();
    while !condition() {
        assert!(
            js_sys::Date::now() - start < 10_000.0,
            "waited in vain for {what}"
        );
        pause().await;
    }
}

/// Lets frames come and go until all that was asked for before this call has had its turn.
pub(crate) async fn two_frames() {
    for _ in 0..2 {
        let came = Rc::new(Cell::new(false));
        let frames = Frames::new({
            let came = Rc::clone(&came);
            move || came.set(true)
        });
        frames.request();
        until("a frame", || came.get()).await;
    }
}

async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let wake = Closure::once_into_js(move || resolve.call0(&wasm_bindgen::JsValue::NULL));
        web_sys::window()
            .expect("the tests run in a page")
            .set_timeout_with_callback_and_timeout_and_arguments_0(wake.unchecked_ref(), PERIOD)
            .expect("a page can set a timer");
    });
    JsFuture::from(promise).await.expect("a timer only resolves");
}
