//! As many elements as there are lines in view, used again for whichever line comes into their place.

use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::detail::Lines;
use tabcat_core::entry::EntryId;
use tabcat_core::window::Window;

use crate::app::{Scroller, effect, memo};
use crate::ui::elements::px;

/// The lines in view of a scrolled box, at their place in it. `draw` gives the lines of a window; what it draws again takes
/// the elements of what it drew before.
pub fn pool(lines: Memo<Lines>, draw: Box<dyn Fn(Window) -> Vec<AnyView> + Send + Sync>) -> impl IntoView {
    let placed = memo(move || lines.with(Lines::placed));
    let window = memo(move || placed.get().window);
    view! {
        <div class="spacer" role="presentation" style:height=move || px(lines.with(Lines::spacer))>
            <div
                class="pool"
                role="presentation"
                style:transform=move || format!("translateY({})", px(placed.get().offset))
            >
                {move || draw(window.get())}
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
