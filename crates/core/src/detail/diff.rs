//! The lines that two texts share, in order: the greedy algorithm of E. W. Myers, "An O(ND) Difference
//! Algorithm and Its Variations" (1986), with a bound on how far apart the texts may be.

/// The most lines removed and inserted together. Beyond that the search would take longer than a frame, and
/// its result would help nobody.
const MOST_EDITS: usize = 600;

/// A step from one text to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A line of both, by its number in the first.
    Keep(usize),
    /// A line of the first only.
    Remove(usize),
    /// A line of the second only.
    Insert(usize),
}

/// The shortest edit from `a` to `b`; if they have too little in common, removes all of `a` and inserts all
/// of `b`.
pub(super) fn steps(a: &[String], b: &[String]) -> Vec<Step> {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (&a[before..], &b[before..]);
    let after = a_rest
        .iter()
        .rev()
        .zip(b_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (a_middle, b_middle) = (&a_rest[..a_rest.len() - after], &b_rest[..b_rest.len() - after]);
    let mut steps: Vec<Step> = (0..before).map(Step::Keep).collect();
    let shifted = |step| match step {
        Step::Keep(line) => Step::Keep(line + before),
        Step::Remove(line) => Step::Remove(line + before),
        Step::Insert(line) => Step::Insert(line + before),
    };
    if let Some(found) = middle(a_middle, b_middle) {
        steps.extend(found.into_iter().map(shifted));
    } else {
        steps.extend((0..a_middle.len()).map(Step::Remove).map(shifted));
        steps.extend((0..b_middle.len()).map(Step::Insert).map(shifted));
    }
    steps.extend((a.len() - after..a.len()).map(Step::Keep));
    steps
}

/// The furthest line of `a` on each diagonal after some number of edits, by `diagonal + edits`.
type Reached = Vec<usize>;

fn middle(a: &[String], b: &[String]) -> Option<Vec<Step>> {
    let mut history: Vec<Reached> = Vec::new();
    for edits in 0..=MOST_EDITS.min(a.len() + b.len()) {
        let mut reached = vec![0; 2 * edits + 1];
        for slot in (0..=2 * edits).step_by(2) {
            let mut x = history.last().map_or(0, |before| furthest(before, slot).0);
            while let Some(y) = (x + edits).checked_sub(slot)
                && x < a.len()
                && y < b.len()
                && a[x] == b[y]
            {
                x += 1;
            }
            reached[slot] = x;
            if x >= a.len() && x + edits >= b.len() + slot {
                history.push(reached);
                return Some(walk_back(&history, a.len(), b.len()));
            }
        }
        history.push(reached);
    }
    None
}

/// The start of `slot` in the next round, and whether inserting a line of `b` leads there. A slot is the
/// diagonal (`x - y`) plus the number of edits, so that slot `s` of one round is between slots `s - 2` and
/// `s` of the one before.
fn furthest(before: &Reached, slot: usize) -> (usize, bool) {
    let right = slot
        .checked_sub(2)
        .and_then(|left| before.get(left))
        .map(|x| x + 1);
    let down = before.get(slot).copied();
    match (right, down) {
        (Some(right), Some(down)) if right > down => (right, false),
        (_, Some(down)) => (down, true),
        (Some(right), None) => (right, false),
        (None, None) => (0, true),
    }
}

fn walk_back(history: &[Reached], mut x: usize, mut y: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for edits in (1..history.len()).rev() {
        let slot = x + edits - y;
        let (start, inserted) = furthest(&history[edits - 1], slot);
        while x > start {
            x -= 1;
            y -= 1;
            steps.push(Step::Keep(x));
        }
        if inserted {
            y -= 1;
            steps.push(Step::Insert(y));
        } else {
            x -= 1;
            steps.push(Step::Remove(x));
        }
    }
    steps.extend((0..x).rev().map(Step::Keep));
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.chars().map(String::from).collect()
    }

    /// The steps as a person would write them: ` a`, `-b`, `+c`.
    fn written(a: &str, b: &str) -> String {
        let (a, b) = (lines(a), lines(b));
        let write = |step| match step {
            Step::Keep(line) => format!(" {}", a[line]),
            Step::Remove(line) => format!("-{}", a[line]),
            Step::Insert(line) => format!("+{}", b[line]),
        };
        steps(&a, &b).into_iter().map(write).collect()
    }

    #[test]
    fn the_shortest_way_is_found() {
        let check = |a: &str, b: &str, expect: &str| assert_eq!(written(a, b), expect, "{a} to {b}");
        check("", "", "");
        check("abc", "abc", " a b c");
        check("abc", "axc", " a-b+x c");
        check("", "ab", "+a+b");
        check("ab", "", "-a-b");
        check("abcd", "acd", " a-b c d");
        check("acd", "abcd", " a+b c d");
    }

    /// The length of the longest common subsequence, by dynamic programming.
    fn common(a: &[String], b: &[String]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for a in a {
            let mut diagonal = 0;
            for (at, b) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn the_steps_lead_from_one_to_the_other_and_none_is_wasted(a in "[abc]{0,12}", b in "[abc]{0,12}") {
            let (a, b) = (lines(&a), lines(&b));
            let steps = steps(&a, &b);
            let from = steps.iter().filter_map(|step| match step {
                Step::Keep(line) | Step::Remove(line) => Some(*line),
                Step::Insert(_) => None,
            });
            prop_assert!(from.eq(0..a.len()));
            let to = steps.iter().map(|step| match step {
                Step::Keep(line) => Some(&a[*line]),
                Step::Insert(line) => Some(&b[*line]),
                Step::Remove(_) => None,
            });
            prop_assert!(to.flatten().eq(&b));
            let kept = steps.iter().filter(|step| matches!(step, Step::Keep(_))).count();
            prop_assert_eq!(kept, common(&a, &b));
        }
    }

    #[test]
    fn texts_with_nothing_in_common_are_replaced_as_a_whole() {
        let numbered = |prefix: &str| {
            (0..2_000)
                .map(|line| format!("{prefix}{line}"))
                .collect::<Vec<_>>()
        };
        let (a, b) = (numbered("a"), numbered("b"));
        let steps = steps(&a, &b);
        assert_eq!(steps.len(), 4_000);
        assert_eq!((steps[0], steps[2_000]), (Step::Remove(0), Step::Insert(0)));
    }
}
