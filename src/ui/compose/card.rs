//! What stands behind the text, or in its place: its colours, a file, a message that is made when it is sent.

use leptos::prelude::*;
use tabcat_core::compose::edge::EDGE_CASES;
use tabcat_core::format;
use tabcat_core::payload::{Encoding, File};

use super::ink::ink;
use crate::app::{Held, Pane, memo};
use crate::ui::elements::{IconButton, Shape, When, drawing, handler};

const SHEET: &str = "M4 1.500h5.500L13 5v9.500H4zM9.500 1.500V5H13";

/// The colours of the text, the card, and the place to drop a file.
pub fn field() -> AnyView {
    let pane = Pane::get();
    let composing = pane.composing();
    let over = RwSignal::new(false);
    pane.hear_drops(".composer-box", over);
    pane.see_file_off();
    let held = move || match composing.held.get()? {
        Held::File(owned) => Some(file_card(&pane, &owned.file)),
        Held::Made(index) => {
            let case = EDGE_CASES[index];
            let about = [case.note, ", made when sent"].concat();
            Some(card(&pane, case.name.to_owned(), about.into_any()))
        }
    };
    view! {
        {ink(&pane)}
        {move || held()}
        <When test=move || over.get()>
            <div class="drop-place">{drawing(SHEET)} "Drop to send as one binary message"</div>
        </When>
    }
    .into_any()
}

fn file_card(pane: &Pane, file: &File) -> AnyView {
    let pane = *pane;
    let (sent, other, link) = match file.encoding {
        Encoding::Binary => ("sent as one binary message", Encoding::Text, "as text"),
        Encoding::Text => ("sent as one text message", Encoding::Binary, "as binary"),
    };
    let is_leaving = move || pane.composing().leaving.get().is_some();
    let about = [&format::size(file.bytes as u64), ", ", sent, " "].concat();
    let about = view! {
        <span>{about}</span>
        <When test=move || !is_leaving()>
            <button type="button" class="link-button" on:click=handler(move |_| pane.send_file_as(other))>{link}</button>
        </When>
        {progress(&pane)}
    };
    card(&pane, format::visible(&file.name), about.into_any())
}

fn card(pane: &Pane, name: String, about: AnyView) -> AnyView {
    let pane = *pane;
    let is_leaving = move || pane.composing().leaving.get().is_some();
    view! {
        <div class="message-card" role="group" aria-label="Message">
            {drawing(SHEET)}
            <div>
                <strong>{name}</strong>
                <p>{about}</p>
            </div>
            <IconButton
                label="Remove"
                title="Back to the text"
                shape=Shape::Cross
                disabled=Signal::derive(is_leaving)
                press=move |()| pane.drop_held()
            />
        </div>
    }
    .into_any()
}

/// How far the file has left.
fn progress(pane: &Pane) -> AnyView {
    let pane = *pane;
    let progress = memo(move || pane.file_progress());
    let percent = move || progress.with(|progress| progress.as_ref().map_or(0, |progress| progress.percent));
    let words = move || progress.with(|progress| progress.as_ref().map(|progress| progress.left.clone()));
    let rate = move || progress.with(|progress| progress.as_ref().map(|progress| progress.rate.clone()));
    view! {
        <When test=move || progress.with(Option::is_some)>
            <span
                class="file-progress"
                role="progressbar"
                aria-label="Sent"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
                aria-valuetext=words
            >
                <span style:width=move || [&percent().to_string(), "%"].concat()></span>
            </span>
            <span class="file-rate"><span>{words}</span><span>{rate}</span></span>
        </When>
    }
    .into_any()
}
