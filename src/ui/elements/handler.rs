//! Event handlers of one type for each kind of event.

/// Boxes a handler, so that the code that attaches it is compiled once.
pub fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}
