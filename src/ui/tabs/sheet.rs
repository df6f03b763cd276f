//! The connections on a phone: a button with the one shown, and a sheet with all of them.

use leptos::ev::MouseEvent;
use leptos::html::Dialog;
use leptos::prelude::*;
use tabcat_core::tab::{Badge, Shape as State, and_unread};

use super::menu::{At, menu};
use super::rename::rename;
use super::{count, marks};
use crate::app::{Pane, SWITCHER, Tabs, effect, focus, memo, row_of};
use crate::ui::elements::{Icon, Shape, handler};

/// The button, and the sheet while it is open.
pub fn switcher() -> AnyView {
    let tabs = Tabs::get();
    let panes = tabs.panes;
    let open = RwSignal::new(false);
    // The sum over all connections that are not shown.
    let others = memo(move || {
        let mut sum = Badge::default();
        for pane in panes.all.get() {
            pane.badge.with(|badge| {
                sum.unread += badge.unread;
                sum.has_ended |= badge.has_ended;
            });
        }
        sum
    });
    let says = move || {
        let all = panes.all.get();
        let connected = all
            .iter()
            .filter(|pane| pane.badge.with(|badge| badge.standing.shape == State::Disc))
            .count();
        format!(
            "Connections: {}, {connected} of {} connected",
            tabs.name(panes.shown()),
            all.len()
        )
    };
    view! {
        <button type="button" id=SWITCHER class="button switcher" aria-label=says aria-haspopup="dialog" on:click=handler(move |_| open.set(true))>
            {move || marks(&panes.shown())}
            <span class="tab-name">{move || tabs.name(panes.shown())}</span>
            {count(others.into())}
            {move || others.with(|others| others.has_ended).then(|| view! { <span class="state square" aria-hidden="true"></span> }.into_any())}
            <Icon shape=Shape::Chevron/>
        </button>
        {move || open.get().then(|| sheet(open))}
    }
    .into_any()
}

fn sheet(open: RwSignal<bool>) -> AnyView {
    let panes = Tabs::get().panes;
    let dialog = NodeRef::<Dialog>::new();
    let at = RwSignal::new(None::<At>);
    effect(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is open or not in the document.
            let _ = dialog.show_modal();
            focus(&row_of(panes.shown_now().id));
        }
    });
    let shut = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    // A click on the backdrop has the dialog itself as its target.
    let beside = move |event: MouseEvent| {
        if event.target() == event.current_target() {
            shut.run(());
        }
    };
    let rows = move || {
        panes
            .all
            .get()
            .into_iter()
            .map(|pane| row(&pane, at, shut))
            .collect::<Vec<_>>()
    };
    let new = move |_| {
        shut.run(());
        panes.open_empty();
    };
    view! {
        <dialog node_ref=dialog class="sheet" aria-label="Connections" on:close=handler(move |_| open.set(false)) on:click=handler(beside)>
            <div class="sheet-body">
                <h2>"Connections"</h2>
                <ul>{move || rows()}</ul>
                <button type="button" class="button large" on:click=handler(new)><Icon shape=Shape::Plus/>"New connection"</button>
            </div>
            {menu(at, shut)}
        </dialog>
    }
    .into_any()
}

fn row(pane: &Pane, at: RwSignal<Option<At>>, shut: Callback<()>) -> AnyView {
    let pane = *pane;
    let tabs = Tabs::get();
    let panes = tabs.panes;
    let name = memo(move || tabs.name(pane));
    let words = move || pane.badge.with(|badge| badge.standing.words.clone());
    let unread = move || pane.badge.with(|badge| and_unread(badge.unread));
    let is_shown = move || panes.shown().id == pane.id;
    let show = move |_| {
        panes.show(pane);
        panes.leave_reading();
        shut.run(());
    };
    let more = move |event: MouseEvent| at.set(Some(At::of(&pane, &event)));
    let button = move || {
        view! {
            <button
                type="button"
                id=row_of(pane.id)
                class="sheet-row"
                aria-current=move || is_shown().then_some("true")
                on:click=handler(show)
            >
                {marks(&pane)}
                <span class="sheet-words">
                    <span class="tab-name">{move || name.get()}</span>
                    <span class="hint">{words}</span>
                </span>
                <span class="visually-hidden">{unread}</span>
                {count(pane.badge.into())}
            </button>
        }
        .into_any()
    };
    let main = move || {
        if tabs.renaming.get() == Some(pane.id) {
            rename(&pane)
        } else {
            button()
        }
    };
    view! {
        <li class:shown=is_shown>
            {main}
            <button
                type="button"
                class="icon-button"
                aria-label=move || ["More for ", &name.get()].concat()
                aria-haspopup="menu"
                on:click=handler(more)
            >
                <Icon shape=Shape::More/>
            </button>
        </li>
    }
    .into_any()
}
