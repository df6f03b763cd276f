//! What is said of a message while it is typed.

use std::ops::Range;

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::Transcript;
use tabcat_core::compose::{Problem, Recipe, Summary, Summing, Written};
use tabcat_core::format;
use tabcat_core::job::{Job, Progress};

use crate::app::ids::MESSAGE_FIELD;
use crate::app::jobs::Seat;
use crate::app::pane::Pane;
use crate::app::reactive::{effect, memo};
use crate::io::document;
use crate::io::timer::Alarm;

/// A person who is still typing is told of no error.
const PAUSE: Span = Span::from_millis(400);

/// The pause between two steps of a check, for other tasks of the page.
const BETWEEN: Span = Span::from_millis(4);

/// A longer text is looked at once the person pauses.
const LARGE: usize = 64 << 10;

/// How much of the outcome is shown.
const SHOWN: usize = 200;

/// What is known of the message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The size of the text in bytes.
    pub bytes: usize,
    /// Once it is known to be a message.
    pub summary: Option<Summary>,
    /// The first line of what is sent, where the text does not show it.
    pub outcome: Option<String>,
    /// Where its placeholders are, in bytes of the text.
    pub placeholders: Vec<Range<usize>>,
}

/// A look at a message, in steps.
struct Looking {
    written: Written,
    /// The text with its placeholders filled in.
    expanded: Option<tabcat_core::template::Expanded>,
    placeholders: Vec<Range<usize>>,
    summing: Summing,
}

impl Looking {
    fn begin(pane: &Pane, written: Written) -> Result<Self, Problem> {
        let pane = *pane;
        let recipe = Recipe::read(written.clone())?;
        let expanded = recipe.expand(&pane.values());
        let text = expanded.as_ref().map_or(&written.text, |expanded| &expanded.text);
        Ok(Self {
            summing: Summing::new(text, written.format),
            placeholders: recipe.placeholders(),
            expanded,
            written,
        })
    }

    fn text(&self) -> &str {
        self.expanded
            .as_ref()
            .map_or(&self.written.text, |expanded| &expanded.text)
    }

    fn typed(&self, summary: Summary) -> Typed {
        let first_line = || {
            let line = self.text().lines().next().unwrap_or_default();
            format::preview(line, SHOWN).text
        };
        Typed {
            bytes: self.text().len(),
            outcome: summary
                .preview
                .clone()
                .or_else(|| self.expanded.is_some().then(first_line)),
            summary: Some(summary),
            placeholders: self.placeholders.clone(),
        }
    }
}

impl Job for Looking {
    type Out = Result<Typed, Problem>;

    /// The transcript is not needed.
    fn step(&mut self, _: &Transcript, budget: usize) -> Progress<Self::Out> {
        let text = self
            .expanded
            .as_ref()
            .map_or(&self.written.text, |expanded| &expanded.text);
        match self.summing.step(text, budget) {
            None => Progress::More,
            Some(Ok(summary)) => Progress::Done(Ok(self.typed(summary))),
            Some(Err(problem)) => Progress::Done(Err(match &self.expanded {
                Some(expanded) => problem.written(expanded, &self.written.text),
                None => problem,
            })),
        }
    }
}

/// Looks at the message after each change, as long as the calling view is there.
pub fn watch(pane: Pane) {
    let (draft, composing) = (pane.draft, pane.composing());
    let alarm = StoredValue::new_local(None::<Alarm>);
    // A text that comes in takes the place of what stands there.
    let mut is_first = true;
    effect(move || {
        let is_empty = draft.text.with(|draft| draft.shown().is_empty());
        let stays = is_first || is_empty || composing.leaving.with_untracked(Option::is_some);
        is_first = false;
        if !stays && composing.held.with_untracked(Option::is_some) {
            composing.held.set(None);
        }
    });
    super::undo::hear(&pane);
    // What repeats does so as it was when it began.
    let repeats = memo(move || pane.model.repeats());
    effect(move || {
        document::set_attribute(MESSAGE_FIELD, "readonly", repeats.get().then_some(""));
    });
    // The preview is that of the next message.
    let sent = memo(move || {
        let repeat = pane
            .model
            .lasting
            .with(|lasting| Some(lasting.repeat.as_ref()?.sent));
        repeat.unwrap_or_default()
    });
    effect(move || {
        let example = draft.text.with(|draft| draft.format).example();
        document::set_attribute(MESSAGE_FIELD, "placeholder", Some(example));
    });
    effect(move || {
        draft.text.track();
        sent.get();
        let is_held = composing.held.with(Option::is_some);
        alarm.set_value(None);
        composing.forgive();
        // Nobody has begun to write.
        let is_empty = draft.text.with_untracked(|draft| draft.shown().is_empty());
        if is_held || is_empty {
            return composing.typed.set(Typed::default());
        }
        let written = draft.given();
        let bytes = written.text.len();
        if bytes > LARGE {
            composing.typed.set(Typed {
                bytes,
                ..Typed::default()
            });
            let later = Alarm::after(PAUSE, move || match Looking::begin(&pane, written) {
                Ok(looking) => go_on(&pane, looking, alarm),
                Err(problem) => composing.problem.set(Some(problem)),
            });
            return alarm.set_value(Some(later));
        }
        let found = Looking::begin(&pane, written.clone()).and_then(|mut looking| {
            match looking.step(&Transcript::default(), usize::MAX) {
                Progress::Done(found) => found,
                Progress::More => unreachable!("the budget is endless"),
            }
        });
        match found {
            Ok(typed) => composing.typed.set(typed),
            Err(problem) => {
                composing.typed.set(Typed {
                    bytes,
                    placeholders: Recipe::read(written)
                        .map_or_else(|_| Vec::new(), |recipe| recipe.placeholders()),
                    ..Typed::default()
                });
                let later = Alarm::after(PAUSE, move || composing.problem.set(Some(problem)));
                alarm.set_value(Some(later));
            }
        }
    });
}

fn go_on(pane: &Pane, mut looking: Looking, alarm: StoredValue<Option<Alarm>, LocalStorage>) {
    let pane = *pane;
    let composing = pane.composing();
    let next = Alarm::after(BETWEEN, move || {
        let run = |transcript: &Transcript| pane.page.jobs.run(Seat::Composing, &mut looking, transcript);
        match pane.transcript(run) {
            Progress::Done(Ok(typed)) => composing.typed.set(typed),
            Progress::Done(Err(problem)) => composing.problem.set(Some(problem)),
            Progress::More => go_on(&pane, looking, alarm),
        }
    });
    // Gone with the view that began it.
    alarm.try_set_value(Some(next));
}
