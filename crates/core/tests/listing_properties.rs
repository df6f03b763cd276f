//! The rows of a list against a plain list of entries, under any order of arrivals, evictions, clearings, pauses, searches and
//! slices of work.

use proptest::prelude::*;
use tabcat_core::case::StdCase;
use tabcat_core::entry::{Body, Direction, Entry, EntryId, Note, System};
use tabcat_core::filter::{Matches, Query, Shown};
use tabcat_core::job::{Job as _, Progress};
use tabcat_core::listing::{Listing, SearchProgress, Step};
use tabcat_core::payload::Payload;
use tabcat_core::transcript::Limits;
use tabcat_core::{Timestamp, Transcript};

#[derive(Clone, Debug)]
enum Act {
    /// Received messages, each of them with an `a` in it or without.
    Messages(Vec<bool>),
    System,
    Limit(Option<usize>),
    Clear,
    Undo,
    Pause,
    Resume,
    /// For messages with an `a` in them; with all that is no message, or without.
    Search(bool),
    SearchEnds,
    Hide(bool),
    Step(usize),
    StepsToTheEnd,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        12 => prop::collection::vec(any::<bool>(), 0..60).prop_map(Act::Messages),
        3 => Just(Act::System),
        2 => prop::option::of(0_usize..200).prop_map(Act::Limit),
        1 => Just(Act::Clear),
        1 => Just(Act::Undo),
        2 => Just(Act::Pause),
        2 => Just(Act::Resume),
        3 => any::<bool>().prop_map(Act::Search),
        1 => Just(Act::SearchEnds),
        3 => any::<bool>().prop_map(Act::Hide),
        8 => (0_usize..600).prop_map(Act::Step),
        4 => Just(Act::StepsToTheEnd),
    ]
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Sought {
    #[default]
    Nothing,
    Messages,
    MessagesAndSystem,
}

impl Sought {
    fn keeps(self, entry: &Entry<'_>) -> bool {
        match entry.body {
            Body::Message(message) => self != Self::Nothing && message.bytes.contains(&b'a'),
            Body::System(_) => self == Self::MessagesAndSystem,
        }
    }
}

/// A listing, and all that it should know, as plainly as that can be said.
#[derive(Default)]
struct Model {
    transcript: Transcript,
    listing: Listing,
    /// The entries as of the last step, and whether the search of then keeps them.
    kept: Vec<(EntryId, bool)>,
    sought: Sought,
    /// What is to be looked for from the next step on.
    asked: Option<Sought>,
    hides: bool,
    paused: Option<EntryId>,
    /// Where the pause was as of the last step.
    shown: Option<EntryId>,
    held: u64,
}

impl Model {
    fn take(&mut self, act: &Act) {
        match act {
            Act::Messages(all) => {
                for &has_a in all {
                    let text = Payload::Text(if has_a { "cat" } else { "dog" });
                    self.transcript
                        .push_message(Timestamp::default(), Direction::Received, text);
                    self.held += 1;
                }
            }
            Act::System => {
                self.transcript
                    .push_system(Timestamp::default(), System::Note(Note::Offline));
            }
            Act::Limit(entries) => {
                let limits = Limits {
                    entries: *entries,
                    ..self.transcript.limits()
                };
                self.transcript.set_limits(limits);
            }
            Act::Clear => {
                self.transcript.clear();
                self.pause_anew();
            }
            Act::Undo => {
                self.transcript.undo_clear();
                self.pause_anew();
            }
            Act::Pause => {
                self.listing.pause(&self.transcript);
                self.stop_here();
            }
            Act::Resume => {
                self.listing.resume();
                self.paused = None;
            }
            Act::Search(system) => {
                let query = Query {
                    text: "a".to_owned(),
                    shown: Shown {
                        system: *system,
                        ..Shown::default()
                    },
                    ..Query::default()
                };
                let filter = query.compile(&StdCase).expect("it is one letter");
                self.listing.look_for(Some((filter, Matches::extend)));
                self.asked = Some(if *system {
                    Sought::MessagesAndSystem
                } else {
                    Sought::Messages
                });
            }
            Act::SearchEnds => {
                self.listing.look_for(None);
                self.asked = Some(Sought::Nothing);
            }
            Act::Hide(hides) => {
                self.listing.set_hides(*hides);
                self.hides = *hides;
            }
            Act::Step(budget) => {
                self.step(*budget);
            }
            Act::StepsToTheEnd => {
                let most = self.transcript.len() + 1;
                let steps = (0..most).find(|_| self.step(1) == Progress::Done(()));
                assert!(steps.is_some(), "each step looks at an entry");
            }
        }
    }

    fn step(&mut self, budget: usize) -> Progress {
        let progress = self.listing.step(&self.transcript, budget);
        if let Some(asked) = self.asked.take() {
            self.sought = asked;
        }
        let keeps = |entry: Entry<'_>| (entry.id, self.sought.keeps(&entry));
        self.kept = self.transcript.entries().map(keeps).collect();
        self.shown = self.paused;
        assert_eq!(progress == Progress::Done(()), self.scanned() == self.kept.len());
        progress
    }

    fn pause_anew(&mut self) {
        self.listing.pause_anew(&self.transcript);
        if self.paused.is_some() {
            self.stop_here();
        }
    }

    fn stop_here(&mut self) {
        self.paused = Some(self.transcript.next_id());
        self.held = 0;
    }

    /// How many of the entries as of the last step have been looked at.
    fn scanned(&self) -> usize {
        match self.listing.found(&self.transcript) {
            Some(found) => found.scanned.0,
            None => self.kept.len(),
        }
    }

    /// The entries that match, as far as that is known, and that no pause holds back.
    fn matches(&self) -> Vec<EntryId> {
        let scanned = self.kept.iter().take(self.scanned());
        let shown = scanned.filter(|(id, keeps)| *keeps && self.is_shown(*id));
        shown.map(|(id, _)| *id).collect()
    }

    fn rows(&self) -> Vec<EntryId> {
        if self.sought != Sought::Nothing && self.hides {
            return self.matches();
        }
        let shown = self.kept.iter().filter(|(id, _)| self.is_shown(*id));
        shown.map(|(id, _)| *id).collect()
    }

    fn is_shown(&self, id: EntryId) -> bool {
        self.shown.is_none_or(|paused| id < paused)
    }

    fn is_message(&self, id: EntryId) -> bool {
        let entry = self.transcript.get(id);
        entry.is_some_and(|entry| matches!(entry.body, Body::Message(_)))
    }

    fn agree(&self) {
        let (listing, rows) = (&self.listing, self.rows());
        assert_eq!(listing.rows(), rows.len());
        let all: Vec<_> = (0..=rows.len()).map_while(|row| listing.at(row)).collect();
        assert_eq!(all, rows);
        assert_eq!(listing.filter().is_some(), self.sought != Sought::Nothing);
        assert_eq!(listing.held(&self.transcript), self.paused.map(|_| self.held));
        let matching = self.matches();
        let matching: Vec<_> = matching.into_iter().filter(|id| self.is_message(*id)).collect();
        let end = self.transcript.next_id().0 + 2;
        let some = usize::try_from(end / 30).expect("few entries") + 1;
        for id in (0..end).rev().step_by(some).map(EntryId) {
            assert_eq!(listing.before(id), rows.iter().filter(|row| **row < id).count());
            assert_eq!(listing.has_passed(id), self.has_passed(id), "{id:?}");
            let after = matching.iter().find(|other| **other > id);
            let before = matching.iter().rfind(|other| **other < id);
            self.agree_on_matches(Some(id), after, before);
        }
        self.agree_on_matches(None, matching.first(), matching.last());
    }

    fn has_passed(&self, id: EntryId) -> bool {
        let next = self.kept.get(self.scanned()).map(|(id, _)| *id);
        let scanned = next.is_none_or(|next| id < next);
        self.asked.is_none() && (scanned || !self.hides || self.sought == Sought::Nothing)
    }

    fn agree_on_matches(&self, from: Option<EntryId>, next: Option<&EntryId>, previous: Option<&EntryId>) {
        let go = |step| self.listing.matching(&self.transcript, from, step);
        assert_eq!(go(Step::Next).as_ref(), next, "after {from:?}");
        assert_eq!(go(Step::Previous).as_ref(), previous, "before {from:?}");
    }

    fn agree_on_what_was_found(&self) {
        let messages = |(id, keeps): &&(EntryId, bool)| *keeps && self.is_message(*id);
        let expect = (self.sought != Sought::Nothing).then(|| SearchProgress {
            search: self
                .listing
                .found(&self.transcript)
                .map_or(0, |found| found.search),
            rows: self.matches().len(),
            messages: self.kept.iter().take(self.scanned()).filter(messages).count(),
            of: self.transcript.messages(),
            scanned: (self.scanned(), self.kept.len()),
        });
        assert_eq!(self.listing.found(&self.transcript), expect);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_rows_are_those_of_a_plain_list_however_the_work_is_sliced(acts in prop::collection::vec(act(), 0..60)) {
        let mut model = Model { hides: true, ..Model::default() };
        for act in &acts {
            model.take(act);
            model.agree();
        }
        model.step(0);
        model.agree_on_what_was_found();
    }
}

#[test]
fn a_new_search_is_told_from_the_one_before() {
    let mut model = Model::default();
    let mut told = Vec::new();
    for act in [
        Act::Search(true),
        Act::StepsToTheEnd,
        Act::Search(true),
        Act::StepsToTheEnd,
    ] {
        model.take(&act);
        told.push(model.listing.found(&model.transcript).map(|found| found.search));
    }
    assert_eq!(told, [None, Some(1), Some(1), Some(2)]);
}
