//! A callback when the browser is idle.

use tabcat_core::Span;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::listener::window;
use super::timer::Alarm;

/// The delay in browsers without idle callbacks.
const INSTEAD: Span = Span::from_secs(2);

/// Runs a function once, when the browser is idle; dropping it cancels that.
pub struct Idle(#[expect(dead_code, reason = "held for its Drop")] Waiting);

enum Waiting {
    Callback {
        id: u32,
        #[expect(dead_code, reason = "held until it is called")]
        closure: Closure<dyn FnMut()>,
    },
    #[expect(dead_code, reason = "held for its Drop, which cancels it")]
    Timer(Alarm),
}

impl Idle {
    /// Waits until the browser is idle.
    pub fn wait(then: impl Fn() + Clone + 'static) -> Self {
        let closure = Closure::<dyn FnMut()>::new(then.clone());
        // Safari has no such function.
        Self(
            match window().request_idle_callback(closure.as_ref().unchecked_ref()) {
                Ok(id) => Waiting::Callback { id, closure },
                Err(_) => Waiting::Timer(Alarm::after(INSTEAD, then)),
            },
        )
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Self::Callback { id, .. } = self {
            window().cancel_idle_callback(*id);
        }
    }
}
