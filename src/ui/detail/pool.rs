//! As many elements as there are lines in view, used again for whichever line comes into their place.

use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::detail::Lines;
use tabcat_core::entry::EntryId;
use tabcat_core::window::Window;

use crate::app::Scroller;

/// The lines in view of a scrolled box, at their place in it. `read` gives what is in a window, `line` shows one.
pub fn pool<T, V>(
    lines: Memo<Lines>,
    read: impl Fn(Window) -> Vec<T> + Send + Sync + 'static,
    line: impl Fn(Memo<Option<T>>) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let placed = Memo::new(move |_| lines.with(Lines::placed));
    let window = Memo::new(move |_| placed.get().window);
    let drawn = Memo::new(move |_| read(window.get()));
    let slots = Memo::new(move |_| window.get().count);
    let slot = move |index: usize| line(Memo::new(move |_| drawn.with(|drawn| drawn.get(index).cloned())));
    view! {
        <div class="spacer" role="presentation" style:height=move || format!("{}px", lines.with(Lines::spacer))>
            <div
                class="pool"
                role="presentation"
                style:transform=move || format!("translateY({}px)", placed.get().offset)
            >
                <For each=move || 0..slots.get() key=|index| *index children=slot/>
            </div>
        </div>
    }
}

/// Keeps `scroller` up with the box that it stands for, and starts every message at its top.
pub fn attach(scroller: Scroller, element: NodeRef<Div>, id: Signal<EntryId>) {
    Effect::new(move || {
        if let Some(element) = element.get() {
            scroller.watch(&element);
        }
    });
    Effect::new(move || {
        id.track();
        if let Some(element) = element.get() {
            element.set_scroll_top(0);
        }
    });
}
