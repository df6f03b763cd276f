//! What there is to use in a page of the Guide.

mod chooser;
mod commands;
mod finder;

use leptos::prelude::*;
use tabcat_guide::{Live, Page};

use crate::app::{App, CommandUrl};
use crate::ui::labs::waits;

/// What the blocks of a page depend on besides their text.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The URL that the page's commands are to have.
    pub(super) url: Option<Memo<CommandUrl>>,
    /// What the rows of its tables are to have.
    pub(super) wanted: Option<RwSignal<String>>,
}

impl Reading {
    /// Of that page.
    pub(super) fn of(page: &Page) -> Self {
        Self {
            url: page.has(Live::Commands).then(|| App::get().command_url()),
            wanted: page.has(Live::Finder).then(|| RwSignal::new(String::new())),
        }
    }
}

/// A live part.
pub(super) fn live(live: Live, page: &'static Page, reading: Reading) -> AnyView {
    match live {
        Live::Chooser => chooser::chooser(),
        Live::Waits => view! { <div class="waits">{waits()}</div> }.into_any(),
        Live::Commands => reading.url.map(commands::note).into_any(),
        Live::Finder => reading
            .wanted
            .map(|wanted| finder::finder(page, wanted))
            .into_any(),
    }
}
