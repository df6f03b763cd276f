//! The close-code table of the Reference view, and its search.

use super::CloseCode;

/// A row of the table: one code, or a range of codes with the same meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceRow {
    /// The first number of the row.
    pub first: u16,
    /// The last number of the row; the same as `first` for a single code.
    pub last: u16,
    /// A code of the row, for its name, meaning and the rest.
    pub code: CloseCode,
}

impl ReferenceRow {
    /// The first column: `"1006"` or `"3000–3999"`.
    pub fn label(self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{}–{}", self.first, self.last)
        }
    }

    /// Whether the row is about this number.
    pub const fn contains(self, code: u16) -> bool {
        self.first <= code && code <= self.last
    }

    fn mentions(self, word: &str) -> bool {
        let says = |text: &str| text.to_ascii_lowercase().contains(word);
        says(&self.label())
            || says(self.code.name())
            || says(self.code.meaning())
            || self
                .code
                .likely_causes()
                .iter()
                .any(|cause| says(cause.title) || says(cause.check))
    }
}

/// The whole table, in the order of the numbers; a range follows the codes in it that have names of their own.
pub fn reference() -> impl Iterator<Item = ReferenceRow> {
    let range = |first, last, code| ReferenceRow { first, last, code };
    let single = move |code: u16| range(code, code, CloseCode::from(code));
    std::iter::once(range(0, 999, CloseCode::Unused(0)))
        .chain((1000..=1015).map(single))
        .chain([
            range(1016, 2999, CloseCode::Reserved(1016)),
            single(3000),
            single(3003),
            single(3008),
            range(3000, 3999, CloseCode::Registered(3001)),
            range(4000, 4999, CloseCode::Private(4000)),
            range(5000, u16::MAX, CloseCode::Invalid(5000)),
        ])
}

/// The rows that mention every word of the query, letter case aside, in code, name, meaning or causes. A number also
/// finds the range it falls into, and rows *about* that number come before rows that only mention it. An empty query
/// finds the whole table.
///
/// `search("1006")` starts with the row 1006; `search("3456")` is the row 3000–3999.
pub fn search(query: &str) -> Vec<ReferenceRow> {
    let query = query.trim().to_ascii_lowercase();
    let number: Option<u16> = query.parse().ok();
    let about = |row: &ReferenceRow| number.is_some_and(|code| row.contains(code));
    let mentions = |row: &ReferenceRow| query.split_whitespace().all(|word| row.mentions(word));
    reference()
        .filter(about)
        .chain(reference().filter(|row| !about(row) && mentions(row)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_row() {
        for code in 0..=u16::MAX {
            let row = reference().find(|row| row.contains(code));
            assert_eq!(
                row.map(|row| row.code.name()),
                Some(CloseCode::from(code).name()),
                "{code}"
            );
        }
        assert_eq!(reference().count(), 24);
    }

    #[test]
    fn a_search_finds_numbers_ranges_and_words() {
        let check = |query: &str, expect: &[&str]| {
            let labels: Vec<String> = search(query).into_iter().map(ReferenceRow::label).collect();
            assert_eq!(labels, expect, "{query:?}");
        };
        check("1006", &["1006", "1015"]);
        check("3456", &["3000–3999"]);
        check(" 3003 ", &["3003", "3000–3999"]);
        check("65535", &["5000–65535"]);
        check("bad gateway", &["1014"]);
        check("ORIGIN", &["1008", "3003"]);
        check("no such thing", &[]);
        assert_eq!(search("  ").len(), reference().count());
    }
}
