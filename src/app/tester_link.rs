//! Links from the pages to read into the tester: they fill it in and do no more. While there is a connection, they wait for its end.

use std::cell::RefCell;

use leptos::prelude::*;
use tabcat_core::secret::{Mask, mask_url};
use tabcat_core::session::Phase;
use tabcat_core::target::Target;
use tabcat_core::workbench::ConnectionId;

use super::ids::{DISCONNECT, MESSAGE_FIELD};
use super::learn::{whole_page, wsbin};
use super::page::Page;
use super::pane::Pane;
use super::panes::Panes;
use super::reactive::{memo, spawn};
use crate::io;
use crate::io::url::BrowserUrl;

/// The URL that commands are shown with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandUrl {
    /// The URL, without its secrets.
    pub url: String,
    /// Whether it is the one in the tester.
    pub is_typed: bool,
    /// Which secrets were left out.
    pub left_out: Vec<String>,
}

/// A link into the tester, and the message that it puts into the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The fragment.
    pub link: String,
    /// The message, if it has one.
    pub message: String,
    /// The connection that it waits for.
    pub of: ConnectionId,
    /// Whether that is to end for it.
    pub is_agreed: bool,
}

thread_local! {
    /// The message that a link put into the composer, and what was being written there before.
    static OFFERED: RefCell<(String, String)> = RefCell::default();

    /// What had the focus when a link had to wait.
    static BEFORE: RefCell<Option<io::document::Focus>> = const { RefCell::new(None) };

    static WAITING: RwSignal<Option<Waiting>> = whole_page().with(|| RwSignal::new(None));
}

/// Brings back what was being written before a link put a message there, while it is still that.
pub fn take_back(pane: Pane) {
    OFFERED.with_borrow(|(offered, written)| {
        if !offered.is_empty() && pane.draft.given() == *offered {
            pane.draft.edit(written);
        }
    });
}

impl Page {
    /// The link into the tester that waits until the connection is over.
    pub fn waiting(&self) -> RwSignal<Option<Waiting>> {
        WAITING.with(|waiting| *waiting)
    }

    /// Stays connected: the link waits no more.
    pub fn stay_connected(&self) {
        if let Some(before) = BEFORE.take() {
            before.restore();
        }
        self.waiting().set(None);
    }
}

impl Panes {
    /// The URL for commands: that of the tester without its secrets, or an echo server's.
    pub fn command_url(&self) -> Memo<CommandUrl> {
        let panes = *self;
        memo(move || {
            let target = panes
                .shown()
                .form
                .url
                .text
                .with(|typed| Target::parse(&BrowserUrl, typed, ""));
            if let Ok(target) = target {
                let masked = mask_url(target.url(), Mask::Stars);
                return CommandUrl {
                    url: masked.text,
                    is_typed: true,
                    left_out: masked.names,
                };
            }
            CommandUrl {
                url: wsbin() + "echo",
                is_typed: false,
                left_out: Vec::new(),
            }
        })
    }

    /// Follows a link into the tester; while there is a connection, it waits.
    pub fn follow_to_tester(&self, waiting: Waiting) {
        if self
            .shown_now()
            .model
            .phase
            .with_untracked(|phase| phase.link().is_none())
        {
            return self.fill_in(&waiting);
        }
        BEFORE.set(io::document::Focus::now());
        let of = self.shown_now().id;
        self.page.waiting().set(Some(Waiting { of, ..waiting }));
        // Once it is asked.
        spawn(async { io::document::focus(DISCONNECT) });
    }

    /// Fills the tester in and goes there: to the message, where there is one. What was being written can be brought back.
    fn fill_in(&self, waiting: &Waiting) {
        let pane = self.shown_now();
        let mut field = pane.form.url.id;
        if !waiting.message.is_empty() {
            let written = pane.draft.given();
            pane.draft.offer(&waiting.message);
            OFFERED.set((waiting.message.clone(), written));
            field = MESSAGE_FIELD;
        }
        io::location::set_fragment(&waiting.link, false);
        self.follow_fragment(&waiting.link);
        // Once the tester is there.
        spawn(async move { io::document::focus(field) });
    }

    /// Ends the connection for the link that waits: disconnects, or does not wait for that any longer.
    pub fn disconnect_for_link(&self) {
        let pane = self.shown_now();
        match pane.model.phase.get_untracked() {
            Phase::Idle => {}
            Phase::Closing { .. } => pane.abandon(),
            Phase::Connecting(_) | Phase::Open(_) => pane.press_main(),
        }
        self.page.waiting().update(|waiting| {
            if let Some(waiting) = waiting {
                waiting.is_agreed = true;
            }
        });
    }

    /// Follows the link that waits, once it may.
    pub fn follow_waiting(&self) {
        let shown = self.shown();
        let is_idle = shown.model.phase.with(|phase| phase.link().is_none());
        let Some(waiting) = self.page.waiting().get() else {
            return;
        };
        // Who looks at another connection by now means another one.
        if waiting.of != shown.id {
            return self.page.waiting().set(None);
        }
        if is_idle && waiting.is_agreed {
            self.page.waiting().set(None);
            self.fill_in(&waiting);
        }
    }
}
