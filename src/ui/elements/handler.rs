//! Event handlers of one type for each kind of event.

/// Boxes a handler, so that what attaches it is not compiled anew for each.
pub fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}
