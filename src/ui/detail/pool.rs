//! As many elements as there are lines in view, used again for whichever line comes into their place.

use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::detail::Lines;
use tabcat_core::entry::EntryId;
use tabcat_core::window::Window;

use crate::app::{Scroller, effect, memo};
use crate::ui::parts::px;

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
    let placed = memo(move || lines.with(Lines::placed));
    let window = memo(move || placed.get().window);
    let drawn = memo(move || read(window.get()));
    let slots = memo(move || window.get().count);
    let slot = move |index: usize| line(memo(move || drawn.with(|drawn| drawn.get(index).cloned())));
    view! {
        <div class="spacer" role="presentation" style:height=move || px(lines.with(Lines::spacer))>
            <div
                class="pool"
                role="presentation"
                style:transform=move || format!("translateY({})", px(placed.get().offset))
            >
                {move || (0..slots.get()).map(|index| slot(index).into_any()).collect::<Vec<_>>()}
            </div>
        </div>
    }
}

/// Keeps `scroller` up with the box that it stands for, and starts every message at its top.
pub fn attach(scroller: Scroller, element: NodeRef<Div>, id: Signal<EntryId>) {
    effect(move || {
        if let Some(element) = element.get() {
            scroller.watch(&element);
        }
    });
    effect(move || {
        id.track();
        if let Some(element) = element.get() {
            element.set_scroll_top(0);
        }
    });
}
