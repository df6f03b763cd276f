//! Sending a message again and again.

use leptos::prelude::*;
use tabcat_core::Session;
use tabcat_core::compose::Recipe;
use tabcat_core::repeat::{Every, Repeat};
use tabcat_core::template::Values;
use tabcat_core::workbench::Input;

use super::composing::Held;
use super::made;
use crate::app::driver::Driver;
use crate::app::pane::Pane;
use crate::app::toast::Notice;
use crate::io::chance;
use crate::io::clock::Clock;

pub(super) fn start(pane: &Pane) {
    let pane = *pane;
    let composing = pane.composing();
    let Some([interval, times]) = composing.every.get_untracked() else {
        return;
    };
    let every = match Every::read(&interval, &times) {
        Ok(every) => every,
        Err(error) => {
            return composing.complain(error.to_string());
        }
    };
    let held = composing.held.get_untracked();
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
        let values = Values {
            seq: pane.draft.count(),
            now: Clock::wall(),
            seed: chance::seed(),
            message: None,
        };
        recipe.make(&values).map_err(|problem| problem.sentence)
    };
    // It has the words of the tag in the rows.
    pane.page.parts.options.arrival.ask();
    let repeat = Repeat::new(
        every,
        pane.high_water(),
        pane.page.drive(Driver::now),
        Box::new(make),
    );
    pane.dispatch(Input::Repeat(pane.id, Box::new(repeat)));
}

pub(super) fn stop(pane: &Pane) {
    let pane = *pane;
    pane.dispatch(Input::StopRepeat(pane.id));
}

impl Pane {
    /// Unfolds the line for the interval and the number of times.
    pub fn unfold_every(&self) {
        let every = self.composing().every;
        if self
            .composing()
            .held
            .with_untracked(|held| matches!(held, Some(Held::File(_))))
        {
            let said = "A file is sent once. Remove it to repeat a message.";
            return self.page.toast.show(Notice::Said(said.to_owned()));
        }
        if every.with_untracked(Option::is_none) {
            every.set(Some(["1000".to_owned(), String::new()]));
        }
    }

    /// Folds it, and stops what is under way.
    pub fn fold_every(&self) {
        if untrack(|| self.model.repeats()) {
            stop(self);
        }
        self.composing().forgive();
        self.composing().every.set(None);
    }

    /// Takes the text of one of its fields.
    pub fn type_every(&self, index: usize, text: String) {
        let composing = self.composing();
        composing.every.update(|every| {
            if let Some(every) = every {
                every[index] = text;
            }
        });
        let read = composing.every.with_untracked(|every| {
            every
                .as_ref()
                .map(|[interval, times]| Every::read(interval, times))
        });
        match read {
            Some(Err(error)) => composing.complain(error.to_string()),
            _ => composing.forgive(),
        }
    }

    /// How long the repeat takes, if that is known.
    pub fn every_in_words(&self) -> Option<String> {
        let [interval, times] = self.composing().every.get()?;
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
