//! The tags of entries. Few entries wear one, so that they are kept apart, in order of the entries.

use std::collections::VecDeque;
use std::ops::Range;

use crate::entry::{EntryId, Tag};

/// The tags, oldest first.
#[derive(Debug, Default)]
pub struct Tags {
    worn: VecDeque<(EntryId, Tag)>,
}

impl Tags {
    /// Tags an entry that is newer than all tagged ones, and forgets the tags of entries before `oldest`.
    pub(super) fn push(&mut self, id: EntryId, tag: Tag, oldest: EntryId) {
        while self.worn.front().is_some_and(|(first, _)| *first < oldest) {
            self.worn.pop_front();
        }
        self.worn.push_back((id, tag));
    }

    /// The tag of an entry.
    pub fn get(&self, id: EntryId) -> Option<Tag> {
        let at = self.worn.binary_search_by_key(&id, |(of, _)| *of).ok()?;
        Some(self.worn[at].1)
    }

    /// The tagged entries with these ids.
    pub fn within(&self, ids: Range<EntryId>) -> impl Iterator<Item = (EntryId, Tag)> {
        let from = self.worn.partition_point(|(id, _)| *id < ids.start);
        self.worn
            .range(from..)
            .copied()
            .take_while(move |(id, _)| *id < ids.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_by_entry_and_forgotten_with_it() {
        let mut tags = Tags::default();
        for id in [3, 5, 9] {
            tags.push(EntryId(id), Tag::Beat, EntryId(0));
        }
        let within = |tags: &Tags, from, to| tags.within(EntryId(from)..EntryId(to)).count();
        assert_eq!((within(&tags, 0, 10), within(&tags, 4, 9)), (3, 1));
        tags.push(EntryId(11), Tag::Reply, EntryId(6));
        assert_eq!(tags.get(EntryId(5)), None);
        assert_eq!(tags.get(EntryId(9)), Some(Tag::Beat));
        assert_eq!(tags.get(EntryId(11)), Some(Tag::Reply));
        assert_eq!(tags.get(EntryId(10)), None);
    }
}
