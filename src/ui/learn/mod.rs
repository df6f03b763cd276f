//! The pages to read: contents beside them, and the page in the address.

mod blocks;
mod codes;
pub mod contents;
mod found;
mod guide;
mod live;
mod table;
pub mod tester;
mod topics;

use leptos::prelude::*;
use tabcat_guide::contents::PAGES;
use tabcat_guide::reference::TOPICS;
use tabcat_guide::{Address, address};
use tabcat_lab::address::ROOT;
use tabcat_lab::contents::LABS;

use super::labs;
use crate::app::{HEADING, Page, effect};
use contents::Contents;

/// The pages, in the frame that the shell has for them.
pub fn learn() -> AnyView {
    let page = Page::get();
    let address = page.address();
    let found = RwSignal::new(String::new());
    effect(move || {
        // A link that was followed on another page no longer waits for an answer.
        address.track();
        page.waiting().set(None);
    });
    view! {
        <div class="learn">
            <Contents address found/>
            <article class="learn-page">
                {move || page.keep_place(address.get(), |address| match address {
                    Address::Page { slug, section } => guide::page(slug, section),
                    Address::Codes(code) => codes::codes(code.map(Into::into)),
                    Address::Topic { name, row } => topics::topic(&name, row.as_deref()),
                    Address::Search(query) => found::results(query, found),
                    Address::Lab(_) => {
                        // A link into the open lab drops what was typed there.
                        page.fragment.track();
                        labs::lab()
                    }
                    Address::Unknown => unknown(),
                })}
                {tester::ask()}
            </article>
        </div>
    }
    .into_any()
}

/// The heading of a page, which has the focus once the page is there.
pub(super) fn heading(title: &str) -> AnyView {
    Page::get().arrive(title, HEADING.to_owned());
    view! { <h1 id=HEADING tabindex="-1">{title.to_owned()}</h1> }.into_any()
}

/// The page for an address that leads nowhere.
pub(super) fn unknown() -> AnyView {
    let page = |(href, label): (String, &'static str)| view! { <li><a href=href>{label}</a></li> }.into_any();
    let pages = PAGES
        .iter()
        .map(|listed| (address::of_page(listed.slug), listed.title));
    let topics = TOPICS
        .iter()
        .map(|topic| (address::of_topic(topic.name), topic.title));
    let labs = LABS.iter().map(|lab| ([ROOT, lab.name].concat(), lab.title));
    let all = pages
        .chain(labs)
        .chain([(address::CODES.to_owned(), "Close codes")])
        .chain(topics);
    view! {
        {heading("No such page")}
        <p class="lead">"Nothing is at this address, or not yet. A close code is a number up to 65535. These pages are here:"</p>
        <ul class="text">{all.map(page).collect::<Vec<_>>()}</ul>
    }
    .into_any()
}
