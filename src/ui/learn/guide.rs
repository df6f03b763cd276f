//! A page of the Guide.

use leptos::prelude::*;
use tabcat_guide::contents::PAGES;

use super::blocks::{blocks, inlines};
use super::{heading, unknown};
use crate::app::{Page, REFERENCE_PAGE, section_id};
use crate::ui::elements::arrived;

/// The page of that name, at that section.
pub(super) fn page(slug: String, section: Option<String>) -> AnyView {
    let page = Page::get();
    if let Some(listed) = PAGES.iter().find(|listed| listed.slug == slug) {
        page.call_tab(listed.title);
    }
    arrived(page.library(), REFERENCE_PAGE, move |library| {
        let Some(text) = library.guide.page(&slug) else {
            return unknown();
        };
        let top = heading(&text.title);
        if let Some(section) = &section {
            page.arrive(&text.title, section_id(section));
        }
        view! {
            {top}
            <p class="lead">{inlines(&text.lead)}</p>
            {blocks(text)}
        }
        .into_any()
    })
}
