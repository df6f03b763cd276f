//! Backoff: the waits of one client as a timeline, and a thousand clients as a histogram.

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::format::{count, short_span};
use tabcat_lab::backoff::{Backoff, BackoffError, Herd, Jitter, Typed, Wait, herd, stretch};

use super::fields::{Typing, address_note, button, choice, text_field};
use super::plot::{Bar, part, plot};
use crate::app::{self, App, Dice, Lab, LabField, link_to_lab, memo};

/// As its address has it.
const NAME: &str = "backoff";

const CLIENTS: u32 = 1_000;

/// How many stretches of time a histogram has at most.
const STRETCHES: u64 = 100;

/// The fields, and what is in each to begin with.
const FIELDS: [(&str, &str); 5] = [
    ("first", "1000"),
    ("factor", "2"),
    ("cap", "30000"),
    ("attempts", "8"),
    ("jitter", "full"),
];

/// The lab.
pub(super) fn backoff() -> AnyView {
    let app = App::get();
    let lab = Lab::open(NAME, FIELDS);
    let OneClient { fields, waits, read } = one_client(lab.fields);
    let dice = RwSignal::new(app.throw_dice());
    let herds = move || read.get().ok().map(|backoff| herds(&backoff, &dice.get()));
    view! {
        {fields}
        {address_note(lab.too_long)}
        <h2>"One client"</h2>
        {waits}
        <h2>"A thousand clients"</h2>
        <p>"They lose the same server at the same moment, and it stays away. Each bar is how many attempts come in one stretch of time."</p>
        {move || herds()}
        <div class="lab-buttons">{button("Draw again", move || dice.set(app.throw_dice()))}</div>
    }
    .into_any()
}

/// The address of the lab with the numbers that are typed in the Guide.
pub fn link_with_waits() -> String {
    link_to_lab(NAME, &app::waits(FIELDS))
}

/// One client of it, for the Guide, with fields of its own.
pub fn waits() -> AnyView {
    let OneClient { fields, waits, .. } = one_client(app::waits(FIELDS));
    view! { <div class="lab">{fields}{waits}</div> }.into_any()
}

/// One client: what it is told, and what it does.
struct OneClient {
    fields: AnyView,
    waits: AnyView,
    /// What the fields say.
    read: Memo<Result<Backoff, BackoffError>>,
}

/// The client that does as it is told in these fields.
fn one_client(fields: [LabField; 5]) -> OneClient {
    let read = memo(move || {
        let texts = fields.map(|field| field.text.get());
        let [first, factor, cap, attempts, jitter] = texts.each_ref().map(String::as_str);
        Typed {
            first,
            factor,
            cap,
            attempts,
            jitter,
        }
        .read()
    });
    let problem = move |name: &'static str| {
        move || {
            let wrong: BackoffError = read.get().err()?;
            (wrong.field() == name).then(|| wrong.to_string())
        }
    };
    let jitters = Jitter::ALL.map(|jitter| (jitter.label().to_owned(), jitter.label().to_owned()));
    let meaning = move || read.get().ok().map(|backoff| backoff.jitter().meaning());
    let waits = move || read.get().ok().map(|backoff| timeline(&backoff));
    let [first, factor, cap, attempts, jitter] = fields;
    let view = view! {
        <div class="lab-fields">
            {text_field(first, "First wait, in ms", Typing::Number, problem("first"))}
            {text_field(factor, "Factor", Typing::Text, problem("factor"))}
            {text_field(cap, "Longest wait, in ms", Typing::Number, problem("cap"))}
            {text_field(attempts, "Attempts", Typing::Number, problem("attempts"))}
            {choice(jitter, "Jitter", jitters)}
        </div>
        <p class="hint">{move || meaning()}</p>
    };
    OneClient {
        fields: view.into_any(),
        waits: (move || waits()).into_any(),
        read,
    }
}

fn timeline(backoff: &Backoff) -> AnyView {
    let waits = backoff.waits();
    let all = backoff.gives_up_after();
    let total = all.most.as_micros();
    let each = 1_000 / u64::from(backoff.attempts());
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    let mut sum = 0_u64;
    for (at, wait) in (0..).zip(&waits) {
        let (from, least, most) = (
            part(sum, total),
            part(sum.saturating_add(wait.least.as_micros()), total),
            part(sum.saturating_add(wait.most.as_micros()), total),
        );
        let mut bar = |from: u64, to: u64, class| {
            bars.push(Bar {
                x: from,
                y: at * each,
                // What is too short to be seen is seen all the same.
                width: (to - from).max(2),
                height: each.saturating_sub(each / 5).max(1),
                class,
            });
        };
        if wait.least > Span::ZERO {
            bar(from, least, "plot-wait");
        }
        if wait.most > wait.least {
            bar(least, most, "plot-band");
        }
        rows.push(view! { <tr><th scope="row">{at + 1}</th><td>{bounds(wait)}</td></tr> }.into_any());
        sum = sum.saturating_add(wait.most.as_micros());
    }
    let name = format!(
        "The waits before {} attempts, one below the other, over {}",
        backoff.attempts(),
        short_span(all.most)
    );
    let key = (backoff.jitter() != Jitter::None).then(|| {
        view! { <p class="hint">"What is solid is waited in any case, what is pale as chance has it."</p> }.into_any()
    });
    view! {
        {plot(name, "plot timeline", bars)}
        {key}
        <p>{format!("The last attempt comes after {}, and what each attempt takes.", bounds(&all))}</p>
        <details>
            <summary>"The waits as a table"</summary>
            <table class="lab-numbers">
                <thead><tr><th scope="col">"Attempt"</th><th scope="col">"Wait before it"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

fn bounds(wait: &Wait) -> String {
    if wait.least == wait.most {
        return short_span(wait.most);
    }
    let least = if wait.least == Span::ZERO {
        "0".to_owned()
    } else {
        short_span(wait.least)
    };
    format!("{least} to {}", short_span(wait.most))
}

fn herds(backoff: &Backoff, dice: &Dice) -> AnyView {
    let bucket = stretch(backoff, STRETCHES);
    let other = if backoff.jitter() == Jitter::None {
        Jitter::Full
    } else {
        Jitter::None
    };
    let of = |backoff: &Backoff| {
        let mut dice = dice.clone();
        herd(CLIENTS, backoff, move || dice.part(), bucket)
    };
    let (one, two) = (of(backoff), of(&backoff.with_jitter(other)));
    let peak = one.peak().max(two.peak());
    view! { {histogram(&one, peak)}{histogram(&two, peak)} }.into_any()
}

/// `peak` is the height of both drawings, so that they compare.
fn histogram(herd: &Herd, peak: u32) -> AnyView {
    let wide = 1_000 / herd.attempts.len().max(1) as u64;
    let some = || {
        (0_u64..)
            .zip(&herd.attempts)
            .filter(|&(_, &attempts)| attempts > 0)
    };
    let bars = some().map(|(at, &attempts)| {
        let height = part(attempts.into(), peak.into()).max(4);
        Bar {
            x: at * 1_000 / herd.attempts.len() as u64,
            y: 1_000 - height,
            width: (wide - wide / 5).max(1),
            height,
            class: "plot-bar",
        }
    });
    let rows = some().map(|(at, &attempts)| {
        let since = Span::from_micros(at.saturating_mul(herd.bucket.as_micros()));
        view! { <tr><th scope="row">{short_span(since)}</th><td>{count(attempts.into())}</td></tr> }
            .into_any()
    });
    view! {
        <figure class="lab-card">
            <figcaption>{herd.to_string()}</figcaption>
            {plot(herd.to_string(), "plot histogram", bars.collect())}
            <details>
                <summary>"As a table"</summary>
                <table class="lab-numbers">
                    <thead><tr><th scope="col">"From"</th><th scope="col">"Attempts"</th></tr></thead>
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}
