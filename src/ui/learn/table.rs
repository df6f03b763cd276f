//! Tables of the reference: each row has an address.

use leptos::prelude::*;
use tabcat_guide::reference::api::Live;

use crate::app::{Panes, row_id};

/// A row.
pub(super) struct Line {
    /// Its name in addresses; empty where it has none.
    pub(super) name: String,
    /// Its cells. The first is the row's header.
    pub(super) cells: Vec<Cell>,
}

/// The content of a cell.
pub(super) enum Cell {
    /// Text, with code between backticks.
    Words(&'static str),
    /// Words that are put together.
    Text(String),
    /// Code.
    Code(&'static str),
    /// A link within the page.
    Link(String, &'static str),
    /// A link to the web, and the text after it.
    Web(String, &'static str, &'static str),
    /// A value of the present connection.
    Live(Live),
}

/// A table. On a phone each row is a block, and its cells have the heads of their columns.
pub(super) fn table(
    caption: &'static str,
    head: &'static [&'static str],
    lines: Vec<Line>,
    marked: Option<&str>,
) -> AnyView {
    let column = |head: &&'static str| view! { <th scope="col">{*head}</th> }.into_any();
    let row = |line: Line| {
        let is_marked = marked == Some(&line.name);
        let id = is_marked.then(|| row_id(&line.name));
        let cell = |(at, shown): (usize, Cell)| match at {
            0 => view! { <th scope="row" id=id.clone() tabindex="-1">{cell(shown)}</th> }.into_any(),
            at => view! { <td data-label=head[at]>{cell(shown)}</td> }.into_any(),
        };
        let cells: Vec<AnyView> = line.cells.into_iter().enumerate().map(cell).collect();
        view! { <tr class:current=is_marked>{cells}</tr> }.into_any()
    };
    view! {
        <table class="words">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>{head.iter().map(column).collect::<Vec<_>>()}</tr></thead>
            <tbody>{lines.into_iter().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

fn cell(cell: Cell) -> AnyView {
    match cell {
        Cell::Words(text) => words(text),
        Cell::Text(text) => text.into_any(),
        Cell::Code(text) => view! { <code>{text}</code> }.into_any(),
        Cell::Link(href, text) => view! { <a href=href>{text}</a> }.into_any(),
        Cell::Web(href, text, behind) => {
            view! { <a class="web" href=href target="_blank" rel="noopener">{text}</a>", "{behind} }
                .into_any()
        }
        Cell::Live(live) => {
            let panes = Panes::get();
            view! { <span class="live">{move || panes.shown().live(live)}</span> }.into_any()
        }
    }
}

/// A text, with code between backticks.
pub(super) fn words(text: &'static str) -> AnyView {
    let piece = |(at, piece): (usize, &'static str)| match at % 2 {
        0 => piece.into_any(),
        _ => cell(Cell::Code(piece)),
    };
    text.split('`')
        .enumerate()
        .map(piece)
        .collect::<Vec<_>>()
        .into_any()
}
