//! A page with nothing in it but Leptos and a button that answers: what Tabcat's start is compared with.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(Page);
}

#[component]
fn Page() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <main>
            <button
                type="button"
                class="main-button options-button"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "Connect"
            </button>
        </main>
    }
}
