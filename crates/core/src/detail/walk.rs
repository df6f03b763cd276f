//! Moves through the tree of a JSON message by keyboard (WAI-ARIA Authoring Practices, "Tree View").

use std::ops::Range;

use super::pretty::Formatted;
use crate::json::{NodeId, Shape};

/// The step of one key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value on the line below.
    Down,
    /// To the value on the line above.
    Up,
    /// Unfolds a folded container; from an open one, to its first child.
    In,
    /// Folds an open container; from anything else, to the container it is in.
    Out,
    /// To the first value.
    First,
    /// To the last value in view.
    Last,
}

impl Formatted {
    /// Takes a step from a value and returns the value reached; the same one if there is none.
    pub fn walk(&mut self, from: NodeId, step: Step) -> NodeId {
        // A click may have folded a container around it: the walk goes on from that container.
        let mut at = from;
        while self.number_of(at).is_none() {
            at = self.parent(at).unwrap_or_else(|| self.root());
        }
        let number = self.number_of(at).unwrap_or_default();
        let unfolded = self.line_at(number).and_then(|line| line.unfolded());
        let reached = match (step, unfolded) {
            (Step::Down, _) | (Step::In, Some(true)) => self.value_from(number + 1..self.len()),
            (Step::Up, _) => self.value_back_from(number),
            (Step::In, Some(false)) | (Step::Out, Some(true)) => {
                self.toggle(at);
                None
            }
            (Step::In, None) => None,
            (Step::Out, _) => self.parent(at),
            (Step::First, _) => Some(self.root()),
            (Step::Last, _) => self.value_back_from(self.len()),
        };
        reached.unwrap_or(at)
    }

    /// The first line of these that is no closing bracket.
    fn value_from(&self, numbers: Range<usize>) -> Option<NodeId> {
        self.lines(numbers)
            .find(|line| line.shape != Shape::End)
            .map(|line| line.node)
    }

    /// The last line before `number` that is no closing bracket.
    fn value_back_from(&self, number: usize) -> Option<NodeId> {
        (0..number)
            .rev()
            .filter_map(|number| self.line_at(number))
            .find(|line| line.shape != Shape::End)
            .map(|line| line.node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn keys_walk_over_values_and_fold_and_unfold_them() {
        use Step::{Down, First, In, Last, Out, Up};
        let check = |steps: &[Step], expect: &str, lines: usize| {
            let mut tree = Formatted::of(r#"{"a":{"b":[1,2]},"c":3}"#);
            let root = tree.root();
            let at = steps.iter().fold(root, |at, step| tree.walk(at, *step));
            assert_eq!((tree.path(at).as_str(), tree.len()), (expect, lines), "{steps:?}");
        };
        check(&[], "$", 9);
        check(&[Down], "$.a", 9);
        check(&[Down, In, In, In], "$.a.b[0]", 9);
        check(&[Down, Down, Down, Down, Down], "$.c", 9);
        check(&[Last, Down], "$.c", 9);
        check(&[Last, Up], "$.a.b[1]", 9);
        check(&[Last, Up, Out], "$.a.b", 9);
        check(&[Last, Up, Out, Out], "$.a.b", 6);
        check(&[Last, Up, Out, Out, In, Down], "$.a.b[0]", 9);
        check(&[Down, Out, Down], "$.c", 4);
        check(&[Last, First, Up], "$", 9);
        check(&[Last, In], "$.c", 9);
        check(&[Out, Out], "$", 1);
    }

    #[test]
    fn a_walk_goes_on_from_the_container_that_was_folded_over_it() {
        let mut tree = Formatted::of(r#"{"a":{"b":[1,2]},"c":3}"#);
        let root = tree.root();
        let inside = tree.walk(root, Step::Down);
        let deep = tree.walk(inside, Step::Down);
        tree.toggle(inside);
        let next = tree.walk(deep, Step::Down);
        assert_eq!(tree.path(next), "$.c");
    }
}
