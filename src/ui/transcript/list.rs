//! The grid that the rows are drawn in, and its keys.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::app::{LIST, Move, Pane, Panes, effect};
use crate::ui::elements::{Shape, handler};

/// The grid. [`Pane::draw_list`] draws its content.
#[component]
pub fn List() -> impl IntoView {
    let (panes, pane) = (Panes::get(), Pane::get());
    let viewer = pane.viewer;
    let list = NodeRef::<Div>::new();
    effect(move || {
        if let Some(list) = list.get() {
            pane.draw_list(&list, [Shape::Up.path(), Shape::Down.path()]);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => viewer.go(Move::Next),
            "ArrowUp" => viewer.go(Move::Previous),
            "PageDown" => viewer.go(Move::PageDown),
            "PageUp" => viewer.go(Move::PageUp),
            "Home" => viewer.go(Move::First),
            "End" => viewer.go(Move::Last),
            "Enter" => pane.enter_detail(),
            "Escape" => viewer.close_detail(),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div
            node_ref=list
            id=LIST
            class="list"
            role="grid"
            aria-label=move || panes.transcript_name()
            aria-readonly="true"
            aria-rowcount="0"
            tabindex="0"
            on:keydown=handler(on_key)
        ></div>
    }
}
