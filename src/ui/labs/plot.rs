//! Bars, drawn. They never carry meaning alone: a table beside them has the numbers.

use leptos::prelude::*;

/// A bar in a box of 1,000 by 1,000.
pub(super) struct Bar {
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) class: &'static str,
}

/// The drawing, with what it shows as its name.
pub(super) fn plot(name: String, class: &'static str, bars: Vec<Bar>) -> AnyView {
    let bar = |bar: Bar| {
        view! {
            <rect
                x=bar.x.to_string()
                y=bar.y.to_string()
                width=bar.width.to_string()
                height=bar.height.to_string()
                class=bar.class
            ></rect>
        }
        .into_any()
    };
    view! {
        <svg class=class role="img" aria-label=name viewBox="0 0 1000 1000" preserveAspectRatio="none">
            {bars.into_iter().map(bar).collect::<Vec<_>>()}
        </svg>
    }
    .into_any()
}

/// How far along `of` something is, in thousandths.
pub(super) fn part(at: u64, of: u64) -> u64 {
    // Long enough spans would not fit when multiplied.
    let (at, of) = if at > u64::MAX / 1_000 {
        (at / 1_000, of / 1_000)
    } else {
        (at, of)
    };
    (at * 1_000).checked_div(of).unwrap_or_default().min(1_000)
}
