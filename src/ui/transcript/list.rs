//! The rows in view, over a store that may hold a million. A row element is used again for whichever entry comes into
//! its place; nothing is drawn for an entry that is out of view.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use tabcat_core::row::Row;

use super::row::{RowView, row_id};
use crate::app::{App, Move};
use crate::ui::parts::px;

/// The grid.
#[component]
pub fn List(
    /// How many rows there are to draw.
    rows: Memo<usize>,
) -> impl IntoView {
    let app = App::get();
    let viewer = app.viewer;
    let list = NodeRef::<Div>::new();
    let spacer = NodeRef::<Div>::new();

    let window = Memo::new(move |_| viewer.window());
    let drawn = Memo::new(move |_| {
        app.model.published.track();
        app.filtering.track();
        app.rows(window.get())
    });
    let slots = Memo::new(move |_| window.with(|window| window.count));
    let offset = move || {
        format!(
            "translateY({})",
            px(viewer.view().offset(window.with(|window| window.start)))
        )
    };

    Effect::new(move || {
        if let Some(list) = list.get() {
            viewer.watch(&list);
        }
    });
    // Height first, then the position: a list can't be scrolled further than it is high.
    Effect::new(move || {
        let view = viewer.view();
        let (Some(list), Some(spacer)) = (list.get(), spacer.get()) else {
            return;
        };
        let height = px(view.total_height());
        ElementExt::style(&spacer, ("height", height));
        if viewer.follow.get() && !view.is_at_bottom() {
            scroll(&list, view.bottom());
            viewer.placed(view.bottom());
        }
    });
    viewer.keep_place();
    Effect::new(move || {
        let top = viewer.scroll_to.get();
        if let Some(list) = list.get_untracked() {
            scroll(&list, top);
            viewer.placed(top);
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
            "Enter" => app.enter_detail(),
            "Escape" => viewer.close_detail(),
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || {
        let selected = viewer.selected.get()?;
        drawn
            .with(|drawn| drawn.iter().any(|row| row.id == selected))
            .then(|| row_id(selected))
    };
    let slot = move |index: usize| {
        let row: Memo<Option<Row>> = Memo::new(move |_| drawn.with(|drawn| drawn.get(index).cloned()));
        view! { <RowView row/> }
    };
    view! {
        <div
            node_ref=list
            id="transcript"
            class="list"
            role="grid"
            aria-label="Transcript"
            aria-readonly="true"
            aria-rowcount=move || rows.get().to_string()
            aria-activedescendant=active
            tabindex="0"
            on:scroll:target=move |event| {
                let list = event.target();
                let most = list.scroll_height() - list.client_height();
                viewer.scrolled(list.scroll_top().into(), most.into());
            }
            on:keydown=on_key
        >
            <div node_ref=spacer role="presentation">
                <div class="rows" role="presentation" style:transform=offset>
                    <For each=move || 0..slots.get() key=|index| *index children=slot/>
                </div>
            </div>
        </div>
    }
}

fn scroll(list: &<Div as leptos::html::ElementType>::Output, top: f64) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "browsers lay out at most 2^25 pixels; a float cast saturates"
    )]
    list.set_scroll_top(top as i32);
}
