//! The passing message.

use leptos::prelude::*;
use tabcat_core::secret::left_out;

use super::elements::{IconButton, Shape};
use crate::app::{Notice, Page};

/// The toast, while there is one.
#[component]
pub fn ToastView() -> impl IntoView {
    let page = Page::get();
    let content = move |message: Notice| match message {
        Notice::LinkCopied { masked } => {
            view! { <span>{format!("Link copied{}", left_out(&masked))}</span> }.into_any()
        }
        Notice::CopyThis { link, masked } => view! {
            <label>
                {format!("Copy this link{}: ", left_out(&masked))}
                <input type="text" readonly aria-label="Link" prop:value=link/>
            </label>
        }
        .into_any(),
        Notice::Said(sentence) => view! { <span>{sentence}</span> }.into_any(),
    };
    view! {
        <div role="log" aria-live="polite" aria-label="Notices">
            {move || page.toast.message.get().map(|message| view! {
                <div class="toast">
                    {content(message)}
                    <IconButton label="Dismiss" title="Dismiss" shape=Shape::Cross press=move |()| page.toast.dismiss()/>
                </div>
            }.into_any())}
        </div>
    }
}
