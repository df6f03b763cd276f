//! What was found, best first.

use leptos::prelude::*;
use tabcat_guide::search::{Hit, search};

use super::heading;
use crate::app::{App, RESULTS};
use crate::ui::elements::arrived;

/// How many are listed.
const MOST: usize = 30;

/// What has every word of `query`. How much that is goes into `found`.
pub(super) fn results(query: String, found: RwSignal<String>) -> AnyView {
    let app = App::get();
    arrived(app.library(), "reference", move |library| {
        let hits = search(&library.entries, &query);
        found.set(match hits.len() {
            0 => "Nothing found".to_owned(),
            many => format!("{many} found"),
        });
        if hits.is_empty() {
            return view! {
                {heading("Search")}
                <p class="lead">"Nothing has every word of that. Try fewer words, or the number of a close code."</p>
            }
            .into_any();
        }
        let hits = hits
            .into_iter()
            .take(MOST)
            .enumerate()
            .map(|(at, hit)| result(at, hit));
        view! {
            {heading("Search")}
            <ol class="found">{hits.collect::<Vec<_>>()}</ol>
        }
        .into_any()
    })
}

fn result(at: usize, hit: Hit<'_>) -> AnyView {
    let entry = hit.entry;
    let address = hit.section.map_or(&entry.address, |section| &section.address);
    let heading = hit
        .section
        .map(|section| section.heading.clone())
        .filter(|heading| !heading.is_empty());
    view! {
        <li>
            <a href=address.clone() id=(at == 0).then_some(RESULTS)>{entry.title.clone()}</a>
            <span class="hint">{entry.kind}{heading.map(|heading| [", ", &heading].concat())}</span>
            <p>{hit.excerpt}</p>
        </li>
    }
    .into_any()
}
