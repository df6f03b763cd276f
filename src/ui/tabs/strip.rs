//! The strip: a tab for each connection, and one more.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use tabcat_core::tab::spoken;
use tabcat_core::workbench::ConnectionId;

use super::menu::{At, menu};
use super::rename::rename;
use super::{count, marks};
use crate::app::{Pane, Panes, TAB_PANEL, Tabs, effect, focus, memo, reveal_in_frame, tab_id};
use crate::ui::elements::{Icon, IconButton, Shape, handler};

/// The strip.
pub fn strip() -> AnyView {
    let tabs = Tabs::get();
    let panes = tabs.panes;
    let at = RwSignal::new(None::<At>);
    // While a tab is renamed there is a field among the tabs, which a `tablist` must not contain.
    let is_list = memo(move || tabs.renaming.with(Option::is_none));
    let all = move || {
        let all = panes.all.get();
        all.into_iter()
            .map(|pane| tab(&pane, at, is_list))
            .collect::<Vec<_>>()
    };
    let reveal = reveal_in_frame(move || tab_id(panes.shown_now().id));
    effect(move || {
        tabs.names.track();
        panes.shown();
        reveal();
    });
    // The typed name is taken after a press, not before: the tab shrinks then, and the pressed element would
    // move away.
    let hold = move |event: MouseEvent| {
        if !is_list.get_untracked() {
            event.prevent_default();
        }
    };
    view! {
        <div class="tab-strip" on:mousedown=handler(hold) on:click=handler(move |_: MouseEvent| tabs.take_name())>
            <div class="tabs" role=move || if is_list.get() { "tablist" } else { "group" } aria-label="Connections">
                {move || all()}
            </div>
            <IconButton label="New connection" title="New connection (N)" shape=Shape::Plus press=move |()| panes.open_empty()/>
        </div>
        // Not in the strip: a press in it is none in the strip, which would take the name that is to be typed.
        {menu(at, Callback::new(|()| {}))}
    }
    .into_any()
}

fn tab(pane: &Pane, at: RwSignal<Option<At>>, is_list: Memo<bool>) -> AnyView {
    let pane = *pane;
    let tabs = Tabs::get();
    let panes = tabs.panes;
    let is_shown = memo(move || panes.shown().id == pane.id);
    let name = memo(move || tabs.name(pane));
    let says = move || {
        pane.badge
            .with(|badge| spoken(&name.get(), &badge.standing, badge.unread))
    };
    let title = move || {
        let badge = pane.badge.get();
        let mut title = [name.get(), ", ".to_owned(), badge.standing.words.clone()].concat();
        if let Some(warning) = badge.warning() {
            title.push_str(". ");
            title.push_str(warning);
        }
        title
    };
    let ended = move || {
        let badge = pane.badge.get();
        badge.standing.label.filter(|_| badge.has_ended)
    };
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() {
            return;
        }
        if event.key() == "Delete" {
            tabs.close_from_strip(pane);
        } else if event.key() == "F2" {
            tabs.begin_renaming(pane);
        } else if let Some(id) = reached(&panes, pane.id, &event.key()) {
            focus(&tab_id(id));
        } else {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let open_menu = move |event: MouseEvent| {
        event.prevent_default();
        at.set(Some(At::of(&pane, &event)));
    };
    let close = move |event: MouseEvent| {
        event.stop_propagation();
        // Ignore the second click of a double click: another element is under the pointer by then.
        if event.detail() < 2 {
            tabs.close_from_strip(pane);
        }
    };
    let role = move || is_list.get().then_some("tab");
    let button = move || {
        view! {
            <button
                type="button"
                id=tab_id(pane.id)
                class="tab"
                class:shown=move || is_shown.get()
                role=role
                tabindex=move || if is_shown.get() { "0" } else { "-1" }
                aria-selected=move || is_list.get().then(|| is_shown.get().to_string())
                aria-controls=move || is_shown.get().then_some(TAB_PANEL)
                aria-label=says
                title=title
                on:click=handler(move |_| panes.show(pane))
                on:dblclick=handler(move |_| tabs.begin_renaming(pane))
                on:auxclick=handler(move |event: MouseEvent| {
                    if event.button() == 1 {
                        close(event);
                    }
                })
                on:contextmenu=handler(open_menu)
                on:keydown=handler(on_key)
            >
                {marks(&pane)}
                <span class="tab-name">{move || name.get()}</span>
                {move || ended().map(|label| view! { <span class="label danger" data-says=label aria-hidden="true"></span> }.into_any())}
                {count(pane.badge.into())}
                <span class="tab-close" title="Close (Delete)" aria-hidden="true" on:click=handler(close) on:dblclick=handler(|event: MouseEvent| event.stop_propagation())><Icon shape=Shape::Cross/></span>
            </button>
        }
        .into_any()
    };
    (move || {
        if tabs.renaming.get() == Some(pane.id) {
            rename(&pane)
        } else {
            button()
        }
    })
    .into_any()
}

/// The tab that a key leads to from another.
fn reached(panes: &Panes, from: ConnectionId, key: &str) -> Option<ConnectionId> {
    panes.all.with_untracked(|all| {
        let here = all.iter().position(|of| of.id == from)?;
        let last = all.len() - 1;
        let to = match key {
            "ArrowRight" if here < last => here + 1,
            "ArrowLeft" if here > 0 => here - 1,
            "ArrowRight" | "Home" => 0,
            "ArrowLeft" | "End" => last,
            _ => return None,
        };
        Some(all[to].id)
    })
}
