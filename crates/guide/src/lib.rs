//! The Guide and the reference as data: pages of blocks of text, tables, their addresses in the page, and looking something up
//! in them.
//!
//! The build reads `docs/guide/*.md` into a [`Guide`] (`markdown`), writes it as JSON beside the page, and the page draws what
//! it reads back as text nodes. Nothing here knows a browser.

pub mod address;
pub mod contents;
#[cfg(feature = "markdown")]
pub mod markdown;
pub mod reference;
pub mod search;

use serde::{Deserialize, Serialize};

pub use address::Address;

/// All pages, in the order of the contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// The pages.
    pub pages: Vec<Page>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its name in addresses: `reconnect`.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// The sentence below the heading.
    pub lead: Vec<Inline>,
    /// The rest.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// The heading of a section.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Its name in addresses: `how-long-to-wait`.
        id: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Code to copy.
    Code {
        /// What it is written in: `js`.
        language: String,
        /// The lines, each with its end.
        text: String,
    },
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table. Every row has as many cells as the head.
    Table {
        /// What the columns are called.
        head: Vec<Vec<Inline>>,
        /// The rows below.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Code.
    Code(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Stressed strongly.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads.
        to: Link,
        /// What it says.
        text: Vec<Inline>,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// Within the app: `#/guide/closing`, `#/reference/1006`, `#/lab/key`.
    Here(String),
    /// To the tester, with the URL of one of wsbin's routes filled in: `echo`, `close/1011?after=1000`.
    Tester(String),
    /// To the web.
    Web(String),
}

impl Guide {
    /// The page of that name.
    pub fn page(&self, slug: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.slug == slug)
    }
}

impl Page {
    /// All that it says, in its order.
    pub fn text(&self) -> String {
        let mut text = self.title.clone();
        text.push(' ');
        add_inlines(&mut text, &self.lead);
        add_blocks(&mut text, &self.blocks);
        text
    }
}

/// What a line says.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    add_inlines(&mut text, inlines);
    text
}

fn add_inlines(text: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(more) | Inline::Code(more) => text.push_str(more),
            Inline::Emphasis(within) | Inline::Strong(within) | Inline::Link { text: within, .. } => {
                add_inlines(text, within);
            }
        }
    }
}

fn add_blocks(text: &mut String, blocks: &[Block]) {
    for block in blocks {
        add_block(text, block);
    }
}

fn add_block(text: &mut String, block: &Block) {
    text.push(' ');
    match block {
        Block::Heading { text: line, .. } | Block::Paragraph(line) => add_inlines(text, line),
        Block::Code { text: code, .. } => text.push_str(code),
        Block::List { items, .. } => items.iter().for_each(|item| add_blocks(text, item)),
        Block::Table { head, rows } => {
            for cell in std::iter::once(head).chain(rows).flatten() {
                text.push(' ');
                add_inlines(text, cell);
            }
        }
    }
}
