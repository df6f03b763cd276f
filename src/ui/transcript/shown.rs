//! The kinds of rows shown, and the number of rows of each.

use leptos::prelude::*;
use tabcat_core::filter::Shown;
use tabcat_core::format;

use crate::app::{KindCounts, Pane, memo};
use crate::ui::elements::{Icon, Shape, handler};

/// The three switches.
#[component]
pub fn ShowGroup() -> impl IntoView {
    view! {
        <div class="show-group" role="group" aria-label="Show">
            <Switch name="Sent" of=|shown| &mut shown.sent count=|kept| kept.sent>
                <span class="sent-mark"><Icon shape=Shape::Up/></span>
            </Switch>
            <Switch name="Received" of=|shown| &mut shown.received count=|kept| kept.received>
                <span class="recv-mark"><Icon shape=Shape::Down/></span>
            </Switch>
            <Switch name="System" of=|shown| &mut shown.system count=|kept| kept.system>
                <span class="dot"></span>
            </Switch>
        </div>
    }
}

/// A switch for one kind. The count is not part of its name: a name that changes is announced again and
/// again.
#[component]
fn Switch(
    /// The kind it shows, which is its accessible name.
    name: &'static str,
    /// Whether the query shows the kind.
    of: fn(&mut Shown) -> &mut bool,
    /// The number of rows.
    count: fn(&KindCounts) -> usize,
    children: Children,
) -> impl IntoView {
    let pane = Pane::get();
    let pressed = move || {
        let mut shown = pane.filtering.query.with(|query| query.shown);
        *of(&mut shown)
    };
    let kept = memo(move || pane.model.summary.with(|summary| count(&summary.kept)));
    let toggle = move |_| {
        pane.filter_by(|query| {
            let shown = of(&mut query.shown);
            *shown = !*shown;
        });
    };
    view! {
        <button type="button" aria-pressed=move || pressed().to_string() on:click=handler(toggle)>
            {children()}
            <span class="name">{name}</span>
            <span class="count" aria-hidden="true">{move || format::count(kept.get() as u64)}</span>
        </button>
    }
}
