//! Keys that occur more than once in an object. RFC 8259 4 leaves their meaning open, and parsers differ: the
//! first wins, the last wins, or the text is refused. So each of them is flagged.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::mem;

use super::entry::{Entry, members};
use super::string::{compare, digest};

/// Finds them by sorting. It compares digests first, then the keys themselves, so that no text can make it
/// slow. Keeps its memory from object to object.
#[derive(Debug, Default)]
pub(super) struct Finder<'t> {
    keys: Vec<Keyed<'t>>,
}

#[derive(Debug, Clone, Copy)]
struct Keyed<'t> {
    digest: u64,
    key: &'t str,
    member: u32,
}

impl<'t> Finder<'t> {
    /// Flags each member of the object at `object` that shares its key with another member. All of them are indexed.
    pub(super) fn flag(&mut self, text: &'t str, entries: &mut [Entry], object: u32) {
        self.keys.clear();
        let keyed = |member: u32| {
            let key = entries[member as usize].key(text)?;
            Some(Keyed {
                digest: digest(key),
                key,
                member,
            })
        };
        self.keys.extend(members(entries, object).filter_map(keyed));
        // By a heap: slower than the standard library's sort, and 1 KB of page less.
        self.keys = BinaryHeap::from(mem::take(&mut self.keys)).into_sorted_vec();
        for pair in self.keys.windows(2) {
            if pair[0] == pair[1] {
                entries[pair[0].member as usize].flag_repeated();
                entries[pair[1].member as usize].flag_repeated();
            }
        }
    }
}

/// Orders by the content of the keys.
impl Ord for Keyed<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.digest
            .cmp(&other.digest)
            .then_with(|| compare(self.key, other.key))
    }
}

impl PartialOrd for Keyed<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Keyed<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Keyed<'_> {}

#[cfg(test)]
mod tests {
    use crate::json::Document;

    /// The keys of the outermost object as written, a `!` after each that is repeated.
    fn check(text: &str, expect: &str) {
        let document = Document::parse(text).unwrap();
        let members = document.children(document.root()).map(|id| {
            let node = document.node(id);
            let mark = if node.is_repeated() { "!" } else { "" };
            format!("{}{mark}", node.raw_key(text).unwrap())
        });
        assert_eq!(members.collect::<Vec<_>>().join(" "), expect, "{text}");
    }

    #[test]
    fn every_member_with_a_shared_key_is_flagged() {
        check("{}", "");
        check(r#"{"a":1}"#, "a");
        check(r#"{"a":1,"b":2}"#, "a b");
        check(r#"{"a":1,"b":2,"a":3}"#, "a! b a!");
        check(r#"{"b":1,"a":2,"b":3,"a":4,"b":5,"c":6}"#, "b! a! b! a! b! c");
        check(r#"{"":1,"":2}"#, "! !");
    }

    #[test]
    fn keys_are_the_same_when_they_say_the_same() {
        check(r#"{"a":1,"\u0061":2}"#, r"a! \u0061!");
        check(
            r#"{"\ud800":1,"\uD800":2,"\\ud800":3}"#,
            r"\ud800! \uD800! \\ud800",
        );
        check(r#"{"a":1,"A":2}"#, "a A");
    }

    #[test]
    fn another_object_has_its_own_keys() {
        check(r#"{"a":{"a":1,"b":{"a":2}},"b":[{"a":3},{"a":4}]}"#, "a b");
    }
}
