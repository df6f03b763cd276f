//! Going to a place in the list: a time, either end, the marked message. The browser opens and closes the
//! popover.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use crate::app::{GO_TO, Move, Pane};
use crate::ui::elements::handler;

/// The popover below the toolbar.
#[component]
pub fn GoTo() -> impl IntoView {
    let pane = Pane::get();
    let field = NodeRef::<Input>::new();
    let problem = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = field
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        pane.go_to_time(typed, problem);
    };
    let said = move || {
        let said = problem.get();
        (!said.is_empty()).then(|| view! { <p class="problem danger" role="alert">{said}</p> }.into_any())
    };
    view! {
        <form id=GO_TO class="go-to field" popover="auto" aria-label="Go to" on:submit=handler(submit)>
            <label for="go-to-time">"Go to time"</label>
            <input
                node_ref=field
                id="go-to-time"
                type="text"
                autofocus
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder="14:03:07.250, +2.5s or -10s"
                aria-invalid=move || (!problem.with(String::is_empty)).then_some("true")
                aria-describedby="go-to-problem"
                on:input=handler(move |_| problem.set(String::new()))
            />
            <button type="submit" class="button small ink">"Go"</button>
            <div>
                <Place name="First" to=Move::First/>
                <Place name="Last" to=Move::Last/>
                <Place name="Marked" to=Move::Marked/>
            </div>
            <div id="go-to-problem">{move || said()}</div>
        </form>
    }
}

/// A button that leads to a known row.
#[component]
fn Place(name: &'static str, to: Move) -> impl IntoView {
    let pane = Pane::get();
    let is_nowhere = move || to == Move::Marked && pane.viewer.marked.with(Option::is_none);
    view! {
        <button type="button" class="button small" disabled=move || is_nowhere() on:click=handler(move |_| pane.go_to_row(to))>
            {name}
        </button>
    }
}
