//! The reference pages: the one shown, the search in them, and the Guide's text, which is fetched on demand.

use std::cell::RefCell;

use leptos::prelude::*;
use tabcat_core::close::{ReferenceRow, reference};
use tabcat_core::share::{link_to, percent};
use tabcat_guide::choose::{Answers, USUAL};
use tabcat_guide::command::at_home;
use tabcat_guide::reference::entries;
use tabcat_guide::search::{Entry, Section, cut};
use tabcat_guide::{Address, Guide, address};
use tabcat_lab::address::ROOT;
use tabcat_lab::contents::{LABS, Listed};

use super::ids::HEADING;
use super::page::Page;
use super::part::{Fetching, Part};
use super::place::Places;
use super::reactive::{memo, spawn};
use crate::io;
use crate::io::listener::Listener;

/// The class of the box around the search field.
const SEARCH_BOX: &str = "search-box";

/// The table of contents, and its link to the shown page.
const CONTENTS: &str = ".contents";
const CURRENT: &str = ".contents [aria-current]";

/// The name of the part that holds the Guide's text.
const GUIDE: &str = "guide";

/// Where wsbin listens, unless told otherwise.
const WSBIN: &str = "ws://127.0.0.1:9160/";

/// The content of the reference pages.
pub struct Library {
    /// The pages of the Guide.
    pub guide: Guide,
    /// All entries that can be found.
    pub entries: Vec<Entry>,
}

impl Library {
    fn of(guide: Guide) -> Self {
        let mut entries = guide.entries();
        entries.extend(besides_guide());
        Self { guide, entries }
    }
}

/// The entries that can be found without the Guide's text.
fn besides_guide() -> Vec<Entry> {
    LABS.iter()
        .map(lab_entry)
        .chain(reference().map(entry))
        .chain(entries())
        .collect()
}

thread_local! {
    /// The scroll positions of each history entry.
    static PLACES: RefCell<Places> = RefCell::new(Places::kept());

    /// The entries that can be found before the Guide is loaded.
    static REST: &'static [Entry] = Vec::leak(besides_guide());

    /// The answers given in the chooser; they live as long as the page.
    static ANSWERS: RwSignal<Answers> = whole_page().with(|| RwSignal::new(USUAL));

    /// Lives as long as the page, whichever view asks for it first.
    static LIBRARY: Part<&'static Library> = whole_page().with(|| Part::new(GUIDE, fetch));
}

/// The root owner: that of the whole page.
pub(super) fn whole_page() -> Owner {
    let mut owner = Owner::current().unwrap_or_default();
    while let Some(around) = owner.parent() {
        owner = around;
    }
    owner
}

fn fetch(here: RwSignal<Option<&'static Library>>) -> Fetching {
    Box::pin(async move {
        let Some(text) = io::part::text(GUIDE).await else {
            return false;
        };
        let guide = serde_json::from_str(&text).expect("it has the hash of what the build wrote");
        here.set(Some(Box::leak(Box::new(Library::of(guide)))));
        true
    })
}

/// The search entry of a lab.
fn lab_entry(lab: &Listed) -> Entry {
    let address = [ROOT, lab.name].concat();
    Entry {
        kind: "Labs",
        title: lab.title.to_owned(),
        address: address.clone(),
        words: lab.words,
        numbers: None,
        sections: vec![Section {
            heading: String::new(),
            address,
            text: lab.lead.to_owned(),
        }],
    }
}

/// The search entry of a close code.
fn entry(row: ReferenceRow) -> Entry {
    let address = format!("{}/{}", address::CODES, row.last);
    let mut text = row.code.meaning().to_owned();
    for cause in row.code.likely_causes() {
        text.push(' ');
        text.push_str(cause.title);
        text.push_str(": ");
        text.push_str(cause.check);
    }
    Entry {
        kind: "Close codes",
        title: format!("{} {}", row.label(), row.code.name()),
        address: address.clone(),
        words: "",
        numbers: Some((row.first, row.last)),
        sections: vec![Section {
            heading: String::new(),
            address,
            text,
        }],
    }
}

/// The URL of wsbin.
pub(super) fn wsbin() -> String {
    io::location::wsbin_root().unwrap_or_else(|| WSBIN.to_owned())
}

/// The id of the heading of a section.
pub fn section_id(section: &str) -> String {
    format!("section-{section}")
}

/// The id of a row of the reference that an address names.
pub fn row_id(row: &str) -> String {
    format!("row-{row}")
}

impl Page {
    /// The Guide and the entries.
    pub fn library(&self) -> Part<&'static Library> {
        LIBRARY.with(|library| *library)
    }

    /// The entries that can be found before the Guide's text is loaded.
    pub fn entries_besides_guide(&self) -> &'static [Entry] {
        REST.with(|rest| *rest)
    }

    /// Sets the document's title, also while a page is loading or when it fails to load.
    pub fn call_tab(&self, title: &str) {
        io::document::set_title(&[title, " · Tabcat"].concat());
    }

    /// The answers a person gave in the chooser, until they leave.
    pub fn answers(&self) -> RwSignal<Answers> {
        ANSWERS.with(|answers| *answers)
    }

    /// The address of the shown page. The query of a search is plain text.
    pub fn address(self) -> Memo<Address> {
        memo(move || {
            let address = self.fragment.with(|fragment| Address::parse(fragment));
            match address {
                Address::Search(query) => {
                    let query = percent::decode(&query).unwrap_or_default();
                    Address::Search(cut(&query).to_owned())
                }
                address => address,
            }
        })
    }

    /// Draws the page of an address, and stores its scroll position when the page is removed.
    pub fn keep_place(&self, address: Address, draw: impl FnOnce(Address) -> AnyView) -> AnyView {
        let step = io::location::step();
        let remember = move || {
            let tops = io::document::tops();
            PLACES.with_borrow_mut(|places| places.remember(step, tops));
        };
        let leaves = Listener::on_window("pagehide", move |_| {
            remember();
            PLACES.with_borrow(Places::keep);
        });
        // The listener lives as long as the page.
        StoredValue::new_local(leaves);
        on_cleanup(remember);
        draw(address)
    }

    /// Shows a page's title and moves the focus to the element `id`, unless a person is typing in the search
    /// field. A page visited before gets its scroll position back.
    pub fn arrive(&self, title: &str, id: String) {
        self.call_tab(title);
        // Once the view that is being made is in the document.
        spawn(async move {
            if !io::document::has_focus(SEARCH_BOX) {
                if id == HEADING {
                    // On a phone the search and the contents are above the heading.
                    io::document::scroll_to(io::document::Tops::default());
                    io::document::focus(&id);
                } else {
                    io::document::arrive_at(&id);
                }
                io::document::scroll_within(CONTENTS, CURRENT);
                let step = io::location::step();
                if let Some(tops) = PLACES.with_borrow(|places| places.of(step)) {
                    io::document::scroll_to(tops);
                }
            }
        });
    }

    /// Searches for a text, and puts the query into the address.
    pub fn look_up(&self, text: &str) {
        let query = cut(text);
        let searching = self
            .fragment
            .with_untracked(|old| old.starts_with(address::SEARCH));
        if query.is_empty() && !searching {
            return;
        }
        let mut fragment = if query.is_empty() {
            address::CODES
        } else {
            address::SEARCH
        }
        .to_owned();
        percent::encode_into(&mut fragment, query);
        io::location::set_fragment(&fragment, searching);
        self.fragment.set(fragment);
    }

    /// Code with the URL of this page's wsbin filled in.
    pub fn code_at_home(&self, code: &str) -> String {
        at_home(code, &wsbin())
    }

    /// The URL of a page that wsbin serves.
    pub fn served(&self, route: &str) -> String {
        ["http", &wsbin()["ws".len()..], route].concat()
    }

    /// Whether wsbin serves this page.
    pub fn has_wsbin(&self) -> bool {
        io::location::wsbin_root().is_some()
    }

    /// A link to the tester with a wsbin route's URL filled in: this page's own wsbin if it serves the page.
    pub fn link_to_route(&self, route: &str) -> String {
        link_to(&[&wsbin(), route.trim_start_matches('/')].concat())
    }
}
