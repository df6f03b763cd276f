//! A button that is a drawing, with its name for those who don't see it.

use leptos::prelude::*;

use super::{Icon, Shape, handler};

/// The button.
#[component]
pub fn IconButton(
    /// Its accessible name.
    label: &'static str,
    /// What a pointer that rests on it is told.
    title: &'static str,
    /// The drawing.
    shape: Shape,
    /// What it does.
    #[prop(into)]
    press: Callback<()>,
    /// Whether it can't be pressed now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Classes besides its own.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("icon-button {class}")
            aria-label=label
            title=title
            disabled=move || disabled.get()
            on:click=handler(move |_| press.run(()))
        >
            <Icon shape/>
        </button>
    }
}
