//! The menu of servers that send back what they get. Choosing one fills in the URL and does no more.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Ul;
use leptos::prelude::*;

use crate::app::App;
use crate::ui::parts::{Icon, Shape};

/// The button and, when it is pressed, the list.
#[component]
pub fn EchoMenu() -> impl IntoView {
    let app = App::get();
    let servers = StoredValue::new(app.echo_servers());
    let count = servers.with_value(Vec::len);
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let list = NodeRef::<Ul>::new();
    let locked = move || !app.model.is_idle();

    Effect::new(move || {
        if let Some(list) = list.get() {
            // It fails for no element that is in the document.
            let _ = list.focus();
        }
    });
    let close = move || {
        open.set(false);
        app.focus("echo-servers");
    };
    let choose = move |index: usize| {
        servers.with_value(|servers| app.form.set_url(&servers[index].url));
        open.set(false);
        app.focus(app.form.url.id);
    };
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => active.update(|active| *active = (*active + 1).min(count - 1)),
            "ArrowUp" => active.update(|active| *active = active.saturating_sub(1)),
            "Home" => active.set(0),
            "End" => active.set(count - 1),
            "Enter" | " " => choose(active.get_untracked()),
            "Escape" => close(),
            "Tab" => return open.set(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let toggle = move |_| {
        active.set(0);
        open.update(|open| *open = !*open);
    };
    // Pressing the button while the list has the focus must close it, not close it here and open it again.
    let keep_focus = move |event: leptos::ev::MouseEvent| event.prevent_default();
    let on_blur = move |_: FocusEvent| open.set(false);
    let option = move |index: usize| {
        let server = servers.with_value(|servers| servers[index].clone());
        view! {
            <li
                role="option"
                id=option_id(index)
                class:active=move || active.get() == index
                aria-selected=move || (active.get() == index).to_string()
                on:mousemove=move |_| active.set(index)
                on:mousedown=keep_focus
                on:click=move |_| choose(index)
            >
                <span>{server.url}</span>
                <span>{server.note}</span>
            </li>
        }
    };
    view! {
        <div class="menu-anchor">
            <button
                type="button"
                id="echo-servers"
                class="button large"
                aria-haspopup="listbox"
                aria-expanded=move || open.get().to_string()
                disabled=locked
                on:mousedown=keep_focus
                on:click=toggle
            >
                "Public echo servers"
                <Icon shape=Shape::Chevron/>
            </button>
            <Show when=move || open.get()>
                <div class="menu">
                    <ul
                        node_ref=list
                        role="listbox"
                        tabindex="-1"
                        aria-label="Public echo servers"
                        aria-activedescendant=move || option_id(active.get())
                        on:keydown=on_key
                        on:blur=on_blur
                    >
                        {(0..count).map(option).collect_view()}
                    </ul>
                    <p class="hint">"Third parties see what you send them."</p>
                </div>
            </Show>
        </div>
    }
}

fn option_id(index: usize) -> String {
    format!("echo-server-{index}")
}
