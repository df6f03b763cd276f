//! The Guide and the reference as data: pages of blocks of text, tables, addresses and search.
//!
//! The build reads `docs/guide/*.md` into a [`Guide`] (`markdown`) and writes it as JSON beside the page,
//! which renders it as text nodes. Nothing here uses a browser.

pub mod address;
pub mod choose;
pub mod command;
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
        /// Its text.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Code to copy.
    Code {
        /// The language: `js`.
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
        /// The headers of the columns.
        head: Vec<Vec<Inline>>,
        /// The rows below.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A live part.
    Live(Live),
}

/// The live parts of a page. In Markdown each is a comment in a line of its own: `<!-- live: chooser -->`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Live {
    /// Five questions, and the transport that fits ([`choose`]).
    Chooser,
    /// A timeline of the waits between attempts, for typed numbers.
    Waits,
    /// The page's commands have the URL of the tester ([`command`]).
    Commands,
    /// A field that narrows the page's tables to the rows with its words.
    Finder,
}

impl Live {
    /// All live parts.
    pub const ALL: [Self; 4] = [Self::Chooser, Self::Waits, Self::Commands, Self::Finder];

    /// Its name in the comment.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chooser => "chooser",
            Self::Waits => "waits",
            Self::Commands => "commands",
            Self::Finder => "finder",
        }
    }
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
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// A link.
    Link {
        /// Its target.
        to: Link,
        /// Its text.
        text: Vec<Inline>,
    },
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// Within the app: `#/guide/closing`, `#/reference/1006`, `#/lab/key`.
    Here(String),
    /// To the tester, with something filled in.
    Tester(Setup),
    /// To a page of wsbin's over HTTP, by its route: `login`. In Markdown it is `[words](wsbin-page:/login)`.
    Served(String),
    /// To the web.
    Web(String),
}

/// The fields that a link to the tester fills in. In Markdown it is `[words](wsbin:/echo)`, and with a
/// message `[words](wsbin:/echo 'a message')`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Setup {
    /// One of wsbin's routes: `echo`, `close/1011?after=1000`.
    pub route: String,
    /// The first message to send; may be empty.
    pub message: String,
}

/// A string: the code that reads a struct would be larger.
impl From<String> for Setup {
    fn from(text: String) -> Self {
        // A route contains no blank.
        let (route, message) = text.split_once(' ').unwrap_or((&text, ""));
        Self {
            route: route.to_owned(),
            message: message.to_owned(),
        }
    }
}

impl From<Setup> for String {
    fn from(setup: Setup) -> Self {
        if setup.message.is_empty() {
            return setup.route;
        }
        [setup.route, setup.message].join(" ")
    }
}

impl Guide {
    /// The page of that name.
    pub fn page(&self, slug: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.slug == slug)
    }
}

impl Page {
    /// Whether it has that live part.
    pub fn has(&self, live: Live) -> bool {
        self.blocks.contains(&Block::Live(live))
    }

    /// Its whole text, in order.
    pub fn text(&self) -> String {
        let mut text = self.title.clone();
        text.push(' ');
        add_inlines(&mut text, &self.lead);
        add_blocks(&mut text, &self.blocks);
        text
    }
}

/// The text of a line, without its markup.
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
        Block::Live(_) => {}
        Block::Table { head, rows } => {
            for cell in std::iter::once(head).chain(rows).flatten() {
                text.push(' ');
                add_inlines(text, cell);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_up_is_one_text_and_back() {
        let check = |route: &str, message: &str, text: &str| {
            let setup = Setup {
                route: route.to_owned(),
                message: message.to_owned(),
            };
            assert_eq!(String::from(setup.clone()), text);
            assert_eq!(Setup::from(text.to_owned()), setup);
        };
        check("echo", "", "echo");
        check(
            "auth?mode=first-message",
            r#"{"a": 1}"#,
            r#"auth?mode=first-message {"a": 1}"#,
        );
    }
}
