//! The colours behind the text of the field, whose own characters are then transparent.

use leptos::prelude::*;
use tabcat_core::compose::{Ink, runs};
use tabcat_core::draft::LineEnd;

use crate::app::{Pane, memo};
use crate::classes;

/// The colours, where there are any.
pub(super) fn ink(pane: &Pane) -> AnyView {
    let pane = *pane;
    let (draft, composing) = (pane.draft, pane.composing());
    let inked = memo(move || {
        if composing.held.with(Option::is_some) {
            return None;
        }
        let placeholders = composing.typed.with(|typed| typed.placeholders.clone());
        let problem = composing.problem.with(|problem| {
            let range = problem.as_ref().map(|problem| problem.range.clone());
            range.filter(|range| !range.is_empty() || range.start > 0)
        });
        draft.text.with(|draft| {
            // Places are those of the text to send: with other line ends than LF they are others in the field.
            let shown = draft.shown();
            if draft.line_end() != Some(LineEnd::Lf) {
                return None;
            }
            let within = |range: &std::ops::Range<usize>| {
                range.end <= shown.len()
                    && shown.is_char_boundary(range.start)
                    && shown.is_char_boundary(range.end)
            };
            let placeholders: Vec<_> = placeholders.into_iter().filter(within).collect();
            let problem = problem.filter(within);
            let runs = runs(shown, &placeholders, problem.as_ref())?;
            let run = |(ink, range): (Ink, std::ops::Range<usize>)| (class(ink), shown[range].to_owned());
            Some(runs.into_iter().map(run).collect::<Vec<_>>())
        })
    });
    let shown = move || {
        let runs = inked.get()?;
        let spans: Vec<_> = runs
            .into_iter()
            .map(|(class, text)| view! { <span class=class>{text}</span> }.into_any())
            .collect();
        // A last line that is empty has its height by the blank.
        Some(view! { <div class="composer-ink" aria-hidden="true">{spans}" "</div> }.into_any())
    };
    (move || shown()).into_any()
}

fn class(ink: Ink) -> &'static str {
    match ink {
        Ink::Plain => "",
        Ink::Json(token) => classes::token(token),
        Ink::Placeholder => "placeholder",
        Ink::Problem => "mistake",
    }
}
