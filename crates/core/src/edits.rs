//! How far a word is from the one that was probably meant.

/// How many characters to add, leave out, change or swap with the next one.
pub(crate) fn edits(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows = vec![(0..=to.len()).collect::<Vec<_>>()];
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let changed = rows[i][j] + usize::from(a != b);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_a_character_more_less_other_or_swapped() {
        for (from, to, expect) in [
            ("", "seq", 3),
            ("seq", "seq", 0),
            ("sqe", "seq", 1),
            ("s", "seq", 2),
            ("uuid", "guid", 1),
            ("abcd", "badc", 2),
            ("ü8", "u8", 1),
        ] {
            assert_eq!(edits(from, to), expect, "{from} {to}");
            assert_eq!(edits(to, from), expect, "{to} {from}");
        }
    }
}
