//! A flat index of the values in a text: 32 bytes for each, in the order of the text, without copies. The
//! caller keeps the text, and passes it again to get keys and values.

use super::entry::{Entry, Tag, members};
use super::error::JsonError;
use super::index::{LIMITS, Limits, Making};
use super::string::{inside_quotes, unescape};
use crate::format::visible;

/// A JSON text, indexed.
#[derive(Debug, Clone)]
pub struct Document {
    entries: Vec<Entry>,
}

/// A document being indexed, for a text that takes longer than a frame. Dropping it cancels the work.
#[derive(Debug)]
pub struct Indexing(Making);

impl Default for Indexing {
    fn default() -> Self {
        Self::within(LIMITS)
    }
}

impl Indexing {
    pub(super) fn within(limits: Limits) -> Self {
        Self(Making::new(limits))
    }

    /// The progress in the text, in bytes.
    pub fn at(&self) -> usize {
        self.0.at()
    }

    /// Indexes about `budget` more bytes of the text, at least one string or number, however long. `None` if
    /// there is more to do. The text must be the same each time.
    pub fn step(&mut self, text: &str, budget: usize) -> Option<Result<Document, JsonError>> {
        let entries = self.0.step(text, budget).transpose()?;
        Some(match entries {
            Ok(entries) => Ok(Document { entries }),
            Err(fault) => Err(JsonError::locate(text, fault)),
        })
    }
}

/// A value of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// One value of a document, with access to its properties.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    entry: &'d Entry,
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// With so many members, repeated keys included.
    Object(usize),
    /// With so many items.
    Array(usize),
    /// In quotes.
    String,
    /// Any size, any precision: as written.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
    /// An object or array nested so deeply that it is shown as raw text; it is valid JSON.
    TooDeep,
}

impl Document {
    /// Indexes a text, in time linear in its length (and n log n in the keys of one object). Containers 512 deep are
    /// kept as raw text ([`Kind::TooDeep`]); more than four million values are refused.
    ///
    /// # Panics
    /// When the text has 4 GiB or more, which no wasm page can hold.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        Self::parse_within(text, LIMITS)
    }

    pub(super) fn parse_within(text: &str, limits: Limits) -> Result<Self, JsonError> {
        Indexing::within(limits)
            .step(text, usize::MAX)
            .expect("a text ends before an endless budget does")
    }

    /// The outermost value.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// One of the values.
    ///
    /// # Panics
    /// When the id is another document's and this one has no such value.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        Node {
            entry: self.entry(id.0),
        }
    }

    /// The members or items of a container, in the order of the text.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        members(&self.entries, id.0).map(NodeId)
    }

    /// How many entries there are, ends included.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.entries.len())
            .expect("there are fewer entries than bytes, and fewer than 2^32 bytes")
    }

    pub(super) fn entry(&self, at: u32) -> &Entry {
        &self.entries[at as usize]
    }
}

impl Node<'_> {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        let children = self.entry.children();
        match self.entry.tag() {
            Tag::Object => Kind::Object(children),
            Tag::Array => Kind::Array(children),
            Tag::String => Kind::String,
            Tag::Number => Kind::Number,
            Tag::True => Kind::True,
            Tag::False => Kind::False,
            Tag::Null => Kind::Null,
            Tag::TooDeep => Kind::TooDeep,
            Tag::End => unreachable!("ids are given out for values only"),
        }
    }

    /// How many containers are around it.
    pub fn depth(&self) -> usize {
        self.entry.depth()
    }

    /// The container it is directly in; `None` for the root.
    pub fn parent(&self) -> Option<NodeId> {
        self.entry.parent().map(NodeId)
    }

    /// Its place among the members or items of its parent, from 0.
    pub fn index(&self) -> usize {
        self.entry.index()
    }

    /// Whether its object has another member with the same key. Parsers then disagree about which one counts.
    pub fn is_repeated(&self) -> bool {
        self.entry.is_repeated()
    }

    /// Its source text, brackets and quotes included. For another text than the one parsed, any piece of that
    /// or nothing: a mistake in a view must not panic the page.
    pub fn raw<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.entry.range()).unwrap_or_default()
    }

    /// Its key as written, without the quotes; `None` in an array and at the root.
    pub fn raw_key<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.entry.key(text)
    }

    /// Its key: escapes resolved, then made [`visible`]. A lone `\ud800` stays an escape.
    pub fn key(&self, text: &str) -> Option<String> {
        Some(visible(&unescape(self.raw_key(text)?)))
    }

    /// The content of a string, escapes resolved, for copying: line breaks are line breaks, a lone `\ud800`
    /// stays an escape. `None` for anything but a string.
    pub fn string(&self, text: &str) -> Option<String> {
        let inside = || inside_quotes(text, self.entry.range().start);
        (self.entry.tag() == Tag::String).then(|| unescape(inside()).into_owned())
    }
}
