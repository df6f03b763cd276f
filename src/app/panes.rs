//! The page's panes in the order of their tabs, and the shown pane.

use leptos::prelude::*;
use tabcat_core::restore::{STRIP, Shown};
use tabcat_core::share::{LinkError, decode};
use tabcat_core::tab::Letter;
use tabcat_core::workbench::Input;

use super::driver::Driver;
use super::ids::{LIST, focus_soon};
use super::page::Page;
use super::pane::{Drawer, Pane, page_key};
use super::parts::{Sources, Tabs};
use super::reactive::{effect, memo};
use super::toast::Notice;
use super::{announcer, route};
use crate::io;
use crate::io::listener::Listener;
use crate::io::storage::Area;
use crate::io::suspension::Suspension;

/// Shown once, if the browser stores nothing for the page.
const NOTHING_KEPT: &str = "This browser keeps nothing more for this page: what you set and type lasts until it is closed or reloaded.";

/// The class of the view of a pane.
const PANE: &str = "pane";

/// A handle to all panes, cheap to copy into closures. Views get it with [`Panes::get`].
#[derive(Clone, Copy)]
pub struct Panes {
    /// The page around them.
    pub page: Page,
    /// All panes, in the order of their tabs. There is at least one.
    pub all: RwSignal<Vec<Pane>>,
    /// The page's summary of all connections.
    pub(super) overview: RwSignal<Overview>,
    pub(super) owner: StoredValue<Owner>,
    shown: RwSignal<Pane>,
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
}

/// The page's summary of its connections, if there are several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Overview {
    /// The name of the shown one.
    pub(super) name: String,
    /// Whether another one is connected.
    pub(super) is_open: bool,
    /// How many messages the others keep.
    pub(super) kept: usize,
    /// The name of another that ended since it was looked at, and how.
    pub(super) ended: Option<(String, String)>,
}

impl Panes {
    /// Starts the page: reads the settings, the stored state and the link; connects nothing.
    pub fn start(sources: &Sources) -> Self {
        let page = Page::new(sources);
        let owner = Owner::current().expect("a page has an owner");
        let kept = |key| Area::Session.load(&page_key(key));
        let Shown { place, drawer } = Shown::read(&kept(Shown::KEY).unwrap_or_default());
        let id = page.drive(Driver::add).expect("there is room for the first");
        let first = Pane::new(&page, id, Letter::at(place), Drawer(drawer), &owner.child());
        first.restore();
        page.drive(|driver| driver.show(id));
        let panes = Self {
            page,
            all: RwSignal::new(vec![first]),
            overview: RwSignal::new(Overview::default()),
            shown: RwSignal::new(first),
            owner: StoredValue::new(owner),
            listeners: StoredValue::new_local(Vec::new()),
        };
        panes.follow_fragment(&io::location::fragment());
        panes.ask_before_leaving();
        panes.listen();
        announcer::start(&panes);
        panes.keep_title();
        effect(move || {
            if page.settings.refused.get() {
                page.toast.show(Notice::Said(NOTHING_KEPT.to_owned()));
            }
        });
        let tabs = page.parts.tabs;
        if kept(STRIP).is_some() {
            tabs.arrival.ask();
        }
        effect(move || {
            if let Some(tabs) = tabs.entries() {
                (tabs.start)(panes);
            }
        });
        page.parts.fetch_when_idle();
        panes
    }

    /// Calls `act` with the tabs part, once it is loaded.
    pub(super) fn with_tabs(&self, act: impl FnOnce(Tabs, Self) + 'static) {
        let panes = *self;
        self.page
            .when_here(self.page.parts.tabs, move |tabs| act(tabs, panes));
    }

    /// Opens a new connection and moves the focus to its URL.
    pub fn open_empty(&self) {
        self.with_tabs(|tabs, panes| {
            (tabs.open_empty)(panes);
        });
    }

    /// Fills in the URL of the shown connection, or of a new one while the shown one is not idle.
    pub fn fill_in_url(&self, url: &str) {
        let shown = self.shown_now();
        if untrack(|| shown.model.is_idle()) {
            return shown.form.set_url(url);
        }
        let url = url.to_owned();
        self.with_tabs(move |tabs, panes| {
            if let Some(pane) = (tabs.open_empty)(panes) {
                pane.form.set_url(&url);
                pane.keep_fields();
            }
        });
    }

    /// The page's handle, from within a view.
    pub fn get() -> Self {
        expect_context()
    }

    /// The pane that is shown.
    pub fn shown(&self) -> Pane {
        self.shown.get()
    }

    /// The shown pane, untracked.
    pub fn shown_now(&self) -> Pane {
        self.shown.get_untracked()
    }

    /// Whether there is more than one.
    pub fn are_many(&self) -> bool {
        self.all.with(|all| all.len() > 1)
    }

    /// The name of the shown transcript.
    pub fn transcript_name(&self) -> String {
        self.overview.with(|overview| match overview.name.as_str() {
            "" => "Transcript".to_owned(),
            name => ["Transcript, ", name].concat(),
        })
    }

    /// Shows a pane.
    pub fn show(&self, pane: Pane) {
        if self.shown_now().id != pane.id {
            // The focus may be inside the pane that is left.
            if io::document::has_focus(PANE) {
                focus_soon(LIST.to_owned());
            }
            self.page.drive(|driver| driver.show(pane.id));
            self.shown.set(pane);
        }
    }

    /// Shows the pane at a place, counted from `"1"`, if there is one.
    pub fn show_at(&self, place: &str) {
        let at = place.parse::<usize>().unwrap_or_default().wrapping_sub(1);
        if let Some(pane) = self.all.with_untracked(|all| all.get(at).copied()) {
            self.show(pane);
        }
    }

    /// Shows the page that a fragment names, or fills in its set-up.
    pub(super) fn follow_fragment(&self, fragment: &str) {
        if let Some(to_read) = route::is_to_read(fragment) {
            self.page.fragment.set(fragment.to_owned());
            return self.read(to_read);
        }
        let pane = self.shown_now();
        let read = decode(fragment.trim_start_matches('#'), &pane.form.setup());
        // It may carry a secret. A fragment that a later version of this page could read has to stay for a
        // reload.
        if !matches!(read, Ok(None) | Err(LinkError::Newer(_))) {
            io::location::take_fragment_away();
        }
        match read {
            // An empty fragment shows the page as it was opened.
            Ok(None) if fragment.is_empty() => self.read(false),
            Ok(None) => {}
            Ok(Some(setup)) => {
                let is_idle = untrack(|| pane.model.is_idle());
                self.read(false);
                if is_idle {
                    return pane.fill_from_link(&setup);
                }
                // A link ends no connection.
                self.with_tabs(move |tabs, panes| {
                    if let Some(pane) = (tabs.open)(panes) {
                        pane.fill_from_link(&setup);
                    }
                });
            }
            Err(error) => self.page.toast.show(Notice::Said(error.to_string())),
        }
    }

    /// Goes back from a reference page to the tester.
    pub fn leave_reading(&self) {
        if self.page.reading.get_untracked() {
            io::location::set_fragment(route::TESTER, false);
            self.follow_fragment(route::TESTER);
        }
    }

    /// Shows a reference page or the tester, unless it is shown already.
    fn read(&self, to_read: bool) {
        if self.page.reading.get_untracked() != to_read {
            self.page.reading.set(to_read);
        }
    }

    fn listen(self) {
        let dispatch = move |input: Input<'_>| self.page.drive(|driver| driver.dispatch(input));
        let keep_now = move || {
            for pane in self.all.get_untracked() {
                pane.keep_now();
            }
        };
        self.listeners.update_value(|listeners| {
            listeners.extend([
                io::location::on_fragment_change(move |fragment| self.follow_fragment(&fragment)),
                Listener::on_window("online", move |_| dispatch(Input::Online(true))),
                Listener::on_window("offline", move |_| dispatch(Input::Online(false))),
                Listener::on_keys(move |key| self.press_key(key)),
                // Phones may discard a hidden page without another event.
                Listener::on_window("visibilitychange", move |_| {
                    keep_now();
                    dispatch(if io::frame::is_hidden() {
                        Input::Hidden
                    } else {
                        Input::Visible
                    });
                }),
            ]);
            listeners.extend(io::suspension::on_suspension(move |change| {
                keep_now();
                dispatch(match change {
                    Suspension::Begins => Input::Suspended,
                    Suspension::Ends { cached } => Input::Resumed { cached },
                });
            }));
        });
    }

    fn keep_title(self) {
        let status = memo(move || self.shown().model.status());
        effect(move || {
            // Reference pages have titles of their own.
            if self.page.reading.get() {
                return;
            }
            io::document::set_title(&match (self.overview.get().ended, status.get()) {
                (Some((name, _)), _) => format!("{name} closed · Tabcat"),
                (None, "Disconnected") => "Tabcat: WebSocket tester".to_owned(),
                (None, status) => format!("{status} · Tabcat"),
            });
        });
    }
}

impl Page {
    /// The handle of this page, from within a view.
    pub fn get() -> Self {
        Panes::get().page
    }
}
