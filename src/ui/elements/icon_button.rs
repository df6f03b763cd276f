//! A button that shows a drawing and has an accessible name.

use leptos::prelude::*;

use super::{Icon, Shape, handler};

/// The button.
#[component]
pub fn IconButton(
    /// Its accessible name.
    label: &'static str,
    /// Its tooltip.
    title: &'static str,
    /// The drawing.
    shape: Shape,
    /// Called when it is pressed.
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
