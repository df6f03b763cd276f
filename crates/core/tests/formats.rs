//! What docs/formats.md says of the formats is so.

use tabcat_core::compose::layout::Layout;
use tabcat_core::compose::{Format, composed, hex};

const DOC: &str = include_str!("../../../docs/formats.md");

/// The cells of the rows of the table under this head.
fn rows(head: &str) -> Vec<Vec<&'static str>> {
    let table = DOC.lines().skip_while(|line| *line != head).skip(2);
    let rows = table.take_while(|line| line.starts_with('|')).map(|line| {
        let cells = line.trim_matches('|').split(" | ").map(str::trim);
        cells.map(|cell| cell.trim_matches('`')).collect()
    });
    rows.collect()
}

#[test]
fn a_layout_of_the_doc_makes_the_bytes_beside_it() {
    let rows = rows("| layout | bytes |");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let built = Layout::parse(row[0]).and_then(|layout| layout.build());
        assert_eq!(built, hex::read(row[1]), "{}", row[0]);
    }
}

#[test]
fn an_error_of_the_doc_is_what_is_said() {
    let rows = rows("| format | written | error |");
    assert_eq!(rows.len(), 24);
    for row in rows {
        let format = Format::named(row[0]).expect("the first cell is a format");
        let problem = composed::payload(row[1], format).unwrap_err();
        assert_eq!(problem.sentence, row[2], "{}", row[1]);
    }
}
