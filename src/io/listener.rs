//! An event listener that is removed when it is dropped.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A registered listener. Dropping it removes it.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `on_event` for every `name` event at `target`.
    pub fn new(target: &EventTarget, name: &'static str, on_event: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(on_event);
        target
            .add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
            .expect("adding a listener does not fail");
        Self {
            target: target.clone(),
            name,
            closure,
        }
    }

    /// Calls `on_event` for every `name` event at the window.
    pub fn on_window(name: &'static str, on_event: impl FnMut(Event) + 'static) -> Self {
        Self::new(&window(), name, on_event)
    }

    /// Calls `on_event` with the key of every `keydown` that nothing handled before.
    pub fn on_keys(mut on_key: impl FnMut(&Key) + 'static) -> Self {
        Self::on_window("keydown", move |event| {
            if let Ok(event) = event.dyn_into::<web_sys::KeyboardEvent>()
                && !event.default_prevented()
            {
                on_key(&Key(event));
            }
        })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        // The target outlives the listener; removing can only fail if the listener is already removed.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, callback);
    }
}

/// Makes the browser ask before the page is left, until it is dropped.
pub struct Question(#[expect(dead_code, reason = "the browser calls it")] Closure<dyn FnMut(Event)>);

impl Question {
    /// Asks from now on, by the window's `onbeforeunload`, so that boot.js can unset it after a trap.
    pub fn ask() -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(|event: Event| event.prevent_default());
        window().set_onbeforeunload(Some(closure.as_ref().unchecked_ref()));
        Self(closure)
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        window().set_onbeforeunload(None);
    }
}

/// A key press.
pub struct Key(web_sys::KeyboardEvent);

impl Key {
    /// The key's value, such as `u`, `?` or `Enter`.
    pub fn name(&self) -> String {
        self.0.key()
    }

    /// Whether Control or Command was held.
    pub fn command(&self) -> bool {
        self.0.ctrl_key() || self.0.meta_key()
    }

    /// Whether Shift was held.
    pub fn shift(&self) -> bool {
        self.0.shift_key()
    }

    /// Whether the key is held down and repeats.
    pub fn repeats(&self) -> bool {
        self.0.repeat()
    }

    /// Whether Alt (Option) was held.
    pub fn alt(&self) -> bool {
        self.0.alt_key()
    }

    /// Whether it was pressed in a field where letters are typed.
    pub fn in_text_field(&self) -> bool {
        let Some(target) = self
            .0
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        else {
            return false;
        };
        matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    }

    /// Prevents the browser's default action.
    pub fn take(&self) {
        self.0.prevent_default();
    }
}

/// The window that every page has.
pub(super) fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, not in a worker")
}
