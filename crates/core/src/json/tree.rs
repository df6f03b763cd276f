//! The lines of a document in view. A folded container hides its children; a fold inside a fold is
//! remembered. A line is found by its number in O(log folds); folding takes time for the lines it hides or
//! reveals plus the folds after it, never the whole document.

use std::ops::Range;

use super::document::{Document, NodeId};

/// A container with more children than this starts folded, the root excepted.
const UNFOLDED_CHILDREN: usize = 100;

/// So does one with more containers around it than this.
const UNFOLDED_DEPTH: usize = 3;

/// Collapsing a tree leaves its root open, unless it has more children than this: visiting them would take a
/// frame.
const COLLAPSED_CHILDREN: usize = 100_000;

/// A document and its folds.
#[derive(Debug, Clone)]
pub struct Tree {
    document: Document,
    /// A flag for each entry; meaningless for entries without children.
    folded: Vec<bool>,
    /// The entries that the outermost folded containers hide, in order. At least one visible entry, the
    /// container, is before each.
    gaps: Vec<Gap>,
}

/// Hidden entries: all those inside one container, its end included.
#[derive(Debug, Clone, Copy)]
struct Gap {
    start: u32,
    end: u32,
    /// The number of the row after them.
    row: u32,
}

/// A line of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The value it shows. The end of a container names the container.
    pub node: NodeId,
    /// The part of the value.
    pub shape: Shape,
}

/// The part of a value that a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The whole value: a scalar, an empty container, or one that is too deep to open.
    Leaf,
    /// The opening bracket; the children follow.
    Open,
    /// Both brackets; the children are hidden.
    Folded,
    /// The closing bracket.
    End,
}

impl Tree {
    /// The tree as it is first shown: containers deeper than three levels or with more than a hundred
    /// children are folded. The root is open however large: the list draws only the lines in view.
    pub fn new(document: Document) -> Self {
        let starts_folded = |at: u32| {
            let entry = document.entry(at);
            let is_large = entry.children() > UNFOLDED_CHILDREN || entry.depth() > UNFOLDED_DEPTH;
            at > 0 && entry.children() > 0 && is_large
        };
        let folded = (0..document.len()).map(starts_folded).collect();
        let mut tree = Self {
            document,
            folded,
            gaps: Vec::new(),
        };
        tree.cover(0..tree.document.len());
        tree
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// How many rows are in view.
    pub fn len(&self) -> usize {
        (self.rows_before(self.gaps.len()) + self.document.len() - self.end_of(self.gaps.len())) as usize
    }

    /// Always false: there is always a root. (Here because there is a `len`.)
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows with these numbers, from 0, if they exist. O(rows asked for + log folds).
    pub fn rows(&self, range: Range<usize>) -> impl Iterator<Item = Row> {
        let numbers = range.start.min(self.len())..range.end.min(self.len());
        let mut gap = self.gaps.partition_point(|gap| gap.row as usize <= numbers.start);
        let into = u32::try_from(numbers.start).expect("there are fewer rows than entries");
        let mut at = self.end_of(gap) + (into - self.rows_before(gap));
        numbers.map(move |_| {
            let row = self.row(at);
            at += 1;
            if let Some(hidden) = self.gaps.get(gap).filter(|gap| gap.start == at) {
                at = hidden.end;
                gap += 1;
            }
            row
        })
    }

    /// The number of the row where a value starts; `None` while a folded container hides it.
    pub fn row_of(&self, id: NodeId) -> Option<usize> {
        let gap = self.gaps.partition_point(|gap| gap.start <= id.0);
        let after = id.0.checked_sub(self.end_of(gap))?;
        Some((self.rows_before(gap) + after) as usize)
    }

    /// Folds an open container, unfolds a folded one. Nothing happens to a value with nothing inside.
    pub fn toggle(&mut self, id: NodeId) {
        let entry = self.document.entry(id.0);
        if entry.children() == 0 {
            return;
        }
        let entries = id.0..entry.after();
        self.folded[id.0 as usize] ^= true;
        if self.row_of(id).is_some() {
            self.cover(entries);
        }
    }

    /// Whether nothing is folded.
    pub fn is_expanded(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Unfolds everything. O(entries), at a byte for each: less than a frame however many there are.
    pub fn expand_all(&mut self) {
        self.folded.fill(false);
        self.gaps.clear();
    }

    /// Folds everything inside the root, and the root too if nothing else folds or it has too many children.
    /// As fast as expanding.
    pub fn collapse_all(&mut self) {
        let (entries, children) = (self.document.len(), self.document.entry(0).children());
        let only_root_folds = entries as usize == children + 2;
        self.folded.fill(true);
        self.folded[0] = only_root_folds || children > COLLAPSED_CHILDREN;
        self.cover(0..entries);
    }

    /// Recomputes the hidden ones among `entries`: those of one container that is in view, itself included.
    fn cover(&mut self, entries: Range<u32>) {
        let first = self.gaps.partition_point(|gap| gap.start <= entries.start);
        let last = self.gaps.partition_point(|gap| gap.start < entries.end);
        let mut hidden = Vec::new();
        let mut at = entries.start;
        while at < entries.end {
            let start = at + 1;
            let end = self.document.entry(at).after();
            at = if self.folded[at as usize] && end > start {
                hidden.push(Gap { start, end, row: 0 });
                end
            } else {
                start
            };
        }
        self.gaps.splice(first..last, hidden);
        let (mut row, mut end) = (self.rows_before(first), self.end_of(first));
        for gap in &mut self.gaps[first..] {
            row += gap.start - end;
            (gap.row, end) = (row, gap.end);
        }
    }

    fn row(&self, at: u32) -> Row {
        let entry = self.document.entry(at);
        match entry.ends() {
            Some(container) => Row {
                node: NodeId(container),
                shape: Shape::End,
            },
            None => Row {
                node: NodeId(at),
                shape: match (entry.children() > 0, self.folded[at as usize]) {
                    (false, _) => Shape::Leaf,
                    (true, false) => Shape::Open,
                    (true, true) => Shape::Folded,
                },
            },
        }
    }

    /// The first entry after the `count` first gaps.
    fn end_of(&self, count: usize) -> u32 {
        count.checked_sub(1).map_or(0, |last| self.gaps[last].end)
    }

    /// The number of the row of [`Self::end_of`].
    fn rows_before(&self, count: usize) -> u32 {
        count.checked_sub(1).map_or(0, |last| self.gaps[last].row)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::json::samples;

    /// The rows of a value and all in it, by plain recursion.
    fn naive(document: &Document, folded: &HashSet<NodeId>, node: NodeId, rows: &mut Vec<Row>) {
        let mut push = |shape| rows.push(Row { node, shape });
        match (document.children(node).next(), folded.contains(&node)) {
            (None, _) => push(Shape::Leaf),
            (Some(_), true) => push(Shape::Folded),
            (Some(_), false) => {
                push(Shape::Open);
                for child in document.children(node) {
                    naive(document, folded, child, rows);
                }
                rows.push(Row {
                    node,
                    shape: Shape::End,
                });
            }
        }
    }

    fn assert_shows(tree: &Tree, folded: &HashSet<NodeId>) {
        let mut expect = Vec::new();
        naive(tree.document(), folded, NodeId(0), &mut expect);
        assert_eq!(tree.len(), expect.len());
        assert_eq!(tree.rows(0..usize::MAX).collect::<Vec<_>>(), expect);
        for id in samples::every(tree.document()) {
            let starts = expect.iter().position(|row| row.node == id);
            assert_eq!(tree.row_of(id), starts, "{id:?}");
        }
        for start in 0..=expect.len() + 1 {
            let end = (start + 3).min(expect.len());
            let window = expect.get(start..end).unwrap_or_default();
            assert_eq!(tree.rows(start..start + 3).collect::<Vec<_>>(), window);
        }
    }

    fn tree(text: &str) -> Tree {
        Tree::new(Document::parse(text).unwrap())
    }

    /// The folded containers, found by checking each row.
    fn folded(tree: &Tree) -> HashSet<NodeId> {
        let mut tree = tree.clone();
        let mut folded = HashSet::new();
        loop {
            let row = tree.rows(0..usize::MAX).find(|row| row.shape == Shape::Folded);
            let Some(row) = row else { break };
            folded.insert(row.node);
            tree.toggle(row.node);
        }
        folded
    }

    fn toggle_both(tree: &mut Tree, folded: &mut HashSet<NodeId>, id: NodeId) {
        tree.toggle(id);
        if !folded.remove(&id) {
            folded.insert(id);
        }
    }

    /// Each row in view as a line.
    fn lines(tree: &Tree, text: &str) -> String {
        let line = |row: Row| {
            let node = tree.document().node(row.node);
            let indent = " ".repeat(node.depth());
            match row.shape {
                Shape::Leaf => format!("{indent}{}", node.raw(text)),
                Shape::Open => format!("{indent}+"),
                Shape::Folded => format!("{indent}…"),
                Shape::End => format!("{indent}-"),
            }
        };
        tree.rows(0..usize::MAX).map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_large_or_deep_starts_folded() {
        let text = r"[[[[0,[1],{},[]]]]]";
        let deep = tree(text);
        assert_eq!(
            lines(&deep, text),
            "+\n +\n  +\n   +\n    0\n    …\n    {}\n    []\n   -\n  -\n -\n-"
        );
        let items = |count: usize| format!("[{}]", vec!["0"; count].join(","));
        let check = |text: &str, rows: usize| assert_eq!(tree(text).len(), rows);
        check(&format!("[{}]", items(100)), 104);
        check(&format!("[{}]", items(101)), 3);
        check(&items(1_000), 1_002);
        check("{}", 1);
        check("7", 1);
    }

    #[test]
    fn a_fold_inside_a_fold_is_remembered() {
        let text = "[1,[2,[3],4],5]";
        let mut tree = tree(text);
        let outer = tree.document().children(tree.document().root()).nth(1).unwrap();
        let inner = tree.document().children(outer).nth(1).unwrap();
        tree.toggle(inner);
        tree.toggle(outer);
        assert_eq!(lines(&tree, text), "+\n 1\n …\n 5\n-");
        assert_eq!(tree.row_of(inner), None);
        tree.toggle(outer);
        assert_eq!(lines(&tree, text), "+\n 1\n +\n  2\n  …\n  4\n -\n 5\n-");
        tree.toggle(outer);
        tree.toggle(inner);
        tree.toggle(outer);
        assert_eq!(
            lines(&tree, text),
            "+\n 1\n +\n  2\n  +\n   3\n  -\n  4\n -\n 5\n-"
        );
    }

    #[test]
    fn collapsing_leaves_the_root_open_where_that_shows_something_folded() {
        let check = |text: &str, expect: &str| {
            let mut tree = tree(text);
            tree.expand_all();
            tree.collapse_all();
            assert_eq!(lines(&tree, text), expect, "{text}");
        };
        check("[[[1],[2]],3,[],[[4]]]", "+\n …\n 3\n []\n …\n-");
        check("[1,[]]", "…");
        check("[]", "[]");
        check("7", "7");
        let mut long = tree(&format!("[{}[1]]", "0,".repeat(COLLAPSED_CHILDREN)));
        long.collapse_all();
        assert_eq!(long.len(), 1);
    }

    #[test]
    fn what_was_collapsed_unfolds_a_level_at_a_time() {
        let text = "[[[1],[2]],3]";
        let mut tree = tree(text);
        tree.collapse_all();
        let first = tree.document().children(tree.document().root()).next().unwrap();
        tree.toggle(first);
        assert_eq!(lines(&tree, text), "+\n +\n  …\n  …\n -\n 3\n-");
    }

    proptest! {
        #[test]
        fn rows_are_those_of_a_plain_walk(
            text in samples::json(),
            toggles in prop::collection::vec(any::<Index>(), 0..20),
        ) {
            let mut tree = tree(&text);
            let mut oracle = folded(&tree);
            let all: Vec<NodeId> = samples::every(tree.document()).collect();
            assert_shows(&tree, &oracle);
            for toggle in toggles {
                toggle_both(&mut tree, &mut oracle, *toggle.get(&all));
            }
            assert_shows(&tree, &oracle);
        }

        #[test]
        fn expanding_shows_every_value_and_collapsing_hides_what_is_inside_the_root(
            text in samples::json(),
            toggle in any::<Index>(),
        ) {
            let mut tree = tree(&text);
            tree.expand_all();
            prop_assert!(tree.is_expanded());
            assert_shows(&tree, &HashSet::new());

            tree.collapse_all();
            let all: Vec<NodeId> = samples::every(tree.document()).collect();
            let mut oracle: HashSet<NodeId> = all.iter().copied().collect();
            if tree.rows(0..1).all(|row| row.shape != Shape::Folded) {
                oracle.remove(&tree.document().root());
            }
            assert_shows(&tree, &oracle);

            toggle_both(&mut tree, &mut oracle, *toggle.get(&all));
            assert_shows(&tree, &oracle);
        }
    }
}
