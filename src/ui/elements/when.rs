//! What is on the page only while something is so.

use leptos::prelude::*;

use crate::app::memo;

/// Shows its children while `test` is true. Leptos' own `Show` is compiled anew for each test and each child.
#[component]
pub fn When(
    /// Whether they are shown.
    #[prop(into)]
    test: Signal<bool>,
    /// Built anew each time that they come to be shown.
    children: ChildrenFn,
) -> impl IntoView {
    let test = memo(move || test.get());
    move || test.get().then(|| children())
}
