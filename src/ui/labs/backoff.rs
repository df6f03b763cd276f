//! Backoff: the waits of one client as a timeline, and a thousand clients as a histogram.

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::format::count;
use tabcat_lab::backoff::{Backoff, BackoffError, Herd, Jitter, Typed, herd, seconds, stretch};

use super::fields::{Typing, address_note, button, choice, text_field};
use super::plot::{Bar, Mark, Plot, part};
use crate::app::{self, Dice, Lab, LabField, Page, link_to_lab, memo};
use crate::ui::elements::When;

/// The name in its address.
const NAME: &str = "backoff";

const CLIENTS: u32 = 1_000;

/// The most bins of a histogram.
const STRETCHES: u64 = 100;

/// The most marks on the time axis.
const MARKS: u64 = 8;

/// The most attempts that are numbered one by one.
const NUMBERED: u32 = 10;

/// The width of the bar of one attempt, in thousandths.
const BAR: u64 = 7;

/// The fields and their initial texts.
const FIELDS: [(&str, &str); 5] = [
    ("first", "1000"),
    ("factor", "2"),
    ("cap", "30000"),
    ("attempts", "8"),
    ("jitter", "full"),
];

/// The lab.
pub(super) fn backoff() -> AnyView {
    let page = Page::get();
    let lab = Lab::open(NAME, FIELDS);
    let OneClient { fields, read } = one_client(lab.fields);
    let waits = move || waits_of(read);
    let dice = RwSignal::new(page.throw_dice());
    let herds = move || read.get().ok().map(|backoff| herds(&backoff, &dice.get()));
    view! {
        {fields}
        {address_note(lab.too_long)}
        <When test=move || read.with(Result::is_ok)>
            <h2>"One client"</h2>
            {waits()}
            <h2>"A thousand clients"</h2>
            <p>"They lose the same server at the same moment, and it stays away. Each bar is the busiest moment of its stretch of time: how many attempts come together."</p>
            {move || herds()}
            <div class="lab-buttons">{button("Draw again", move || dice.set(page.throw_dice()))}</div>
        </When>
    }
    .into_any()
}

/// The address of the lab with the numbers that are typed in the Guide.
pub fn link_with_waits() -> String {
    link_to_lab(NAME, &app::waits(FIELDS))
}

/// One client of it, for the Guide, with fields of its own.
pub fn waits() -> AnyView {
    let OneClient { fields, read } = one_client(app::waits(FIELDS));
    view! { <div class="lab">{fields}{waits_of(read)}</div> }.into_any()
}

/// One client: its settings and its waits.
struct OneClient {
    fields: AnyView,
    /// The values of the fields.
    read: Memo<Result<Backoff, BackoffError>>,
}

/// The client with the settings in these fields.
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
        read,
    }
}

fn waits_of(read: Memo<Result<Backoff, BackoffError>>) -> AnyView {
    (move || read.get().ok().map(|backoff| timeline(&backoff))).into_any()
}

/// Round times up to `longest`, for an axis of that length.
fn marks(longest: Span) -> Vec<Mark> {
    let step = stretch(longest, MARKS);
    let times = (0..=MARKS).map(|n| Span::from_micros(step.as_micros().saturating_mul(n)));
    let mark = |at: Span| Mark {
        at: part(at.as_micros(), longest.as_micros()),
        words: seconds(at),
    };
    times.take_while(|&at| at <= longest).map(mark).collect()
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
                // Even the shortest bar is wide enough to see.
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
        rows.push(view! { <tr><th scope="row">{at + 1}</th><td>{wait.to_string()}</td></tr> }.into_any());
        sum = sum.saturating_add(wait.most.as_micros());
    }
    let name = format!(
        "The waits before {} attempts, one below the other, over {}",
        backoff.attempts(),
        seconds(all.most)
    );
    let levels = if backoff.attempts() <= NUMBERED {
        (1..=backoff.attempts())
            .map(|attempt| attempt.to_string())
            .collect()
    } else {
        vec!["1".to_owned(), backoff.attempts().to_string()]
    };
    let plot = Plot {
        name,
        class: "plot timeline",
        bars,
        marks: marks(all.most),
        levels,
    };
    let key = match backoff.jitter() {
        Jitter::None => "A row is the wait before that attempt.",
        Jitter::Full => {
            "A row is the wait before that attempt. It may end anywhere in it; drawn is the longest there can be, after the longest ones before."
        }
        Jitter::Equal => {
            "A row is the wait before that attempt. The solid half is waited in any case, and it may end anywhere in the pale one; drawn is the longest there can be, after the longest ones before."
        }
    };
    view! {
        {plot.view()}
        <p class="hint">{key}</p>
        <p>{format!("The last attempt comes after {all}, and what each attempt takes.")}</p>
        <details>
            <summary>"The waits as a table"</summary>
            <table class="lab-table lab-numbers">
                <thead><tr><th scope="col">"Attempt"</th><th scope="col">"Wait before it"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

fn herds(backoff: &Backoff, dice: &Dice) -> AnyView {
    let other = if backoff.jitter() == Jitter::None {
        Jitter::Full
    } else {
        Jitter::None
    };
    let of = |backoff: &Backoff| {
        let mut dice = dice.clone();
        herd(CLIENTS, backoff, move || dice.part())
    };
    let (one, two) = (of(backoff), of(&backoff.with_jitter(other)));
    let peak = one.peak().max(two.peak());
    let longest = backoff.gives_up_after().most;
    view! { {histogram(&one, peak, longest)}{histogram(&two, peak, longest)} }.into_any()
}

/// `peak` is the height of both drawings and `longest` the time along them, so that they compare.
fn histogram(herd: &Herd, peak: u32, longest: Span) -> AnyView {
    let columns = herd.columns(stretch(longest, STRETCHES));
    let bars = columns.iter().map(|column| {
        let height = part(column.attempts.into(), peak.into()).max(4);
        Bar {
            x: part(column.from.as_micros(), longest.as_micros()).min(1_000 - BAR),
            y: 1_000 - height,
            width: BAR,
            height,
            class: "plot-bar",
        }
    });
    let plot = Plot {
        name: herd.to_string(),
        class: "plot histogram",
        bars: bars.collect(),
        marks: marks(longest),
        levels: [peak, peak / 2, 0].map(|attempts| count(attempts.into())).into(),
    };
    let rows = columns.iter().map(|column| {
        view! { <tr><th scope="row">{seconds(column.from)}</th><td>{count(column.attempts.into())}</td></tr> }
            .into_any()
    });
    view! {
        <figure class="lab-card">
            <figcaption>{herd.to_string()}</figcaption>
            {plot.view()}
            <details>
                <summary>"As a table"</summary>
                <table class="lab-table lab-numbers">
                    <thead>
                        <tr><th scope="col">"From"</th><th scope="col">{["Attempts within ", &seconds(herd.moment)].concat()}</th></tr>
                    </thead>
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}
