//! A JSON message as a tree, or the reason why it has none.

use leptos::attr::custom::custom_attribute;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::detail::{Line, Step};
use tabcat_core::entry::EntryId;
use tabcat_core::json::Shape as LineShape;

use super::pool::{attach, pool};
use super::raw::Raw;
use crate::app::{Detail, Pane, Scroller, memo};
use crate::classes;
use crate::ui::elements::{Icon, Shape, handler};

/// In CSS pixels; the style sheet has the same number.
const LINE_HEIGHT: f64 = 22.0;

/// The indentation of a level, in CSS pixels.
const INDENT: usize = 16;

/// Deeper levels are indented no further: they would be out of sight.
const DEEPEST: usize = 40;

/// The tree, or else the reason why there is none, and the text.
#[component]
pub fn Pretty(
    /// The message shown.
    id: Signal<EntryId>,
) -> impl IntoView {
    let pane = Pane::get();
    let is_json = memo(move || pane.detail.reading.with(|reading| reading.formatted().is_some()));
    move || {
        if is_json.get() {
            view! { <Tree id/> }.into_any()
        } else {
            view! { <Raw id/> }.into_any()
        }
    }
}

#[component]
fn Tree(id: Signal<EntryId>) -> impl IntoView {
    let pane = Pane::get();
    let detail = pane.detail;
    let scroller = Scroller::new(LINE_HEIGHT, memo(move || detail.tree_len()));
    let element = NodeRef::<Div>::new();
    attach(scroller, element, id);
    let on_key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let step = match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                return detail.toggle_cursor();
            }
            "ArrowDown" => Step::Down,
            "ArrowUp" => Step::Up,
            "ArrowRight" => Step::In,
            "ArrowLeft" => Step::Out,
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return,
        };
        event.prevent_default();
        if let Some(line) = detail.walk(step) {
            scroller.reveal(line);
        }
    };
    let active = memo(move || detail.cursor_line());
    let draw = move |window| {
        let active = active.get();
        let lines = detail.tree_lines(window).into_iter();
        lines
            .map(|(number, line)| tree_line(detail, number, line, active == Some(number)))
            .collect()
    };
    view! {
        <div
            node_ref=element
            id="json-tree"
            class="tree"
            role="tree"
            aria-label="JSON"
            tabindex="0"
            aria-activedescendant=move || active.get().map(line_id)
            on:keydown=handler(on_key)
            on:focus=handler(move |_| detail.enter_tree())
            on:mouseleave=handler(move |_| detail.hovered.set(None))
            on:scroll:target=move |event| scroller.scrolled(&event.target())
        >
            {pool(scroller, Box::new(draw))}
        </div>
    }
}

/// One line. A closing bracket is decoration: assistive technology is told the level.
fn tree_line(detail: Detail, number: usize, line: Line, active: bool) -> AnyView {
    let is_value = line.shape != LineShape::End;
    let unfolded = line.unfolded();
    let place = |place: usize| is_value.then(|| place.to_string());
    let (node, shape) = (line.node, line.shape);
    let click = move |_| match shape {
        LineShape::Open | LineShape::Folded => detail.toggle(node),
        _ => detail.cursor.set(Some(node)),
    };
    let colon = if line.key.is_some() { ": " } else { "" };
    view! {
        <div
            class="tree-line"
            class:active=is_value && active
            role=if is_value { "treeitem" } else { "none" }
            id=line_id(number)
            aria-posinset=place(line.place.0)
            aria-setsize=place(line.place.1)
            aria-expanded=unfolded.map(|unfolded| unfolded.to_string())
            aria-selected=is_value.then(|| active.to_string())
            on:click=handler(click)
            on:mouseenter=handler(move |_| detail.hovered.set(Some(node)))
        >
            <span class="guides" style:width=format!("{}px", line.depth.min(DEEPEST) * INDENT)></span>
            <span class="twisty" class:folded=unfolded == Some(false)>
                {unfolded.map(|_| view! { <Icon shape=Shape::Chevron/> }.into_any())}
            </span>
            <span class="content">
                <span class="key">{line.key}</span>
                <span class="punct">{colon}</span>
                <span class=classes::value(line.kind)>{line.value}</span>
                <span class="count">{line.count}</span>
                {line.repeated.then(|| view! { <span class="label warn">"duplicate key"</span> }.into_any())}
            </span>
            <span class="epoch">{line.hint}</span>
        </div>
    }
    // The macro knows no `aria-level`.
    .add_any_attr(custom_attribute("aria-level", place(line.depth + 1)))
    .into_any()
}

fn line_id(number: usize) -> String {
    format!("json-line-{number}")
}
