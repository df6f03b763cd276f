//! Bar charts with numbers along their axes. They never carry meaning alone: a table beside them has the
//! numbers.

use leptos::prelude::*;

/// A bar in a box of 1,000 by 1,000.
pub(super) struct Bar {
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) class: &'static str,
}

/// A number on the lower axis, and its position in thousandths.
pub(super) struct Mark {
    pub(super) at: u64,
    pub(super) words: String,
}

/// A drawing.
pub(super) struct Plot {
    /// Its accessible name.
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) bars: Vec<Bar>,
    /// The marks on the lower axis.
    pub(super) marks: Vec<Mark>,
    /// The labels at the left, from the top down, evenly spaced.
    pub(super) levels: Vec<String>,
}

impl Plot {
    pub(super) fn view(self) -> AnyView {
        let line = |mark: &Mark| Bar {
            x: mark.at.min(999),
            y: 0,
            width: 1,
            height: 1_000,
            class: "plot-line",
        };
        let lines: Vec<_> = self.marks.iter().map(line).collect();
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
        let bars: Vec<_> = lines.into_iter().chain(self.bars).map(bar).collect();
        let mark = |mark: Mark| {
            let anchor = if mark.at > 950 {
                "end"
            } else if mark.at == 0 {
                "start"
            } else {
                "middle"
            };
            let x = format!("{}.{}%", mark.at / 10, mark.at % 10);
            view! { <text x=x y="12" text-anchor=anchor>{mark.words}</text> }.into_any()
        };
        let marks: Vec<_> = self.marks.into_iter().map(mark).collect();
        let level = |words: String| view! { <span>{words}</span> }.into_any();
        let levels: Vec<_> = self.levels.into_iter().map(level).collect();
        view! {
            <div class=self.class>
                <div class="plot-levels" aria-hidden="true">{levels}</div>
                <svg role="img" aria-label=self.name viewBox="0 0 1000 1000" preserveAspectRatio="none">{bars}</svg>
                <svg class="plot-marks" aria-hidden="true">{marks}</svg>
            </div>
        }
        .into_any()
    }
}

/// The position of `at` within `of`, in thousandths.
pub(super) fn part(at: u64, of: u64) -> u64 {
    // The product of two long spans would overflow.
    let (at, of) = if at > u64::MAX / 1_000 {
        (at / 1_000, of / 1_000)
    } else {
        (at, of)
    };
    (at * 1_000).checked_div(of).unwrap_or_default().min(1_000)
}
