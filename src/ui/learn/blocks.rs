//! Blocks and lines of a page, all as text nodes.

use leptos::prelude::*;
use tabcat_guide::{Block, Inline, Link, plain};

use crate::app::{App, section_id};
use crate::ui::elements::{IconButton, Shape};

/// Blocks, one below the other.
pub(super) fn blocks(blocks: &'static [Block]) -> Vec<AnyView> {
    blocks.iter().map(block).collect()
}

fn block(block: &'static Block) -> AnyView {
    match block {
        Block::Heading { level: 2, id, text } => {
            view! { <h2 id=section_id(id) tabindex="-1">{inlines(text)}</h2> }.into_any()
        }
        Block::Heading { id, text, .. } => {
            view! { <h3 id=section_id(id) tabindex="-1">{inlines(text)}</h3> }.into_any()
        }
        Block::Paragraph(line) => view! { <p>{inlines(line)}</p> }.into_any(),
        Block::Code { text, .. } => view! { <Code text/> }.into_any(),
        Block::List { ordered: true, items } => view! { <ol class="text">{list(items)}</ol> }.into_any(),
        Block::List { items, .. } => view! { <ul class="text">{list(items)}</ul> }.into_any(),
        Block::Table { head, rows } => view! { <Table head rows/> }.into_any(),
    }
}

fn list(items: &'static [Vec<Block>]) -> Vec<AnyView> {
    let item = |item: &'static Vec<Block>| match item.as_slice() {
        [Block::Paragraph(line)] => view! { <li>{inlines(line)}</li> }.into_any(),
        item => view! { <li>{blocks(item)}</li> }.into_any(),
    };
    items.iter().map(item).collect()
}

#[component]
fn Code(text: &'static str) -> impl IntoView {
    let app = App::get();
    view! {
        <div class="code">
            <pre tabindex="0"><code>{text}</code></pre>
            <IconButton label="Copy" title="Copy this code" shape=Shape::Copy press=move |()| app.copy(text.to_owned(), "Code copied")/>
        </div>
    }
}

/// The first cell of a row is what the row is about. On a phone each row is a block, and its cells have the heads of their columns.
#[component]
fn Table(head: &'static [Vec<Inline>], rows: &'static [Vec<Vec<Inline>>]) -> impl IntoView {
    let column = |cell: &'static Vec<Inline>| view! { <th scope="col">{inlines(cell)}</th> }.into_any();
    let cell = move |(at, cell): (usize, &'static Vec<Inline>)| match at {
        0 => view! { <th scope="row">{inlines(cell)}</th> }.into_any(),
        at => view! { <td data-label=head.get(at).map(|head| plain(head))>{inlines(cell)}</td> }.into_any(),
    };
    let row = move |row: &'static Vec<Vec<Inline>>| {
        view! { <tr>{row.iter().enumerate().map(cell).collect::<Vec<_>>()}</tr> }.into_any()
    };
    view! {
        <table class="words">
            <thead><tr>{head.iter().map(column).collect::<Vec<_>>()}</tr></thead>
            <tbody>{rows.iter().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
}

/// A line.
pub(super) fn inlines(inlines: &'static [Inline]) -> Vec<AnyView> {
    inlines.iter().map(inline).collect()
}

fn inline(piece: &'static Inline) -> AnyView {
    match piece {
        Inline::Text(text) => text.as_str().into_any(),
        Inline::Code(code) => view! { <code>{code.as_str()}</code> }.into_any(),
        Inline::Emphasis(within) => view! { <em>{inlines(within)}</em> }.into_any(),
        Inline::Strong(within) => view! { <strong>{inlines(within)}</strong> }.into_any(),
        Inline::Link { to: Link::Here(href), text } => {
            view! { <a href=href.as_str()>{inlines(text)}</a> }.into_any()
        }
        Inline::Link { to: Link::Tester(route), text } => view! {
            <a class="try" href=App::get().link_to_route(route) title=format!("Open /{route} in the tester. Nothing connects.")>
                {inlines(text)}
                <span class="visually-hidden">" (open in the tester)"</span>
            </a>
        }
        .into_any(),
        Inline::Link { to: Link::Web(url), text } => {
            view! { <a class="web" href=url.as_str() target="_blank" rel="noopener">{inlines(text)}</a> }.into_any()
        }
    }
}
