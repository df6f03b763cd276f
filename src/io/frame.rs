//! One call before the next paint; in a hidden tab, which gets no frames, one call from a timer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tabcat_core::Span;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::listener::window;
use super::timer::Alarm;

/// The shortest time between two calls in a hidden tab. Browsers may slow its timers further.
const HIDDEN_PERIOD: Span = Span::from_millis(500);

/// Calls a function at most once a frame.
pub struct Frames {
    shared: Rc<Shared>,
    closure: Closure<dyn FnMut(f64)>,
}

struct Shared {
    pending: Cell<Option<Pending>>,
    alarm: RefCell<Option<Alarm>>,
    on_frame: Box<dyn Fn()>,
}

#[derive(Clone, Copy)]
enum Pending {
    Frame(i32),
    Alarm,
}

impl Frames {
    /// Calls `on_frame` in the frame after each [`Self::request`].
    pub fn new(on_frame: impl Fn() + 'static) -> Self {
        let shared = Rc::new(Shared {
            pending: Cell::new(None),
            alarm: RefCell::new(None),
            on_frame: Box::new(on_frame),
        });
        let closure = {
            let shared = Rc::clone(&shared);
            Closure::<dyn FnMut(f64)>::new(move |_| shared.run())
        };
        Self { shared, closure }
    }

    /// Requests a call. Another request before the call changes nothing.
    pub fn request(&self) {
        if self.shared.pending.get().is_some() {
            return;
        }
        if is_hidden() {
            self.set_alarm(HIDDEN_PERIOD);
        } else {
            let id = window()
                .request_animation_frame(self.closure.as_ref().unchecked_ref())
                .expect("a page can ask for a frame");
            self.shared.pending.set(Some(Pending::Frame(id)));
        }
    }

    /// Requests a call in the first frame after `wait`, unless one is requested already.
    pub fn request_after(&self, wait: Span) {
        if self.shared.pending.get().is_none() {
            self.set_alarm(if is_hidden() { HIDDEN_PERIOD } else { wait });
        }
    }

    /// Requests a call in the next frame, even if one is requested for later.
    pub fn request_now(&self) {
        self.cancel();
        self.request();
    }

    /// Call this when the tab is shown or hidden: a frame requested in a visible tab does not come in a
    /// hidden one.
    pub fn visibility_changed(&self) {
        if self.shared.pending.get().is_some() {
            self.cancel();
            self.request();
        }
    }

    fn set_alarm(&self, wait: Span) {
        let shared = Rc::clone(&self.shared);
        let alarm = Alarm::after(wait, move || shared.run());
        self.shared.alarm.replace(Some(alarm));
        self.shared.pending.set(Some(Pending::Alarm));
    }

    fn cancel(&self) {
        if let Some(Pending::Frame(id)) = self.shared.pending.take() {
            // Fails only for a frame that has already come.
            let _ = window().cancel_animation_frame(id);
        }
        self.shared.alarm.take();
    }
}

impl Shared {
    fn run(&self) {
        self.pending.set(None);
        (self.on_frame)();
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Whether the tab is in the background.
pub fn is_hidden() -> bool {
    window().document().is_some_and(|document| document.hidden())
}
