//! What stands between the views and the browser: one driver that owns the session, and signals for the small things
//! that views show. The transcript is not in a signal: it is read through [`App::transcript`] when [`Model::published`] says so.

mod announcer;
mod compare;
mod detail;
mod draft;
mod driver;
mod explain;
mod filter;
mod form;
mod go_to;
mod jobs;
mod keep;
mod lab;
mod learn;
mod leave;
mod link;
mod list;
mod live;
mod model;
mod part;
pub mod parts;
mod place;
mod reactive;
mod route;
mod salvage;
mod scroller;
mod secrets;
mod settings;
mod shortcuts;
mod starters;
mod toast;
mod trouble;
mod viewer;

use std::rc::Rc;

use leptos::prelude::*;
use tabcat_core::close::CloseArgs;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::session::{Phase, SendId, SendRefusal};
use tabcat_core::workbench::{ConnectionId, Input};
use tabcat_core::{Timestamp, Transcript, format};

use crate::io;
use crate::io::clock::Clock;
use driver::Driver;
use jobs::Jobs;

pub use announcer::Announcement;
pub use detail::{Beside, Detail, RawPage, copy as copy_selected, read as read_message};
pub use draft::{Draft, FIELD as MESSAGE_FIELD};
pub use filter::{FIELD as FILTER_FIELD, Filtering, Problem, compile as compile_query};
pub use form::{Field, Form};
pub use go_to::{FORM as GO_TO, go_to_time};
pub use keep::Keeper;
pub use lab::{Dice, Lab, LabField, LongText, link_to_lab, new_key, new_mask, waits};
pub use learn::{
    CommandUrl, DISCONNECT, HEADING, Library, RESULTS, SEARCH_FIELD, Waiting, row_id, section_id, take_back,
};
pub use link::share;
pub use live::{documented, name_end};
pub use model::{Kept, Model, Published};
pub use part::{Arrival, Fetch, Fetching, Part, Wait};
pub use parts::{Cue, Parts, Source, Sources};
pub use reactive::{effect, memo};
pub use route::{REFERENCE, TESTER};
pub use scroller::Scroller;
pub use settings::Settings;
pub use shortcuts::{SHORTCUTS, Shortcut};
pub use starters::{EchoServer, Starter};
pub use tabcat_core::listing::{Found, Step};
pub use tabcat_core::reader::Move;
pub use toast::{Message, Toast};
pub use trouble::Trouble;
pub use viewer::Viewer;

/// The id of the list of rows.
pub const LIST: &str = "transcript";

/// The id of the button that connects and disconnects.
pub const MAIN_BUTTON: &str = "main-button";

/// Said once, where sockets have to stay on the page's main thread.
const SLOW_SOCKETS: &str =
    "The background socket did not start: everything works, but a flood will slow the page.";

/// Said once, where the browser keeps nothing for the page.
const NOTHING_KEPT: &str = "This browser keeps nothing more for this page: what you set and type lasts until it is closed or reloaded.";

/// A handle to everything, cheap to copy into closures. Views get it with [`App::get`].
#[derive(Clone, Copy)]
pub struct App {
    /// What the page shows.
    pub model: Model,
    /// What the person has typed.
    pub form: Form,
    /// The message being written.
    pub draft: Draft,
    /// What is looked for in the transcript.
    pub filtering: Filtering,
    /// What is in view of the transcript.
    pub viewer: Viewer,
    /// The message that is shown in full beside the list.
    pub detail: Detail,
    /// What is kept between visits.
    pub settings: Settings,
    /// What is kept over a reload.
    pub keeper: Keeper,
    /// Whether a page to read is shown, rather than the tester.
    pub reading: RwSignal<bool>,
    /// The fragment that named a page last.
    pub fragment: RwSignal<String>,
    /// The passing message, if any.
    pub toast: Toast,
    /// What people hear who listen rather than look.
    pub announcement: Announcement,
    /// Whether the list of shortcuts is shown.
    pub help: RwSignal<bool>,
    /// What comes after the first load.
    pub parts: Parts,
    driver: StoredValue<Rc<Driver>, LocalStorage>,
    listeners: StoredValue<Vec<io::listener::Listener>, LocalStorage>,
}

impl App {
    /// Starts the app: reads settings and the link, connects nothing.
    pub fn start(sources: &Sources) -> Self {
        let settings = Settings::load();
        let model = Model::new();
        let parts = Parts::new(sources);
        let jobs = Jobs::new();
        let filtering = Filtering::new(model, parts.find, jobs);
        let viewer = Viewer::new(&filtering);
        let toast = Toast::new();
        let keeper = Keeper::new();
        let draft = Draft::new(settings);
        let driver = Driver::new(
            model,
            &filtering,
            settings,
            move || toast.show(Message::Said(SLOW_SOCKETS.to_owned())),
            move |id, outcome| draft.settle(id, outcome),
            move |first| go_to::keep_mark(&viewer, toast, first),
        );
        let app = Self {
            model,
            form: Form::new(settings),
            draft,
            filtering,
            viewer,
            detail: Detail::new(jobs),
            settings,
            keeper,
            reading: RwSignal::new(false),
            fragment: RwSignal::new(String::new()),
            toast,
            announcement: Announcement::new(),
            help: RwSignal::new(false),
            parts,
            driver: StoredValue::new_local(driver),
            listeners: StoredValue::new_local(Vec::new()),
        };
        app.restore();
        app.follow_fragment(&io::location::fragment());
        app.keep_typing();
        app.ask_before_leaving();
        app.listeners.update_value(|listeners| {
            listeners.extend([
                io::location::on_fragment_change(move |fragment| app.follow_fragment(&fragment)),
                io::listener::Listener::on_window("online", move |_| app.dispatch(Input::Online(true))),
                io::listener::Listener::on_window("offline", move |_| app.dispatch(Input::Online(false))),
                io::listener::Listener::on_keys(move |key| app.press_key(key)),
                // Phones end what is out of sight without another word.
                io::listener::Listener::on_window("visibilitychange", move |_| app.keep_now()),
            ]);
            listeners.extend(io::suspension::on_suspension(move |suspended| {
                app.keep_now();
                app.dispatch(if suspended {
                    Input::Suspended
                } else {
                    Input::Resumed
                });
            }));
        });
        announcer::start(&app);
        app.explain_unexpected_ends();
        app.follow_selection();
        app.filter_when_possible();
        app.keep_title();
        effect(move || {
            if settings.refused.get() {
                toast.show(Message::Said(NOTHING_KEPT.to_owned()));
            }
        });
        app.unveil();
        parts.fetch_when_idle();
        app
    }

    /// The handle that [`App::start`] made, from within a view.
    pub fn get() -> Self {
        expect_context()
    }

    /// The transcript, to read and not to keep. Follow [`Model::published`] to know when to read it again.
    pub fn transcript<T>(&self, read: impl FnOnce(&Transcript) -> T) -> T {
        self.driver.with_value(|driver| driver.read(read))
    }

    /// What the main button does: Connect, Cancel or Disconnect, as the phase has it.
    pub fn press_main(&self) {
        let phase = self.model.phase.get_untracked();
        match phase {
            Phase::Idle => {
                self.connect();
            }
            Phase::Connecting(_) => self.dispatch(Input::Disconnect(self.shown(), CloseArgs::default())),
            Phase::Open(_) => self.disconnect(),
            Phase::Closing { .. } => {}
        }
    }

    /// Disconnects, whatever the form says: what can't be sent is left out, and that is said.
    fn disconnect(&self) {
        let args = self.form.close_args().unwrap_or_else(|()| {
            self.toast.show(Message::Said(
                "Disconnected with 1000: what Options have can't be sent.".to_owned(),
            ));
            CloseArgs::default()
        });
        self.dispatch(Input::Disconnect(self.shown(), args));
    }

    /// Connects to what the form says, or shows what is wrong with it. Whether it does.
    pub fn connect(&self) -> bool {
        let masking = untrack(|| self.masking());
        if self.form.asks_for_secrets(&masking) {
            return false;
        }
        let Some(plan) = self.form.plan(&masking) else {
            return false;
        };
        self.parts.cue(Cue::Connect);
        if io::media::is_narrow() {
            // They stand where the transcript does.
            self.form.options_open.set(false);
        }
        self.settings.keep_timeouts(plan.timeouts);
        self.form.from_link.set(false);
        self.keeper.restored.set(None);
        self.viewer.follow_tail();
        self.forget_cleared();
        self.dispatch(Input::Connect(self.shown(), plan));
        true
    }

    /// Fills in `url` and connects to it: for buttons that say so. What comes next is a message.
    pub fn try_url(&self, url: &str) {
        self.form.set_url(url);
        if self.connect() {
            self.focus(MESSAGE_FIELD);
        }
    }

    /// Bounds the transcript as the form says, or shows what is wrong with that.
    pub fn bound_transcript(&self) {
        if let Some((mib, entries)) = self.form.limits() {
            self.settings.keep_limits(mib, entries);
            let limits = self.settings.limits();
            self.driver.with_value(|driver| driver.set_limits(limits));
        }
    }

    /// Stops waiting for a close that is not answered.
    pub fn abandon(&self) {
        self.dispatch(Input::Abandon(self.shown()));
    }

    /// Hands `text` to the connection, or says why that can't be. What becomes of it is told to [`Draft::settle`].
    fn send_text(&self, id: SendId, text: String) -> Result<(), SendRefusal> {
        self.driver
            .with_value(|driver| driver.send(id, OwnedPayload::Text(text)))
    }

    /// Empties the transcript. What was in it can be brought back as long as there is room for it.
    pub fn clear(&self) {
        let cleared = self.driver.with_value(|driver| driver.clear());
        if cleared > 0 {
            self.viewer.cleared();
        }
    }

    /// Brings back what [`App::clear`] took.
    pub fn undo_clear(&self) {
        self.driver.with_value(|driver| driver.undo_clear());
    }

    /// Frees what [`App::clear`] took.
    pub fn forget_cleared(&self) {
        self.driver.with_value(|driver| driver.forget_cleared());
    }

    /// Holds drawing, while messages are received and counted on; or draws again.
    pub fn toggle_pause(&self) {
        let paused = self.model.held.with_untracked(Option::is_some);
        self.driver.with_value(|driver| driver.set_paused(!paused));
    }

    fn redraw(&self) {
        self.driver.with_value(|driver| driver.request_frame());
    }

    /// Moves the focus to the element of that id.
    pub fn focus(&self, id: &str) {
        io::document::focus(id);
    }

    /// Does what a button stands for that goes away by it: the focus goes on to the element of that id, or it would be lost.
    pub fn leave_for(&self, id: &str, act: fn(&Self)) {
        self.focus(id);
        act(self);
    }

    /// The local time of day, with milliseconds.
    pub fn time_of_day(&self, at: Timestamp) -> String {
        format::time_of_day(at, Clock::utc_offset_minutes(at))
    }

    /// How the main modifier key is called on this machine.
    pub fn mod_key(&self) -> &'static str {
        if io::media::is_mac() { "⌘" } else { "Ctrl " }
    }

    fn shown(&self) -> ConnectionId {
        self.driver.with_value(|driver| driver.shown())
    }

    fn dispatch(&self, input: Input<'_>) {
        self.driver.with_value(|driver| driver.dispatch(input));
    }

    fn keep_title(self) {
        let status = memo(move || self.model.status());
        effect(move || {
            // Pages to read have titles of their own.
            if self.reading.get() {
                return;
            }
            io::document::set_title(&match status.get() {
                "Disconnected" => "Tabcat: WebSocket tester".to_owned(),
                status => format!("{status} · Tabcat"),
            });
        });
    }
}
