//! Sending a message again and again.

use leptos::prelude::*;
use tabcat_core::Session;
use tabcat_core::compose::{Problem, Recipe};
use tabcat_core::repeat::{Every, Repeat};
use tabcat_core::template::Values;
use tabcat_core::workbench::Input;

use super::made;
use crate::app::driver::Driver;
use crate::app::pane::Pane;
use crate::app::pane::extras::Held;
use crate::io::chance;
use crate::io::clock::Clock;

pub(super) fn start(pane: Pane) {
    let extras = pane.draft.extras;
    let Some([interval, times]) = extras.every.get_untracked() else {
        return;
    };
    let every = match Every::read(&interval, &times) {
        Ok(every) => every,
        Err(error) => {
            return extras.problem.set(Some(Problem {
                range: 0..0,
                sentence: error.to_string(),
            }));
        }
    };
    let held = extras.held.get_untracked();
    // Once before it begins: what is wrong is said at its place.
    let recipe = match Recipe::read(pane.draft.given()) {
        Ok(recipe) => recipe,
        Err(problem) => return pane.show_problem(problem),
    };
    if held.is_none()
        && let Err(problem) = recipe.make(&pane.values())
    {
        return pane.show_problem(problem);
    }
    let may_repeat = |session: &Session| session.may_repeat();
    let answer = pane.page.drive(|driver| driver.session(pane.id, may_repeat));
    pane.draft.refused.set(answer != Some(Ok(())));
    if answer != Some(Ok(())) {
        return;
    }
    let make = move |_| {
        if let Some(Held::Made(index)) = held {
            return Ok(tabcat_core::payload::OwnedPayload::Text(made(index)));
        }
        extras.sends.update_value(|sends| *sends += 1);
        let values = Values {
            seq: extras.sends.get_value(),
            now: Clock::wall(),
            seed: chance::seed(),
            message: None,
        };
        recipe.make(&values).map_err(|problem| problem.sentence)
    };
    let repeat = Repeat::new(
        every,
        pane.high_water(),
        pane.page.drive(Driver::now),
        Box::new(make),
    );
    pane.dispatch(Input::Repeat(pane.id, Box::new(repeat)));
}

pub(super) fn stop(pane: Pane) {
    pane.dispatch(Input::StopRepeat(pane.id));
}

impl Pane {
    /// Unfolds the line for the interval and the number of times.
    pub fn unfold_every(&self) {
        let every = self.draft.extras.every;
        if every.with_untracked(Option::is_none) {
            every.set(Some(["1000".to_owned(), String::new()]));
        }
    }

    /// Folds it, and stops what is under way.
    pub fn fold_every(&self) {
        if untrack(|| self.model.repeats()) {
            stop(*self);
        }
        self.draft.extras.problem.set(None);
        self.draft.extras.every.set(None);
    }

    /// Takes the text of one of its fields.
    pub fn type_every(&self, index: usize, text: String) {
        self.draft.extras.problem.set(None);
        self.draft.extras.every.update(|every| {
            if let Some(every) = every {
                every[index] = text;
            }
        });
    }

    /// How long the repeat takes, if that is known.
    pub fn every_in_words(&self) -> Option<String> {
        let [interval, times] = self.draft.extras.every.get()?;
        Every::read(&interval, &times).ok()?.takes()
    }

    /// The state of the repeat, if there is or was one.
    pub(super) fn repeat_in_words(&self) -> Option<String> {
        let now = self.model.now.get();
        self.model
            .lasting
            .with(|lasting| lasting.repeat.as_ref().map(|repeat| repeat.words(now)))
    }
}
