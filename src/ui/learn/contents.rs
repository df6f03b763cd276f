//! The contents and the search field. On a phone the list is folded.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use tabcat_guide::contents::PAGES;
use tabcat_guide::reference::TOPICS;
use tabcat_guide::reference::services::SERVICES;
use tabcat_guide::search::cut;
use tabcat_guide::{Address, address};
use tabcat_lab::address::ROOT;
use tabcat_lab::contents::{LABS, Listed};

use crate::app::{Page, RESULTS, SEARCH_FIELD, effect, focus};
use crate::ui::elements::{Icon, IconButton, Shape, When, handler};

const LIST: &str = "contents";

/// The contents.
#[component]
pub fn Contents(
    /// The page shown.
    address: Memo<Address>,
    /// The number of results, in words.
    found: RwSignal<String>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    effect(move || {
        address.track();
        is_open.set(false);
    });
    let page = move |slug: &'static str, title: &'static str| {
        let current =
            move || address.with(|now| matches!(now, Address::Page { slug: now, .. } if now == slug));
        entry(address::of_page(slug), title, current)
    };
    let lab = move |lab: &'static Listed| {
        let href = [ROOT, lab.name].concat();
        let this = href.clone();
        let current = move || {
            address.with(|now| {
                let Address::Lab(fragment) = now else { return false };
                fragment.split('?').next() == Some(&this)
            })
        };
        entry(href, lab.title, current)
    };
    let topic = move |(name, title): (&'static str, &'static str)| {
        let current =
            move || address.with(|now| matches!(now, Address::Topic { name: now, .. } if now == name));
        entry(address::of_topic(name), title, current)
    };
    let topics = TOPICS.iter().map(|listed| (listed.name, listed.title));
    let services = SERVICES.iter().map(|service| (service.name, service.title));
    let codes = move || address.with(|now| matches!(now, Address::Codes(_)));
    view! {
        <nav class="contents" aria-label="Guide and reference">
            <Search address found/>
            <button
                type="button"
                class="button small"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=LIST
                on:click=handler(move |_| is_open.update(|open| *open = !*open))
            >
                "Contents"
                <Icon shape=Shape::Chevron/>
            </button>
            <div id=LIST class:open=move || is_open.get()>
                <p id="contents-guide">"Guide"</p>
                <ul aria-labelledby="contents-guide">{PAGES.iter().map(|listed| page(listed.slug, listed.title)).collect::<Vec<_>>()}</ul>
                <p id="contents-labs">"Labs"</p>
                <ul aria-labelledby="contents-labs">{LABS.iter().map(lab).collect::<Vec<_>>()}</ul>
                <p id="contents-reference">"Reference"</p>
                <ul aria-labelledby="contents-reference">
                    {entry(address::CODES.to_owned(), "Close codes", codes)}
                    {topics.map(topic).collect::<Vec<_>>()}
                </ul>
                <p id="contents-services">"Codes of services"</p>
                <ul aria-labelledby="contents-services">{services.map(topic).collect::<Vec<_>>()}</ul>
            </div>
        </nav>
    }
}

fn entry(href: String, label: &'static str, current: impl Fn() -> bool + Send + 'static) -> AnyView {
    let current = move || current().then_some("page");
    view! { <li><a href=href aria-current=current>{label}</a></li> }.into_any()
}

#[component]
fn Search(address: Memo<Address>, found: RwSignal<String>) -> impl IntoView {
    let page = Page::get();
    let query = RwSignal::new(String::new());
    effect(move || {
        let asked = if let Address::Search(asked) = address.get() {
            asked
        } else {
            found.set(String::new());
            String::new()
        };
        // The typed text may be longer than the longest query.
        if query.with_untracked(|typed| cut(typed) != asked) {
            query.set(asked);
        }
    });
    let clear = move |()| {
        query.set(String::new());
        page.look_up("");
        focus(SEARCH_FIELD);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            focus(RESULTS);
        }
    };
    view! {
        <div class="search-box">
            <Icon shape=Shape::Search/>
            <input
                id=SEARCH_FIELD
                type="search"
                aria-label="Search the guide and the codes"
                placeholder="Search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || query.get()
                on:input:target=move |event| {
                    let text = event.target().value();
                    query.set(text.clone());
                    page.look_up(&text);
                }
                on:keydown=handler(on_key)
            />
            <When test=move || query.with(String::is_empty)>
                <kbd aria-hidden="true">"/"</kbd>
            </When>
            <When test=move || !query.with(String::is_empty)>
                <IconButton label="Clear search" title="Clear search" shape=Shape::Cross press=clear/>
            </When>
        </div>
        <p class="hint" aria-live="polite">{move || found.get()}</p>
    }
}
