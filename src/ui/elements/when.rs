//! Content that is on the page only while a condition holds.

use leptos::prelude::*;

use crate::app::memo;

/// Shows its children while `test` is true. Leptos' own `Show` is compiled anew for each test and each child.
#[component]
pub fn When(
    /// Whether they are shown.
    #[prop(into)]
    test: Signal<bool>,
    /// The children, built anew each time `test` becomes true.
    children: ChildrenFn,
) -> impl IntoView {
    let test = memo(move || test.get());
    move || test.get().then(|| children())
}
