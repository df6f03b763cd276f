//! One row element. It has one height whatever it shows.

use leptos::prelude::*;
use tabcat_core::entry::EntryId;
use tabcat_core::row::Row;

use crate::app::App;
use crate::ui::parts::{Icon, Shape, tone_class};

/// A row in its place. `None` while there is no entry for it.
#[component]
pub fn RowView(
    /// What it shows.
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let app = App::get();
    let of = move |part: fn(&Row) -> String| row.with(|row| row.as_ref().map(part).unwrap_or_default());
    let direction = move || row.with(|row| row.as_ref().map_or("system", |row| row.direction));
    let kind = move || row.with(|row| row.as_ref().map_or("note", |row| row.kind));
    let id = move || row.with(|row| row.as_ref().map(|row| row.id));
    let selected = move || {
        app.viewer
            .selected
            .with(|selected| selected.is_some() && *selected == id())
    };
    let tone = move || row.with(|row| row.as_ref().map_or("neutral", |row| tone_class(row.tone)));
    let mark = Memo::new(move |_| direction());
    let label = move || {
        row.with(|row| row.as_ref().and_then(|row| row.label.clone()))
            .map(|label| view! { <span class=format!("label {}", tone())>{label}</span>" " })
    };
    let pieces = move || {
        row.with(|row| {
            row.iter()
                .flat_map(|row| &row.pieces)
                .map(|piece| {
                    let (class, text) = (piece.style.class(), piece.text.clone());
                    if piece.marked {
                        view! { <mark class=class>{text}</mark> }.into_any()
                    } else {
                        view! { <span class=class>{text}</span> }.into_any()
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div
            class="row"
            role="row"
            id=move || id().map(row_id)
            aria-rowindex=move || of(|row| row.index.to_string())
            aria-selected=move || selected().to_string()
            aria-label=move || of(|row| row.spoken.clone())
            data-direction=direction
            data-kind=kind
            on:click=move |_| if let Some(id) = id() { app.pick(id) }
        >
            <span class="time" role="gridcell">{move || of(|row| row.time.clone())}</span>
            <span class="delta" role="gridcell">{move || of(|row| row.delta.clone())}</span>
            <span class="mark" role="gridcell">
                {move || match mark.get() {
                    "sent" => view! { <span class="sent-mark"><Icon shape=Shape::Up/></span> }.into_any(),
                    "received" => view! { <span class="recv-mark"><Icon shape=Shape::Down/></span> }.into_any(),
                    _ => view! { <span class=move || format!("dot {}", tone())></span> }.into_any(),
                }}
            </span>
            <span class="size" role="gridcell">{move || of(|row| row.size.clone())}</span>
            <span class="text" role="gridcell">{label}{pieces}</span>
        </div>
    }
}

/// The id of the element that shows an entry.
pub fn row_id(id: EntryId) -> String {
    format!("entry-{}", id.0)
}
