//! The composer beyond a text field, in a part of the page: the line about the message, what stands behind or
//! in place of the text, the lines below it, and the menus.

mod card;
mod foot;
mod ink;
mod menus;
mod repeat;
mod row_menu;
mod status;

use leptos::prelude::*;
use tabcat_core::draft::{self, LineEnd};

use crate::app::{FILE_INPUT, Pane, memo, watch_message};
use crate::ui::elements::{When, drawing, handler};

pub use card::field;
pub use foot::foot;
pub use row_menu::rows;

const EYE: &str = "M1.500 8C3 5 5.300 3.500 8 3.500S13 5 14.500 8C13 11 10.700 12.500 8 12.500S3 11 1.500 8M8 6a2 2 0 1 0 0 4 2 2 0 1 0 0-4";

/// The lines between the text and the foot, and the open menu.
pub fn lines() -> AnyView {
    let pane = Pane::get();
    let composing = pane.composing();
    watch_message(pane);
    view! {
        <input
            type="file"
            id=FILE_INPUT
            class="visually-hidden"
            tabindex="-1"
            aria-label="File to send"
            on:change=handler(move |_| pane.take_chosen())
        />
        {outcome(&pane)}
        <When test=move || composing.every.with(Option::is_some)>{repeat::line()}</When>
        {line_ends(&pane)}
    }
    .into_any()
}

/// What is sent, where the text does not show it.
fn outcome(pane: &Pane) -> AnyView {
    let pane = *pane;
    let (draft, composing) = (pane.draft, pane.composing());
    let shown = memo(move || composing.typed.with(|typed| typed.outcome.clone()));
    let is_here = move || {
        let has_braces = draft.text.with(|text| text.shown().contains("{{"));
        let fills_in = draft.text.with(|draft| draft.format).takes_placeholders();
        composing.held.with(Option::is_none) && (has_braces && fills_in || shown.with(Option::is_some))
    };
    let as_written = move || draft.text.with(|draft| draft.as_written);
    let has_switch = move || {
        draft.text.with(|draft| draft.format).takes_placeholders()
            && draft.text.with(|text| text.shown().contains("{{"))
    };
    view! {
        <When test=is_here>
            <div class="composer-line" id="message-outcome">
                {drawing(EYE)}
                <span>{move || pane.outcome_label()}</span>
                <output class="outcome" aria-live="off">{move || shown.get()}</output>
                <When test=has_switch>
                    <button type="button" class="link-button" on:click=handler(move |_| pane.set_as_written(!as_written()))>
                        {move || if as_written() { "Fill in" } else { "Send as written" }}
                    </button>
                </When>
            </div>
        </When>
    }
    .into_any()
}

/// The choice of the line ends, where pasted text has others than LF.
fn line_ends(pane: &Pane) -> AnyView {
    let pane = *pane;
    let draft = pane.draft;
    let line_end = memo(move || draft.text.with(draft::Draft::line_end));
    let choice = move |end: LineEnd| {
        let pressed = move || (line_end.get() == Some(end)).to_string();
        view! {
            <button
                type="button"
                class="button small"
                aria-pressed=move || pressed()
                on:click=handler(move |_| draft.set_line_end(end))
            >
                {end.name()}
            </button>
        }
        .into_any()
    };
    view! {
        <When test=move || line_end.get() != Some(LineEnd::Lf)>
            <div class="composer-line line-ends" role="group" aria-label="Line ends">
                <span>{move || if line_end.get().is_some() { "Line ends" } else { "Line ends mixed, as pasted" }}</span>
                {LineEnd::ALL.into_iter().map(choice).collect::<Vec<_>>()}
            </div>
        </When>
    }
    .into_any()
}
