//! The live parts of a Guide page.

mod chooser;
mod commands;
mod finder;

use leptos::prelude::*;
use tabcat_guide::{Live, Page};

use crate::app::{CommandUrl, Panes, memo};
use crate::ui::labs::{link_with_waits, waits};

/// The link to the backoff lab, as a page writes it.
pub(super) const BACKOFF: &str = "#/lab/backoff";

/// The state besides the text that the blocks of a page depend on.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The URL for the page's commands.
    pub(super) url: Option<Memo<CommandUrl>>,
    /// The words that the rows of its tables must have.
    pub(super) wanted: Option<RwSignal<String>>,
    /// The address of its links to the backoff lab, with the numbers typed in the page.
    pub(super) waits: Option<Memo<String>>,
}

impl Reading {
    /// The state for that page.
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
