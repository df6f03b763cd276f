//! Handshake key: from key to answer, both sides' lines, and how it fails.

use leptos::prelude::*;
use tabcat_lab::handshake::{
    Comparison, DOES_NOT_PROVE, EXAMPLE_KEY, Key, KeyError, Line, NOT_CANONICAL, OTHER_KEY, Opening,
    PAGE_SEES, PROVES, WAYS_TO_FAIL, WayToFail, accept, request, response,
};

use super::fields::{Typing, address_note, button, field_with, text_field};
use crate::app::{Lab, Page, memo, new_key};
use crate::ui::elements::{IconButton, Shape};
use crate::ui::learn::tester::TesterLink;

/// The lab.
pub(super) fn key() -> AnyView {
    let lab = Lab::open("key", [("key", EXAMPLE_KEY), ("answer", "")]);
    let [typed, answer] = lab.fields;
    let key = memo(move || typed.text.with(|text| Key::parse(text)));
    let problem = move || key.with(|key| key.as_ref().err().map(KeyError::to_string));
    let accepted = memo(move || match key.get() {
        Ok(key) => key.accept(),
        Err(KeyError::Empty) => String::new(),
        Err(_) => typed.text.with(|text| accept(text.trim())),
    });
    let copy = move |()| Page::get().copy(accepted.get_untracked(), "Answer copied");
    let note = move || {
        let odd = key.with(|key| key.as_ref().is_ok_and(|key| !key.is_canonical()));
        odd.then_some(NOT_CANONICAL)
    };
    let compared = move || {
        let answer = answer.text.get();
        let key = key.get().ok().filter(|_| !answer.is_empty())?;
        let compared = Comparison::of(&key, &answer);
        let class = if compared.is_accepted() {
            "problem ok"
        } else {
            "problem danger"
        };
        Some(view! { <p class=class>{compared.to_string()}</p> }.into_any())
    };
    let sides = move || key.get().ok().map(|key| sides(&key));
    view! {
        <div class="lab-pair">
            <div>
                {field_with(typed, "Sec-WebSocket-Key", problem, button("New key", move || typed.text.set(new_key())))}
                <p class="hint" aria-live="polite">{move || note()}</p>
            </div>
            <div class="field">
                <label for="lab-accept">"Sec-WebSocket-Accept, computed here"</label>
                <input id="lab-accept" type="text" readonly prop:value=move || accepted.get()/>
                <IconButton label="Copy the answer" title="Copy the answer" shape=Shape::Copy press=copy/>
            </div>
        </div>
        <div class="lab-buttons" role="group" aria-label="Keys to try">
            <span class="hint">"To try:"</span>
            {button("The RFC’s key", move || typed.text.set(EXAMPLE_KEY.to_owned()))}
            {button(OTHER_KEY, move || typed.text.set(OTHER_KEY.to_owned()))}
        </div>
        {text_field(answer, "What your server answered, to compare", Typing::Text, || None)}
        <div aria-live="polite">{move || compared()}</div>
        {address_note(lab.too_long)}
        <h2>"Request and answer"</h2>
        <div class="lab-pair">{move || sides()}</div>
        <h2>"What the answer proves"</h2>
        <p>{PROVES}</p>
        <p>{DOES_NOT_PROVE}</p>
        <h2>"Six ways to fail"</h2>
        <p>{PAGE_SEES}</p>
        <ol class="lab-cards">{WAYS_TO_FAIL.iter().map(way).collect::<Vec<_>>()}</ol>
    }
    .into_any()
}

fn sides(key: &Key) -> AnyView {
    let opening = Opening {
        host: "stream.example.com",
        path: "/v2/market",
        origin: Some("https://app.example.com"),
        key,
        subprotocols: &["ticker.v2", "json"],
        deflate: true,
    };
    view! {
        {side("Request, from the client", request(&opening))}
        {side("Answer, from the server", response(&opening, Some("ticker.v2"), true))}
    }
    .into_any()
}

fn side(title: &'static str, lines: Vec<Line>) -> AnyView {
    let line = |line: Line| {
        let tint = match line.name {
            Some("Sec-WebSocket-Key" | "Sec-WebSocket-Accept") => "tinted",
            _ => "",
        };
        view! {
            <li class=tint>
                <code>{line.to_string()}</code>" "<span class="label">{line.need.label()}</span>
                <p class="hint">{line.about}</p>
            </li>
        }
        .into_any()
    };
    let lines: Vec<_> = lines.into_iter().map(line).collect();
    view! { <section class="lab-card"><h3>{title}</h3><ol>{lines}</ol></section> }.into_any()
}

fn way(way: &'static WayToFail) -> AnyView {
    let lines = |line: &&'static str| view! { <code>{*line}</code> }.into_any();
    let link = TesterLink {
        route: way.route,
        message: "",
        class: "",
        name: Some(["Open in the tester: ", way.title].concat()),
    };
    view! {
        <li class="lab-card">
            <h3>{way.title}</h3>
            <p>{way.why}</p>
            <p class="lab-answer">{way.answer.iter().map(lines).collect::<Vec<_>>()}</p>
            <p class="hint">"Chromium’s console: " <code>{way.console}</code></p>
            {link.around("Open in the tester".into_any())}
        </li>
    }
    .into_any()
}
