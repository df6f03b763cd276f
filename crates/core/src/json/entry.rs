//! One entry of the index of a text: a value, or the end of a container. `json::index` makes them.

use std::ops::Range;

use super::string::inside_quotes;

/// The index of no entry.
pub(super) const NONE: u32 = u32::MAX;

/// A value, or the end of a container that has something in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) key: u32,
    pub(super) parent: u32,
    pub(super) index: u32,
    pub(super) children: u32,
    /// The first entry that is neither this one nor inside it.
    pub(super) after: u32,
    pub(super) depth: u16,
    pub(super) tag: Tag,
    pub(super) repeated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
    TooDeep,
    /// The closing bracket of `parent`; one deeper than it, so that folding the inside folds the bracket too.
    End,
}

const _: () = assert!(size_of::<Entry>() == 32);

/// The children of the container at `at`, as far as they have been indexed.
pub(super) fn members(entries: &[Entry], at: u32) -> impl Iterator<Item = u32> {
    let count = entries[at as usize].children as usize;
    let next = move |&child: &u32| Some(entries[child as usize].after);
    std::iter::successors(Some(at + 1), next).take(count)
}

impl Entry {
    pub(super) fn tag(&self) -> Tag {
        self.tag
    }

    /// In bytes of the text, quotes and brackets included.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The container it is directly in.
    pub(super) fn parent(&self) -> Option<u32> {
        (self.parent != NONE).then_some(self.parent)
    }

    /// Its place among its parent's children.
    pub(super) fn index(&self) -> usize {
        self.index as usize
    }

    pub(super) fn is_repeated(&self) -> bool {
        self.repeated
    }

    /// The key without its quotes, as written.
    pub(super) fn key<'t>(&self, text: &'t str) -> Option<&'t str> {
        (self.key != NONE).then(|| inside_quotes(text, self.key as usize))
    }

    pub(super) fn flag_repeated(&mut self) {
        self.repeated = true;
    }

    pub(super) fn depth(&self) -> usize {
        usize::from(self.depth)
    }

    pub(super) fn after(&self) -> u32 {
        self.after
    }

    pub(super) fn children(&self) -> usize {
        self.children as usize
    }

    /// The container that this entry is the end of.
    pub(super) fn ends(&self) -> Option<u32> {
        (self.tag == Tag::End).then_some(self.parent)
    }
}
