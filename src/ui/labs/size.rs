//! Size on the wire: a frame beside an HTTP request.

use leptos::prelude::*;
use tabcat_core::format::count;
use tabcat_lab::Side;
use tabcat_lab::size::{CONDITION, HttpRequest, Size, read};

use super::fields::{Typing, address_note, button, choice, text_field};
use super::frame::{SIZES, sides};
use crate::app::{Lab, memo};

/// The lab.
pub(super) fn size() -> AnyView {
    let lab = Lab::open("size", [("bytes", "5"), ("from", "client")]);
    let [bytes, from] = lab.fields;
    let payload = memo(move || bytes.text.with(|bytes| read(bytes)));
    let problem = move || payload.get().err().map(str::to_owned);
    let shown = move || {
        let side = from.text.with(|from| Side::of(from)).unwrap_or(Side::Client);
        payload.get().ok().map(|payload| sums(payload, side))
    };
    let preset = move |bytes_there: usize| {
        let words = count(bytes_there as u64);
        button(words, move || bytes.text.set(bytes_there.to_string()))
    };
    view! {
        <div class="lab-fields">
            {text_field(bytes, "Payload, in bytes", Typing::Number, problem)}
            {choice(from, "From", sides())}
        </div>
        <p class="lab-buttons"><span class="hint">"Where the length changes its form:"</span>{SIZES.map(preset)}</p>
        {address_note(lab.too_long)}
        <div aria-live="polite">{move || shown()}</div>
    }
    .into_any()
}

fn sums(payload: u64, from: Side) -> AnyView {
    let size = Size::of(payload, from);
    let least = HttpRequest::least("stream.example.com", "/v2/market", payload);
    let fetch = HttpRequest::by_fetch("stream.example.com", "/v2/market", payload);
    let line = |name: &'static str, sum: String, overhead: u64| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-label="On the wire"><code>{sum}</code></td>
                <td data-label="Besides the payload">{format!("{} B", count(overhead))}</td>
            </tr>
        }
        .into_any()
    };
    let lines = fetch
        .lines
        .iter()
        .map(|line| view! { <code>{line.clone()}</code> }.into_any());
    view! {
        <table class="lab-table">
            <thead>
                <tr><td></td><th scope="col">"On the wire"</th><th scope="col">"Besides the payload"</th></tr>
            </thead>
            <tbody>
                {line("A WebSocket message", size.to_string(), size.overhead())}
                {line("The shortest HTTP request", least.to_string(), least.header())}
                {line("A page’s fetch", fetch.to_string(), fetch.header())}
            </tbody>
        </table>
        <p>{format!(
            "The message takes that {CONDITION}: header{}, payload. The requests are HTTP/1.1, and their answers come on top; TLS and TCP come on top of all.",
            if size.mask > 0 { ", masking key" } else { "" },
        )}</p>
        <details>
            <summary>"The lines of the fetch"</summary>
            <p class="lab-answer">{lines.collect::<Vec<_>>()}</p>
        </details>
    }
    .into_any()
}
