//! Makes entries of a text in one pass over the tokens; each container is closed at its bracket.

use super::entry::{Entry, NONE, Tag};
use super::error::Fault;
use super::nesting::Container;
use super::reader::{Piece, Place, Reader, Token};
use super::repeated;

/// The limits of indexing. Tests make these small.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// A container with so many around it is [`Tag::TooDeep`].
    pub(super) depth: u16,
    /// More entries than this are an error: at 32 bytes each they would outgrow what a page can hold.
    pub(super) entries: usize,
}

/// The limits that suit a page.
pub(super) const LIMITS: Limits = Limits {
    depth: 512,
    entries: 1 << 22,
};

/// The state of indexing after a part of the text.
#[derive(Debug)]
pub(super) struct Making {
    limits: Limits,
    entries: Vec<Entry>,
    /// Where the reader stopped.
    place: Place,
    /// The innermost open container.
    inside: u32,
    /// The key whose value comes next.
    key: u32,
    /// The open container that is too deep to index.
    passing: Option<Passing>,
}

/// A container that is skipped.
#[derive(Debug, Clone, Copy)]
struct Passing {
    opened: Piece,
    /// How many containers are open after its end.
    outside: usize,
}

impl Making {
    /// Nothing read yet.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            entries: Vec::new(),
            place: Place::default(),
            inside: NONE,
            key: NONE,
            passing: None,
        }
    }

    /// The progress, in bytes.
    pub(super) fn at(&self) -> usize {
        self.place.at()
    }

    /// Reads about `budget` more bytes of `text`, always the same one, in whole tokens. Returns the entries
    /// at the end.
    pub(super) fn step(&mut self, text: &str, budget: usize) -> Result<Option<Vec<Entry>>, Fault> {
        let reader = Reader::resume(text, std::mem::take(&mut self.place));
        let until = reader.at().saturating_add(budget);
        let mut builder = Builder {
            text,
            reader,
            making: self,
            repeated: repeated::Finder::default(),
        };
        let ended = builder.build(until)?;
        self.place = builder.reader.pause();
        Ok(ended.then(|| std::mem::take(&mut self.entries)))
    }
}

/// Appends entries in the reader's order.
struct Builder<'t, 'm> {
    text: &'t str,
    reader: Reader<'t>,
    making: &'m mut Making,
    repeated: repeated::Finder<'t>,
}

impl Builder<'_, '_> {
    /// Reads past the byte at `until`, or to the end of the text. Returns whether it is at the end.
    fn build(&mut self, until: usize) -> Result<bool, Fault> {
        while self.reader.at() < until {
            let Some(piece) = self.reader.read()? else {
                return Ok(true);
            };
            if let Some(Passing { opened, outside }) = self.making.passing {
                if self.reader.depth() == outside {
                    self.making.passing = None;
                    let end = piece.end;
                    self.add(Piece { end, ..opened }, Tag::TooDeep)?;
                }
                continue;
            }
            match piece.token {
                Token::Key => self.making.key = offset(piece.start),
                Token::Open(_) if self.reader.depth() > usize::from(self.making.limits.depth) => {
                    self.making.passing = Some(Passing {
                        opened: piece,
                        outside: self.reader.depth() - 1,
                    });
                }
                Token::Open(Container::Object) => self.open(piece, Tag::Object)?,
                Token::Open(Container::Array) => self.open(piece, Tag::Array)?,
                Token::Close(container) => self.close(piece, container)?,
                Token::String => self.add(piece, Tag::String)?,
                Token::Number => self.add(piece, Tag::Number)?,
                Token::True => self.add(piece, Tag::True)?,
                Token::False => self.add(piece, Tag::False)?,
                Token::Null => self.add(piece, Tag::Null)?,
            }
        }
        Ok(false)
    }

    fn open(&mut self, piece: Piece, tag: Tag) -> Result<(), Fault> {
        self.add(piece, tag)?;
        self.making.inside = offset(self.making.entries.len() - 1);
        Ok(())
    }

    fn close(&mut self, piece: Piece, container: Container) -> Result<(), Fault> {
        let opened = self.making.inside;
        if container == Container::Object {
            self.repeated.flag(self.text, &mut self.making.entries, opened);
        }
        if self.making.entries[opened as usize].children > 0 {
            let end = self.entry(piece, Tag::End);
            self.push(end)?;
        }
        let after = offset(self.making.entries.len());
        let entry = &mut self.making.entries[opened as usize];
        entry.end = offset(piece.end);
        entry.after = after;
        self.making.inside = entry.parent;
        Ok(())
    }

    fn add(&mut self, piece: Piece, tag: Tag) -> Result<(), Fault> {
        let mut entry = self.entry(piece, tag);
        self.making.key = NONE;
        if let Some(parent) = self.making.entries.get_mut(self.making.inside as usize) {
            entry.index = parent.children;
            parent.children += 1;
        }
        self.push(entry)
    }

    /// An entry in the innermost open container, with nothing inside it yet.
    fn entry(&self, piece: Piece, tag: Tag) -> Entry {
        let parent = self.making.entries.get(self.making.inside as usize);
        Entry {
            start: offset(piece.start),
            end: offset(piece.end),
            key: self.making.key,
            parent: self.making.inside,
            index: 0,
            children: 0,
            after: offset(self.making.entries.len()) + 1,
            depth: parent.map_or(0, |parent| parent.depth + 1),
            tag,
            repeated: false,
        }
    }

    fn push(&mut self, entry: Entry) -> Result<(), Fault> {
        if self.making.entries.len() == self.making.limits.entries {
            return Err(Fault {
                byte: entry.start as usize,
                message: "expected no more values: a tree has room for four million, read this as raw text",
            });
        }
        self.making.entries.push(entry);
        Ok(())
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a payload is smaller than 4 GiB")
}
