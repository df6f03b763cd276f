//! The search results, best first.

use leptos::prelude::*;
use tabcat_guide::search::{Entry, Hit, search};

use super::heading;
use crate::app::{Arrival, Page, REFERENCE_PAGE, RESULTS, Wait, focus, memo};
use crate::ui::elements::handler;

/// The most results that are listed.
const MOST: usize = 30;

/// The sentence shown when the Guide's text failed to load.
const NO_GUIDE: &str =
    "The Guide is not here, and was not searched: the close codes, the labs and the reference were. ";

/// The results that have every word of `query`; their number goes into `found`. If the Guide's text fails to
/// load, says so and searches the rest.
pub(super) fn results(query: String, found: RwSignal<String>) -> AnyView {
    let page = Page::get();
    let library = page.library();
    let wait = library.arrival.wait;
    // Do not request it again at every key after it failed.
    if wait.with_untracked(|wait| *wait == Wait::NotAsked) {
        library.arrival.ask();
    }
    let is_missing = memo(move || matches!(wait.get(), Wait::Slow | Wait::Failed(_)));
    let shown = move || match library.entries() {
        Some(library) => Some(hits(&library.entries, &query, found)),
        None => is_missing
            .get()
            .then(|| hits(page.entries_besides_guide(), &query, found)),
    };
    view! {
        {heading("Search")}
        {move || note(library.arrival)}
        {move || shown()}
    }
    .into_any()
}

/// The sentence shown while the Guide's text is not there.
fn note(arrival: Arrival) -> AnyView {
    let why = match arrival.wait.get() {
        Wait::Failed(trouble) => trouble.to_string(),
        Wait::Slow => "It has not arrived after 10 seconds, and is still waited for.".to_owned(),
        Wait::Coming => {
            return view! { <div class="arriving"><p class="hint">"Loading the Guide…"</p></div> }.into_any();
        }
        Wait::NotAsked | Wait::Over => return ().into_any(),
    };
    let retry = move |_| {
        focus(REFERENCE_PAGE);
        arrival.retry();
    };
    view! {
        <div class="arriving">
            <p role="alert">{[NO_GUIDE, &why].concat()}</p>
            <button type="button" class="button small" on:click=handler(retry)>"Retry"</button>
        </div>
    }
    .into_any()
}

fn hits(entries: &'static [Entry], query: &str, found: RwSignal<String>) -> AnyView {
    let hits = search(entries, query);
    found.set(match hits.len() {
        0 => "Nothing found".to_owned(),
        many => format!("{many} found"),
    });
    if hits.is_empty() {
        return view! {
            <p class="lead">"Nothing has every word of that. Try fewer words, or the number of a close code."</p>
        }
        .into_any();
    }
    let hits = hits
        .into_iter()
        .take(MOST)
        .enumerate()
        .map(|(at, hit)| result(at, hit));
    view! { <ol class="found">{hits.collect::<Vec<_>>()}</ol> }.into_any()
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
