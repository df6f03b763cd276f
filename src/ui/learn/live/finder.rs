//! A field that narrows the tables of a page.

use leptos::prelude::*;
use tabcat_guide::search::has_every_word;
use tabcat_guide::{Block, Page};

use super::super::blocks::text_of_row;
use crate::ui::elements::handler;

const FIELD: &str = "finder";

/// The field, and the number of rows left.
pub(super) fn finder(page: &'static Page, wanted: RwSignal<String>) -> AnyView {
    let rows = page.blocks.iter().flat_map(|block| match block {
        Block::Table { rows, .. } => rows.as_slice(),
        _ => &[],
    });
    let rows: Vec<String> = rows.map(|row| text_of_row(row)).collect();
    let left = move || {
        let left = wanted.with(|wanted| rows.iter().filter(|row| has_every_word(row, wanted)).count());
        match (left, rows.len()) {
            (0, _) => "No row has all of these words. Try one of them, or a number.".to_owned(),
            (left, all) => format!("{left} of {all} rows"),
        }
    };
    view! {
        <div class="field finder">
            <label for=FIELD>"What do you see?"</label>
            <input
                id=FIELD
                type="search"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="1006, 60 s, proxy, hidden tab"
                on:input=handler(move |event| wanted.set(event_target_value(&event)))
            />
            <p class="hint" aria-live="polite">{move || left()}</p>
        </div>
    }
    .into_any()
}
