//! The bytes of a message: offset, 16 bytes, ASCII.

use leptos::html::Div;
use leptos::prelude::*;

use crate::ui::elements::When;
use tabcat_core::detail::{HexLine, hex_rows};
use tabcat_core::entry::EntryId;

use super::pool::{attach, pool};
use crate::app::{Pane, Scroller, memo};

/// In CSS pixels; the style sheet has the same number.
const LINE_HEIGHT: f64 = 20.0;

/// The dump.
#[component]
pub fn Hex(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let element = NodeRef::<Div>::new();
    let size = memo(move || {
        let size = pane.subject(id.get()).head().map_or(0, |head| head.size);
        usize::try_from(size).unwrap_or(usize::MAX)
    });
    let scroller = Scroller::new(LINE_HEIGHT, memo(move || hex_rows(size.get())));
    attach(scroller, element, id);
    let line = |line: HexLine| {
        view! {
            <div class="hex-line">
                <span class="offset">{line.offset}</span>
                <span class="bytes">{line.bytes}</span>
                <span class="ascii">{line.ascii}</span>
            </div>
        }
        .into_any()
    };
    let draw = move |window| pane.hex_lines(id.get(), window).into_iter().map(line).collect();
    view! {
        <div
            node_ref=element
            class="hex"
            role="group"
            aria-label="Bytes in hex"
            tabindex="0"
            on:scroll:target=move |event| scroller.scrolled(&event.target())
        >
            {pool(scroller, Box::new(draw))}
        </div>
        <When test=move || size.get() == 0>
            <p class="detail-note">"Empty: no bytes."</p>
        </When>
    }
}
