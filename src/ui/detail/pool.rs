//! A pool of line elements, as many as fit the viewport, reused while the box scrolls.

use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::window::Window;

use crate::app::{Scroller, effect, memo};
use crate::ui::elements::px;

/// The lines in view of a scrolled box, at their offset. `draw` gives the lines of a window; each new result
/// reuses the elements of the last.
pub fn pool(scroller: Scroller, draw: Box<dyn Fn(Window) -> Vec<AnyView> + Send + Sync>) -> impl IntoView {
    let window = memo(move || scroller.window());
    view! {
        <div class="spacer" role="presentation" style:height=move || px(scroller.spacer())>
            <div
                class="pool"
                role="presentation"
                style:transform=move || format!("translateY({})", px(scroller.offset()))
            >
                {move || draw(window.get())}
            </div>
        </div>
    }
}

/// Keeps `scroller` and its box in step, and starts every message at its top.
pub fn attach(scroller: Scroller, element: NodeRef<Div>, id: Signal<EntryId>) {
    effect(move || {
        if let Some(element) = element.get() {
            scroller.watch(&element);
        }
    });
    effect(move || {
        id.track();
        scroller.rewind();
    });
    effect(move || {
        if let Some(element) = element.get() {
            scroller.scroll(&element);
        }
    });
}
