//! The tabs: opening, naming, closing and restoring connections. This part is fetched after the first load.

use std::cell::Cell;

use leptos::prelude::*;
use tabcat_core::Transcript;
use tabcat_core::format;
use tabcat_core::restore::{FIRST_DRAWER, STRIP, Shown, Strip};
use tabcat_core::tab::{Badge, Called, Letter, RECONNECTING, Shape, names};
use tabcat_core::workbench::{ConnectionId, Full};

use super::driver::Driver;
use super::ids::{SWITCHER, focus_soon, row_of, tab_id};
use super::page::Page;
use super::pane::{Drawer, Pane, page_key};
use super::panes::{Overview, Panes};
use super::reactive::{effect, memo};
use super::toast::Notice;
use crate::io::storage::Area;

/// The most characters of a name in a notice.
const LONGEST: usize = 40;

thread_local! {
    /// The page's tabs, once this part is loaded.
    static TABS: Cell<Option<Tabs>> = const { Cell::new(None) };
}

/// A handle to the tabs, cheap to copy into closures. Views get it with [`Tabs::get`].
#[derive(Clone, Copy)]
pub struct Tabs {
    /// Their panes.
    pub panes: Panes,
    /// Their names, in the same order.
    pub names: Memo<Vec<String>>,
    /// The pane closed last, as long as it can be brought back.
    pub closed: RwSignal<Option<ClosedPane>>,
    /// The connection being renamed.
    pub renaming: RwSignal<Option<ConnectionId>>,
    /// The new name as typed so far.
    pub typed: RwSignal<String>,
    /// The letter given last.
    letter: StoredValue<Letter>,
}

/// A pane whose connection was closed.
#[derive(Clone)]
pub struct ClosedPane {
    /// Its name.
    pub name: String,
    /// How many messages are in its transcript.
    pub messages: usize,
    pane: Pane,
    at: usize,
}

/// Makes tabs of the existing panes, and opens those stored beside the shown one.
pub fn start(panes: Panes) {
    Tabs::of(&panes);
}

/// Opens and shows a connection without input, or says that there are too many.
pub fn open(panes: Panes) -> Option<Pane> {
    let tabs = Tabs::of(&panes);
    let at = panes.all.with_untracked(Vec::len);
    let pane = tabs.add(at, tabs.next_letter(), tabs.free_drawer())?;
    // Something may be left there of a connection that was closed while it sent.
    pane.unkeep();
    panes.show(pane);
    Some(pane)
}

/// The same, with the focus on the URL.
pub fn open_empty(panes: Panes) -> Option<Pane> {
    let pane = open(panes)?;
    panes.leave_reading();
    focus_soon(pane.form.url.id.to_owned());
    Some(pane)
}

/// Starts renaming the shown pane.
pub fn rename_shown(panes: Panes) {
    Tabs::of(&panes).begin_renaming(panes.shown_now());
}

/// Closes the shown connection.
pub fn close_shown(panes: Panes) {
    Tabs::of(&panes).close_from_strip(panes.shown_now());
}

impl Tabs {
    /// The page's handle, from within a view.
    pub fn get() -> Self {
        Self::of(&Panes::get())
    }

    /// The tabs of those panes, made at the first call.
    fn of(panes: &Panes) -> Self {
        let panes = *panes;
        if let Some(tabs) = TABS.get().filter(|tabs| tabs.panes.all == panes.all) {
            return tabs;
        }
        let page = panes.page;
        // Owned by the panes: the calling view may be unmounted.
        panes.owner.get_value().with(|| {
            let tabs = Self {
                panes,
                names: memo(move || names_of(&panes.all.get(), &page)),
                closed: RwSignal::new(None),
                renaming: RwSignal::new(None),
                typed: RwSignal::new(String::new()),
                letter: StoredValue::new(panes.shown_now().letter),
            };
            TABS.set(Some(tabs));
            tabs.restore();
            page.drive(|driver| driver.count_with(Badge::of));
            tabs.look_over();
            tabs.keep_strip();
            tabs
        })
    }

    /// The name of a pane.
    pub fn name(&self, pane: Pane) -> String {
        let at = self
            .panes
            .all
            .with(|all| all.iter().position(|of| of.id == pane.id));
        at.and_then(|at| self.names.with(|names| names.get(at).cloned()))
            .unwrap_or_default()
    }

    /// Starts renaming a pane.
    pub fn begin_renaming(&self, pane: Pane) {
        if self.panes.all.with_untracked(|all| all.len() > 1) {
            self.typed.set(untrack(|| self.name(pane)));
            self.renaming.set(Some(pane.id));
        }
    }

    /// Accepts the typed name, if any.
    pub fn take_name(&self) {
        let of = self.renaming.get_untracked();
        let all = self.panes.all.get_untracked();
        if let Some(pane) = all.into_iter().find(|pane| Some(pane.id) == of) {
            self.end_renaming(pane, true);
        }
    }

    /// Ends renaming, and accepts or discards the typed name.
    pub fn end_renaming(&self, pane: Pane, takes: bool) {
        // Removing the field also blurs it.
        if self.renaming.get_untracked() != Some(pane.id) {
            return;
        }
        self.renaming.set(None);
        let typed = self.typed.get_untracked();
        if takes && typed != untrack(|| self.name(pane)) {
            pane.rename(&typed);
        }
    }

    /// Opens a connection with the same set-up.
    pub fn duplicate(&self, pane: Pane) {
        if let Some(copy) = open(self.panes) {
            copy.form.fill_in(&pane.form.setup());
            copy.keep_fields();
            focus_soon(copy.form.url.id.to_owned());
        }
    }

    /// Closes a connection, unless it is the only one. It can be brought back until the next is closed.
    pub fn close(&self, pane: Pane) {
        let Some(at) = self.panes.all.with_untracked(|all| {
            all.iter()
                .position(|of| of.id == pane.id)
                .filter(|_| all.len() > 1)
        }) else {
            return;
        };
        self.forget_closed();
        let closed = ClosedPane {
            name: untrack(|| self.name(pane)),
            messages: pane.transcript(Transcript::messages),
            pane,
            at,
        };
        pane.unkeep();
        self.panes.page.drive(|driver| driver.close(pane.id));
        let next = self.panes.all.try_update(|all| {
            all.remove(at);
            all[at.min(all.len() - 1)]
        });
        if let Some(next) = next.filter(|_| self.panes.shown_now().id == pane.id) {
            self.panes.show(next);
        }
        self.panes.page.announcement.say(closed.sentence());
        self.closed.set(Some(closed));
    }

    /// Closes by a key or a tab, which may be removed: the focus goes to the shown tab, or to the URL if
    /// there are no tabs.
    pub fn close_from_strip(&self, pane: Pane) {
        self.close(pane);
        let shown = self.panes.shown_now();
        if untrack(|| self.panes.are_many()) {
            self.go_to(shown);
        } else {
            focus_soon(shown.form.url.id.to_owned());
        }
    }

    /// Moves the focus to a connection's tab, to its row in the open sheet, or to the button that opens the
    /// sheet.
    pub fn go_to(&self, pane: Pane) {
        // Only one of them is visible; the others take no focus.
        for id in [SWITCHER.to_owned(), tab_id(pane.id), row_of(pane.id)] {
            focus_soon(id);
        }
    }

    /// Brings back the connection that was closed last, disconnected, with its transcript.
    pub fn undo_close(&self) {
        let Some(closed) = self.closed.get_untracked() else {
            return;
        };
        if let Err(full) = self.panes.page.drive(Driver::undo_close) {
            return self.say_full(full);
        }
        self.closed.set(None);
        self.panes
            .all
            .update(|all| all.insert(closed.at.min(all.len()), closed.pane));
        closed.pane.keep_again();
        self.panes.show(closed.pane);
    }

    /// Frees the connection that was closed last.
    pub fn forget_closed(&self) {
        if let Some(closed) = self.closed.try_update(Option::take).flatten() {
            self.panes.page.drive(Driver::forget_closed);
            closed.pane.free();
        }
    }

    fn next_letter(&self) -> Letter {
        let taken: Vec<Letter> = self
            .panes
            .all
            .with_untracked(|all| all.iter().map(|of| of.letter).collect());
        Letter::next(Some(self.letter.get_value()), &taken)
    }

    /// The first number that no pane stores under, the closed one included.
    fn free_drawer(&self) -> Drawer {
        let all = self.panes.all.get_untracked();
        let closed = self.closed.get_untracked().map(|closed| closed.pane);
        let taken: Vec<Drawer> = all.iter().chain(&closed).map(|pane| pane.keeper.drawer).collect();
        let mut numbers = (FIRST_DRAWER..).map(Drawer);
        numbers
            .find(|drawer| !taken.contains(drawer))
            .expect("there are fewer panes than numbers")
    }

    /// Adds a pane that stores under that number, and says so if there is no room.
    fn add(&self, at: usize, letter: Letter, drawer: Drawer) -> Option<Pane> {
        let panes = self.panes;
        let id = match panes.page.drive(Driver::add) {
            Ok(id) => id,
            Err(full) => {
                self.say_full(full);
                return None;
            }
        };
        self.letter.set_value(letter);
        let owner = panes.owner.get_value().child();
        let pane = Pane::new(&panes.page, id, letter, drawer, &owner);
        panes.all.update(|all| all.insert(at, pane));
        Some(pane)
    }

    /// Opens the stored panes, around the existing one.
    fn restore(&self) {
        let kept = Area::Session.load(&page_key(STRIP)).unwrap_or_default();
        let shown = self.panes.shown_now().keeper.drawer.0;
        let strip = Strip::read(&kept);
        if strip == Strip::default() {
            return;
        }
        let mut numbers = strip.0;
        if !numbers.contains(&shown) {
            numbers.insert(0, shown);
        }
        for (at, number) in numbers.into_iter().enumerate() {
            if number != shown {
                let pane = self.add(at, Letter::at(at), Drawer(number));
                pane.iter().for_each(Pane::restore);
            }
        }
    }

    /// Keeps the overview current, and announces ends.
    fn look_over(self) {
        let panes = self.panes;
        let overview = memo(move || {
            let shown = panes.shown();
            let mut overview = Overview::default();
            if panes.are_many() {
                overview.name = self.name(shown);
            }
            for pane in panes.all.get().into_iter().filter(|pane| pane.id != shown.id) {
                let badge = pane.badge.get();
                overview.is_open |=
                    badge.standing.shape == Shape::Disc || badge.standing.words == RECONNECTING;
                overview.kept += badge.kept;
                if badge.has_ended && overview.ended.is_none() {
                    overview.ended = Some((self.name(pane), badge.standing.words));
                }
            }
            overview
        });
        effect(move || panes.overview.set(overview.get()));
        // A new name is not announced.
        let ended = memo(move || {
            let all = panes.all.get();
            let ended = all
                .into_iter()
                .filter(|pane| pane.badge.with(|badge| badge.has_ended));
            ended.map(|pane| pane.id).collect::<Vec<_>>()
        });
        let mut told = Vec::new();
        effect(move || {
            let ended = ended.get();
            let news = |pane: Pane| {
                let words = pane.badge.with(|badge| badge.standing.words.clone());
                [&self.name(pane), ": ", &words].concat()
            };
            let all = panes.all.get_untracked().into_iter();
            let new = all.filter(|pane| ended.contains(&pane.id) && !told.contains(&pane.id));
            let news = untrack(|| new.map(news).collect::<Vec<_>>());
            if !news.is_empty() {
                panes.page.announcement.say(news.join(". "));
            }
            told = ended;
        });
    }

    /// Stores the list of panes, and the shown one.
    fn keep_strip(self) {
        let panes = self.panes;
        effect(move || {
            let numbers: Vec<u32> = panes
                .all
                .with(|all| all.iter().map(|pane| pane.keeper.drawer.0).collect());
            let strip = Strip(numbers);
            let drawer = panes.shown().keeper.drawer.0;
            let place = strip.0.iter().position(|number| *number == drawer);
            let shown = Shown {
                place: place.unwrap_or_default(),
                drawer,
            };
            let kept = (strip != Strip::default()).then(|| strip.keep());
            let saved = Area::Session
                .save(&page_key(STRIP), kept.as_deref())
                .and_then(|()| {
                    Area::Session.save(&page_key(Shown::KEY), kept.map(|_| shown.keep()).as_deref())
                });
            if saved.is_err() {
                panes.page.settings.refuse();
            }
        });
    }

    fn say_full(&self, full: Full) {
        self.panes.page.toast.show(Notice::Said(full.to_string()));
    }
}

impl ClosedPane {
    /// `Closed orders, 4,213 messages.`
    pub fn sentence(&self) -> String {
        let messages = match self.messages {
            0 => "no messages".to_owned(),
            1 => "1 message".to_owned(),
            many => format!("{} messages", format::count(many as u64)),
        };
        let mut name: String = self.name.chars().take(LONGEST).collect();
        if name.len() < self.name.len() {
            name.push('…');
        }
        format!("Closed {name}, {messages}.")
    }
}

fn names_of(all: &[Pane], page: &Page) -> Vec<String> {
    let masking = page.masking();
    let called: Vec<(String, String)> = all
        .iter()
        .map(|pane| {
            let url = pane.form.url.text.with(|url| (masking.url)(url));
            (pane.given.get(), url)
        })
        .collect();
    let called: Vec<Called<'_>> = called.iter().map(|(given, url)| Called { given, url }).collect();
    names(&called)
}
