//! Event handlers of one type for each kind of event.

use leptos::prelude::*;

/// Boxes a handler, so that what attaches it is not compiled anew for each. It is called as long as the view lives that it is
/// made in: a browser tells of a field that has changed, and of a focus that is lost, while it takes the element away.
pub fn handler<E: 'static>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    fn while_alive<E: 'static>(mut handle: Box<dyn FnMut(E)>) -> Box<dyn FnMut(E)> {
        let view = StoredValue::new(());
        Box::new(move |event| {
            if view.try_get_value().is_some() {
                handle(event);
            }
        })
    }
    while_alive(Box::new(handle))
}
