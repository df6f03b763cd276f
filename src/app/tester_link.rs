//! Links from the reference pages to the tester: they only fill it in. While there is a connection, they wait
//! for its end.

use std::cell::RefCell;

use leptos::prelude::*;
use tabcat_core::compose::Written;
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

/// The URL shown in commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandUrl {
    /// The URL, without its secrets.
    pub url: String,
    /// Whether it is the tester's URL.
    pub is_typed: bool,
    /// The names of the omitted secrets.
    pub left_out: Vec<String>,
}

/// A link to the tester, and the message that it puts into the composer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The fragment.
    pub link: String,
    /// The message, if it has one.
    pub message: String,
    /// The connection whose end it waits for.
    pub of: ConnectionId,
    /// Whether the person has agreed to end that connection.
    pub is_agreed: bool,
}

thread_local! {
    /// The message that a link put into the composer, and the draft before it.
    static OFFERED: RefCell<(String, Written)> = RefCell::default();

    /// The focused element when a link had to wait.
    static BEFORE: RefCell<Option<io::document::Focus>> = const { RefCell::new(None) };

    static WAITING: RwSignal<Option<Waiting>> = whole_page().with(|| RwSignal::new(None));
}

/// Restores the draft from before a link's message, unless that message was edited.
pub fn take_back(pane: Pane) {
    OFFERED.with_borrow(|(offered, written)| {
        if !offered.is_empty() && pane.draft.given().text == *offered {
            pane.draft.set(written);
        }
    });
}

impl Page {
    /// The link that waits for the end of the connection.
    pub fn waiting(&self) -> RwSignal<Option<Waiting>> {
        WAITING.with(|waiting| *waiting)
    }

    /// Stays connected: drops the waiting link.
    pub fn stay_connected(&self) {
        if let Some(before) = BEFORE.take() {
            before.restore();
        }
        self.waiting().set(None);
    }
}

impl Panes {
    /// The URL for commands: the tester's without its secrets, or an echo server's.
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

    /// Follows a link to the tester; while there is a connection, the link waits.
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
        // Once the question is in the document.
        spawn(async { io::document::focus(DISCONNECT) });
    }

    /// Fills in the tester and moves the focus to it: to the message, if there is one. The old draft can be
    /// brought back.
    fn fill_in(&self, waiting: &Waiting) {
        let pane = self.shown_now();
        let mut field = pane.form.url.id;
        if !waiting.message.is_empty() {
            let written = pane.draft.given();
            pane.draft.offer(&Written::text(&waiting.message));
            OFFERED.set((waiting.message.clone(), written));
            field = MESSAGE_FIELD;
        }
        io::location::set_fragment(&waiting.link, false);
        self.follow_fragment(&waiting.link);
        // Once the tester is in the document.
        spawn(async move { io::document::focus(field) });
    }

    /// Ends the connection for the waiting link: disconnects, or abandons a closing handshake.
    pub fn disconnect_for_link(&self) {
        let pane = self.shown_now();
        match pane.model.phase.get_untracked() {
            Phase::Idle => {}
            Phase::Closing { .. } => pane.abandon(),
            Phase::Connecting(_) | Phase::Open(_) | Phase::Waiting(_) => pane.press_main(),
        }
        self.page.waiting().update(|waiting| {
            if let Some(waiting) = waiting {
                waiting.is_agreed = true;
            }
        });
    }

    /// Follows the waiting link, once the connection has ended.
    pub fn follow_waiting(&self) {
        let shown = self.shown();
        let is_idle = shown.model.is_idle();
        let Some(waiting) = self.page.waiting().get() else {
            return;
        };
        // The person has switched to another connection: drop the link.
        if waiting.of != shown.id {
            return self.page.waiting().set(None);
        }
        if is_idle && waiting.is_agreed {
            self.page.waiting().set(None);
            self.fill_in(&waiting);
        }
    }
}
