//! The view state and input of one connection. The pane owns its signals and frees them when it is removed.
//! No signal holds the transcript: read it through [`Pane::transcript`] when [`Model::summary`] changes.

mod compare;
mod compose;
pub(super) mod detail;
mod draft;
mod explain;
pub(super) mod filter;
mod form;
pub(super) mod go_to;
pub(super) mod keep;
mod lasting;
mod list;
mod live;
pub(super) mod model;
mod policy_fields;
mod scroller;
mod secrets;
mod share;
mod viewer;

use std::cell::RefCell;

use leptos::prelude::*;
use tabcat_core::Transcript;
use tabcat_core::close::CloseArgs;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::plan::Plan;
use tabcat_core::policies::Policies;
use tabcat_core::session::{Phase, SendId, SendRefusal, Sending};
use tabcat_core::tab::{Badge, Letter, given};
use tabcat_core::workbench::{ConnectionId, Input};

use super::driver::Look;
use super::ids::{MESSAGE_FIELD, focus};
use super::page::Page;
use super::parts::{Compose, Cue};
use super::toast::Notice;
pub(super) use keep::{Drawer, page_key};

pub use compose::{
    ComposeMenu, Composing, Dropped, FILE_INPUT, Held, Leaving, MessageStatus, MessageTone, Typed,
    edit_selected, resend_selected, send as send_composed, settled as file_settled, watch as watch_message,
};
pub use detail::{Detail, RawPage, SidePanel, copy as copy_selected, read as read_message};
pub use draft::Draft;
pub use filter::{Filtering, Problem, compile as compile_query};
pub use form::Form;
pub use go_to::go_to_time;
pub use keep::Keeper;
pub(super) use lasting::Asked;
pub use lasting::{policies, switched_on};
pub use live::{documented, name_end};
pub use model::{KindCounts, Model, Summary};
pub use policy_fields::PolicyFields;
pub use scroller::Scroller;
pub use share::share;
pub use viewer::Viewer;

/// A handle to it, cheap to copy into closures. Views get it with [`Pane::get`].
#[derive(Clone, Copy)]
pub struct Pane {
    /// The connection.
    pub id: ConnectionId,
    /// The page around it.
    pub page: Page,
    /// The letter that tells it from others.
    pub letter: Letter,
    /// The name that a person gave it; empty where nobody did.
    pub given: RwSignal<String>,
    /// The badge in its tab.
    pub badge: RwSignal<Badge>,
    /// The connection's published state.
    pub model: Model,
    /// The connection form.
    pub form: Form,
    /// The message being written.
    pub draft: Draft,
    /// The filter and the rows.
    pub filtering: Filtering,
    /// The scroll position and the selection.
    pub viewer: Viewer,
    /// The message in the side panel.
    pub detail: Detail,
    /// The state kept over a reload.
    pub keeper: Keeper,
    owner: StoredValue<Owner>,
}

impl Pane {
    /// A pane for a new connection. `owner` lasts as long as the pane.
    pub(super) fn new(page: &Page, id: ConnectionId, letter: Letter, drawer: Drawer, owner: &Owner) -> Self {
        let page = *page;
        owner.with(|| {
            let model = Model::new();
            let filtering = Filtering::new(model, page.parts.find, page.jobs);
            let this = Self {
                id,
                page,
                letter,
                given: RwSignal::new(String::new()),
                badge: RwSignal::new(Badge::default()),
                model,
                form: Form::new(page.settings),
                draft: Draft::new(page.settings, drawer),
                filtering,
                viewer: Viewer::new(&filtering),
                detail: Detail::new(page.jobs),
                keeper: Keeper::new(drawer),
                owner: StoredValue::new(owner.clone()),
            };
            page.drive(|driver| driver.attach(this.look()));
            this.keep_typing();
            this.explain_unexpected_ends();
            this.follow_selection();
            this.filter_when_possible();
            this.unveil();
            this
        })
    }

    /// The pane that contains the calling view.
    pub fn get() -> Self {
        expect_context()
    }

    fn look(self) -> Look {
        Look {
            id: self.id,
            model: self.model,
            filtering: self.filtering,
            badge: self.badge,
            on_settled: Box::new(move |id, outcome| {
                self.draft.settle(id, outcome);
                if let Some(compose) = untrack(|| self.page.parts.compose.entries()) {
                    (compose.settled)(self, id, outcome);
                }
            }),
            on_evicted: Box::new(move |first| go_to::keep_mark(&self.viewer, self.page.toast, first)),
            seen: RefCell::default(),
        }
    }

    /// Frees its signals. The pane must not be used after that.
    pub(super) fn free(self) {
        self.owner.get_value().cleanup();
    }

    /// Borrows the transcript. Track [`Model::summary`] to know when to read it again.
    pub fn transcript<T>(&self, read: impl FnOnce(&Transcript) -> T) -> T {
        self.page.drive(|driver| driver.read(self.id, read))
    }

    /// Renames it; an empty name removes the name.
    pub fn rename(&self, name: &str) {
        self.given.set(given(name));
    }

    /// Presses the main button: Connect, Cancel or Disconnect, depending on the phase.
    pub fn press_main(&self) {
        let phase = self.model.phase.get_untracked();
        match phase {
            Phase::Idle => {
                self.connect();
            }
            Phase::Connecting(_) | Phase::Waiting(_) => {
                self.dispatch(Input::Disconnect(self.id, CloseArgs::default()));
            }
            Phase::Open(_) => self.disconnect(),
            Phase::Closing { .. } => {}
        }
    }

    /// Disconnects even if the close fields are invalid: invalid arguments are left out, and a message says
    /// so.
    pub fn disconnect(&self) {
        let args = self.form.close_args().unwrap_or_else(|()| {
            self.page.toast.show(Notice::Said(
                "Disconnected with 1000: what Options have can't be sent.".to_owned(),
            ));
            CloseArgs::default()
        });
        self.dispatch(Input::Disconnect(self.id, args));
    }

    /// Whether the connection has ended or never started, even if the pane is not shown.
    pub fn is_idle(&self) -> bool {
        matches!(self.phase(), Some(Phase::Idle))
    }

    fn phase(&self) -> Option<Phase> {
        self.page.drive(|driver| driver.phase(self.id))
    }

    /// Ends the connection, even if the pane is not shown.
    pub fn end(&self) {
        match self.phase() {
            Some(Phase::Connecting(_) | Phase::Waiting(_)) => {
                self.dispatch(Input::Disconnect(self.id, CloseArgs::default()));
            }
            Some(Phase::Open(_)) => self.disconnect(),
            Some(Phase::Idle | Phase::Closing { .. }) | None => {}
        }
    }

    /// Connects with the form's set-up, or shows the errors in it. Returns whether it connects.
    pub fn connect(&self) -> bool {
        let masking = untrack(|| self.page.masking());
        if self.form.asks_for_secrets(&masking) {
            return false;
        }
        let Some(plan) = self.form.plan(&masking) else {
            return false;
        };
        if self.form.policies.text.with_untracked(String::is_empty) {
            self.start(plan, None);
        } else {
            let pane = *self;
            self.page.when_here(self.page.parts.options, move |options| {
                if let Some(policies) = (options.policies)(pane, &plan) {
                    pane.start(plan, policies);
                }
            });
        }
        true
    }

    fn start(&self, plan: Plan, policies: Option<Box<dyn Policies>>) {
        self.page.parts.cue(Cue::Connect);
        if self.page.is_narrow() {
            // The options take the place of the transcript.
            self.form.options_open.set(false);
        }
        self.page.settings.keep_timeouts(plan.timeouts);
        self.form.from_link.set(false);
        self.form.policy_problem.set(None);
        self.form.used.set(self.form.setup());
        self.keeper.restored.set(None);
        self.viewer.follow_tail();
        self.forget_cleared();
        self.draft.count_anew();
        self.dispatch(Input::Connect(self.id, plan, policies));
    }

    /// Fills in `url` and connects to it, then moves the focus to the message field.
    pub fn try_url(&self, url: &str) {
        self.form.set_url(url);
        if self.connect() {
            focus(MESSAGE_FIELD);
        }
    }

    /// Stops waiting for the peer's Close frame.
    pub fn abandon(&self) {
        self.dispatch(Input::Abandon(self.id));
    }

    /// Whether a change of the options waits for the next connect. Tracked.
    pub fn waits(&self) -> bool {
        !self.model.is_idle() && self.form.waits()
    }

    /// Hands a message to the connection, or returns why that can't be. The outcome is passed to
    /// [`Draft::settle`].
    fn send_payload(&self, id: SendId, payload: OwnedPayload) -> Result<Sending, SendRefusal> {
        self.page.drive(|driver| driver.send(self.id, id, payload))
    }

    /// Does something with the part that composes messages.
    pub fn with_compose(&self, act: fn(Compose, Self)) {
        let pane = *self;
        if untrack(|| self.page.parts.compose.entries()).is_none() {
            let said = "Loading this part of Tabcat. Try again in a moment.";
            self.page.toast.show(Notice::Said(said.to_owned()));
        }
        self.page
            .when_here(self.page.parts.compose, move |compose| act(compose, pane));
    }

    /// Empties the transcript. Its entries can be brought back as long as there is room for them.
    pub fn clear(&self) {
        if self
            .page
            .drive(|driver| driver.change(self.id, Transcript::clear))
            > 0
        {
            self.viewer.cleared();
        }
    }

    /// Brings back the entries that [`Pane::clear`] removed.
    pub fn undo_clear(&self) {
        self.page
            .drive(|driver| driver.change(self.id, Transcript::undo_clear));
    }

    /// Frees the entries that [`Pane::clear`] removed.
    pub fn forget_cleared(&self) {
        self.page
            .drive(|driver| driver.change(self.id, Transcript::forget_cleared));
    }

    /// Pauses the list, while messages are still received and counted; or resumes it.
    pub fn toggle_pause(&self) {
        let paused = self.model.held.with_untracked(Option::is_some);
        self.page.drive(|driver| driver.set_paused(self.id, !paused));
    }

    /// Copies the selected message: text as text, bytes as hex.
    pub fn copy_selected(&self) {
        let pane = *self;
        self.page
            .when_here(self.page.parts.detail, move |detail| (detail.copy)(pane));
    }

    /// Copies a link to this set-up without its secrets, or shows the link to be copied by hand. Until the
    /// part that recognizes secrets is loaded, there is no link.
    pub fn share(&self) {
        let pane = *self;
        self.page
            .when_here(self.page.parts.secrets, move |secrets| (secrets.share)(pane));
    }

    /// Runs the action of a button that it removes, after moving the focus to the element `id`; otherwise the
    /// focus would be lost.
    pub fn leave_for(&self, id: &str, act: fn(&Self)) {
        focus(id);
        act(self);
    }

    fn redraw(&self) {
        self.page.drive(super::driver::Driver::request_frame);
    }

    fn dispatch(&self, input: Input<'_>) {
        self.page.drive(|driver| driver.dispatch(input));
    }
}
