//! A page of the Guide.

use leptos::prelude::*;
use tabcat_guide::contents::PAGES;

use super::blocks::{blocks, inlines};
use super::{heading, unknown};
use crate::app::{App, section_id};
use crate::ui::elements::arrived;

/// The page of that name, at that section.
pub(super) fn page(slug: String, section: Option<String>) -> AnyView {
    let app = App::get();
    if let Some(listed) = PAGES.iter().find(|listed| listed.slug == slug) {
        app.call_tab(listed.title);
    }
    arrived(app.library(), "reference", move |library| {
        let Some(page) = library.guide.page(&slug) else {
            return unknown();
        };
        let top = heading(&page.title);
        if let Some(section) = &section {
            app.arrive(&page.title, section_id(section));
        }
        view! {
            {top}
            <p class="lead">{inlines(&page.lead)}</p>
            {blocks(page)}
        }
        .into_any()
    })
}
