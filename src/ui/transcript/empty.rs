//! The empty transcript: first steps.

use leptos::prelude::*;

use super::lead::Lead;
use crate::app::Pane;
use crate::ui::elements::{CatOutline, When, handler};

/// The empty state.
#[component]
pub fn EmptyState() -> impl IntoView {
    let pane = Pane::get();
    view! {
        <div class="empty">
            <CatOutline/>
            <When test=move || pane.model.is_idle()>
                <Lead/>
            </When>
            <h2>{move || pane.model.of_nothing()}</h2>
            <When test=move || pane.model.is_idle()>
                <p>
                    "Enter a ws:// or wss:// URL above, or start with an echo server. It sends back whatever you send."
                </p>
                <ul class="starters">
                    {pane.page
                        .starters()
                        .into_iter()
                        .enumerate()
                        .map(|(index, starter)| {
                            let url = starter.url.clone();
                            view! {
                                <li>
                                    <div>
                                        <h3>{starter.title}</h3>
                                        <p class="mono">{starter.url}</p>
                                        <p>{starter.note}</p>
                                        {starter.command.map(|command| view! { <p class="mono">{command}</p> })}
                                    </div>
                                    <button
                                        type="button"
                                        class="button"
                                        class:ink=index == 0
                                        on:click=handler(move |_| pane.try_url(&url))
                                    >
                                        {starter.button}
                                    </button>
                                </li>
                            }
                            .into_any()
                        })
                        .collect::<Vec<_>>()}
                </ul>
                <p class="hints" aria-hidden="true">
                    <span><kbd>"U"</kbd>"focus the URL"</span>
                    <span><kbd>{pane.page.mod_key()}"↵"</kbd>"send"</span>
                    <span><kbd>"?"</kbd>"all shortcuts"</span>
                </p>
            </When>
        </div>
    }
}
