//! Blocks and lines of a page, all as text nodes.

use leptos::prelude::*;
use tabcat_guide::command::{EXAMPLE, fill};
use tabcat_guide::search::has_every_word;
use tabcat_guide::{Block, Inline, Link, Page, Setup, plain};

use super::live::{BACKOFF, Reading, live};
use super::tester::TesterLink;
use crate::app::{self, section_id};
use crate::ui::elements::{IconButton, Shape};

/// The blocks of a page, one below the other.
pub(super) fn blocks(page: &'static Page) -> Vec<AnyView> {
    let reading = Reading::of(page);
    let draw = |block: &'static Block| match block {
        Block::Live(part) => live(*part, page, reading),
        block => reading.block(block),
    };
    page.blocks.iter().map(draw).collect()
}

/// The text of a table row.
pub(super) fn text_of_row(row: &[Vec<Inline>]) -> String {
    let cells: Vec<_> = row.iter().map(|cell| plain(cell)).collect();
    cells.join(" ")
}

/// A line without commands.
pub(super) fn inlines(line: &'static [Inline]) -> Vec<AnyView> {
    let reading = Reading {
        url: None,
        wanted: None,
        waits: None,
    };
    reading.line(line)
}

impl Reading {
    fn block(self, block: &'static Block) -> AnyView {
        match block {
            Block::Heading { level: 2, id, text } => {
                view! { <h2 id=section_id(id) tabindex="-1">{self.line(text)}</h2> }.into_any()
            }
            Block::Heading { id, text, .. } => {
                view! { <h3 id=section_id(id) tabindex="-1">{self.line(text)}</h3> }.into_any()
            }
            Block::Paragraph(line) => match line.as_slice() {
                [
                    Inline::Link {
                        to: Link::Tester(setup),
                        text,
                    },
                ] => demo(setup, self.line(text)),
                line => view! { <p>{self.line(line)}</p> }.into_any(),
            },
            Block::Code { text, .. } => self.code(text),
            Block::List { ordered: true, items } => {
                view! { <ol class="text">{self.list(items)}</ol> }.into_any()
            }
            Block::List { items, .. } => view! { <ul class="text">{self.list(items)}</ul> }.into_any(),
            Block::Table { head, rows } => self.table(head, rows),
            // These are blocks themselves, never within one.
            Block::Live(_) => ().into_any(),
        }
    }

    fn list(self, items: &'static [Vec<Block>]) -> Vec<AnyView> {
        let item = |item: &'static Vec<Block>| match item.as_slice() {
            [Block::Paragraph(line)] => view! { <li>{self.line(line)}</li> }.into_any(),
            item => {
                let blocks: Vec<_> = item.iter().map(|block| self.block(block)).collect();
                view! { <li>{blocks}</li> }.into_any()
            }
        };
        items.iter().map(item).collect()
    }

    fn code(self, text: &'static str) -> AnyView {
        view! {
            <div class="code">
                <pre tabindex="0"><code>{self.shown(text)}</code></pre>
                {self.copy(text)}
            </div>
        }
        .into_any()
    }

    fn copy(self, text: &'static str) -> AnyView {
        let page = app::Page::get();
        let copy = move |()| page.copy(self.command(text), "Code copied");
        view! { <IconButton label="Copy" title="Copy this code" shape=Shape::Copy press=copy/> }.into_any()
    }

    /// The first cell of a row is its header. On a phone each row is a block, and its cells show the headers
    /// of their columns.
    fn table(self, head: &'static [Vec<Inline>], rows: &'static [Vec<Vec<Inline>>]) -> AnyView {
        let column = |cell: &'static Vec<Inline>| match cell.as_slice() {
            [] => view! { <td></td> }.into_any(),
            cell => view! { <th scope="col">{self.line(cell)}</th> }.into_any(),
        };
        let cell = move |(at, cell): (usize, &'static Vec<Inline>)| match at {
            0 => view! { <th scope="row">{self.line(cell)}</th> }.into_any(),
            at => view! { <td data-label=head.get(at).map(|head| plain(head))>{self.cell(cell)}</td> }
                .into_any(),
        };
        let texts: Vec<String> = rows.iter().map(|row| text_of_row(row)).collect();
        let texts = StoredValue::new(texts);
        let is_wanted = move |at: usize| {
            self.wanted.is_none_or(|wanted| {
                wanted.with(|wanted| texts.with_value(|texts| has_every_word(&texts[at], wanted)))
            })
        };
        let none_is_wanted = move || self.wanted.is_some() && !(0..rows.len()).any(is_wanted);
        let row = move |(at, row): (usize, &'static Vec<Vec<Inline>>)| {
            view! { <tr hidden=move || !is_wanted(at)>{row.iter().enumerate().map(cell).collect::<Vec<_>>()}</tr> }
                .into_any()
        };
        view! {
            <table class="words" hidden=move || none_is_wanted()>
                <thead><tr>{head.iter().map(column).collect::<Vec<_>>()}</tr></thead>
                <tbody>{rows.iter().enumerate().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        }
        .into_any()
    }

    /// On a page of commands, a cell with a single piece of code is a command.
    fn cell(self, cell: &'static [Inline]) -> AnyView {
        match cell {
            [Inline::Code(code)] if self.url.is_some() => {
                view! { <div class="command"><code>{self.shown(code)}</code>{self.copy(code)}</div> }
                    .into_any()
            }
            cell => self.line(cell).into_any(),
        }
    }

    fn line(self, inlines: &'static [Inline]) -> Vec<AnyView> {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(self, piece: &'static Inline) -> AnyView {
        match piece {
            Inline::Text(text) => text.as_str().into_any(),
            Inline::Code(code) => view! { <code>{self.shown(code)}</code> }.into_any(),
            Inline::Emphasis(within) => view! { <em>{self.line(within)}</em> }.into_any(),
            Inline::Strong(within) => view! { <strong>{self.line(within)}</strong> }.into_any(),
            Inline::Link { to: Link::Here(href), text } => match self.waits.filter(|_| href == BACKOFF) {
                Some(waits) => view! { <a href=move || waits.get()>{self.line(text)}</a> }.into_any(),
                None => view! { <a href=href.as_str()>{self.line(text)}</a> }.into_any(),
            },
            Inline::Link { to: Link::Tester(setup), text } => {
                let words = view! { {self.line(text)}<span class="visually-hidden">" (open in the tester)"</span> };
                link(setup, "try").around(words.into_any())
            }
            Inline::Link { to: Link::Served(route), text } => {
                let href = app::Page::get().served(route);
                view! { <a class="web" href=href target="_blank">{self.line(text)}</a> }.into_any()
            }
            Inline::Link { to: Link::Web(url), text } => {
                view! { <a class="web" href=url.as_str() target="_blank" rel="noopener">{self.line(text)}</a> }
                    .into_any()
            }
        }
    }

    /// The code shown; a command changes with the URL of the tester.
    fn shown(self, code: &'static str) -> AnyView {
        if self.url.is_some() && has_example(code) {
            return (move || self.command(code)).into_any();
        }
        self.command(code).into_any()
    }

    /// The code to copy.
    fn command(self, code: &str) -> String {
        match self.url {
            Some(url) if has_example(code) => url.with(|url| fill(code, &url.url)),
            _ => app::Page::get().code_at_home(code),
        }
    }
}

fn has_example(code: &str) -> bool {
    // Pages are served over http: as well.
    code.contains(EXAMPLE.trim_start_matches("ws"))
}

/// A paragraph that is one link to the tester: a sentence, the route and message, and a button.
fn demo(setup: &'static Setup, words: Vec<AnyView>) -> AnyView {
    let page = app::Page::get();
    let message =
        (!setup.message.is_empty()).then(|| view! { <code>{setup.message.as_str()}</code> }.into_any());
    view! {
        <div class="demo">
            <p>{words}</p>
            <p class="hint">
                <code>"/"{setup.route.as_str()}</code>
                {message}
                {(!page.has_wsbin()).then_some(" Start wsbin on this machine: cargo xtask run")}
            </p>
            {link(setup, "button small").around("Open in the tester".into_any())}
        </div>
    }
    .into_any()
}

fn link(setup: &'static Setup, class: &'static str) -> TesterLink {
    TesterLink {
        route: &setup.route,
        message: &setup.message,
        class,
        name: None,
    }
}
