//! The height of an element, while it is watched.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
pub use web_sys::Element;
use web_sys::{ResizeObserver, ResizeObserverEntry};

/// Watches an element's content height. Dropping it stops that.
pub struct HeightWatch {
    observer: ResizeObserver,
    #[expect(dead_code, reason = "held for as long as the observer may call it")]
    closure: Closure<dyn FnMut(js_sys::Array)>,
}

impl HeightWatch {
    /// Calls `on_height` with the height in CSS pixels, first as soon as the element is laid out.
    pub fn new(element: &Element, on_height: impl Fn(f64) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            if let Ok(entry) = entries
                .get(entries.length() - 1)
                .dyn_into::<ResizeObserverEntry>()
            {
                on_height(entry.content_rect().height());
            }
        });
        let observer = ResizeObserver::new(closure.as_ref().unchecked_ref())
            .expect("every browser with WebAssembly and light-dark() has ResizeObserver");
        observer.observe(element);
        Self { observer, closure }
    }
}

impl Drop for HeightWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
