//! What there is to use in a page of the Guide.

mod chooser;
mod commands;
mod finder;

use leptos::prelude::*;
use tabcat_guide::{Live, Page};

use crate::app::{CommandUrl, Panes, memo};
use crate::ui::labs::{link_with_waits, waits};

/// How a page has a link to the lab of its waits.
pub(super) const BACKOFF: &str = "#/lab/backoff";

/// What the blocks of a page depend on besides their text.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The URL that the page's commands are to have.
    pub(super) url: Option<Memo<CommandUrl>>,
    /// What the rows of its tables are to have.
    pub(super) wanted: Option<RwSignal<String>>,
    /// Where its links to the backoff lab lead: there they find the page's numbers.
    pub(super) waits: Option<Memo<String>>,
}

impl Reading {
    /// Of that page.
    pub(super) fn of(page: &Page) -> Self {
        Self {
            url: page.has(Live::Commands).then(|| Panes::get().command_url()),
            wanted: page.has(Live::Finder).then(|| RwSignal::new(String::new())),
            waits: page.has(Live::Waits).then(|| memo(link_with_waits)),
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
