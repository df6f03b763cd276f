//! After which close codes a reconnect makes sense, and the codes that a person treats differently.

/// A close code in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code.
    pub code: u16,
    /// Whether a reconnect follows.
    pub retries: bool,
    /// Whether the first wait is at least 5 s: the server asked for time.
    pub later: bool,
    /// The reason, a sentence.
    pub reason: &'static str,
}

/// The table. A clean close with any other code is not followed by a reconnect; one that is not clean is
/// always 1006.
pub fn table() -> &'static [Row] {
    &ROWS
}

/// The row of a code, if it has one.
pub fn row(code: u16) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.code == code)
}

const fn no(code: u16, reason: &'static str) -> Row {
    Row {
        code,
        retries: false,
        later: false,
        reason,
    }
}

const fn yes(code: u16, reason: &'static str) -> Row {
    Row {
        code,
        retries: true,
        later: false,
        reason,
    }
}

const fn later(code: u16, reason: &'static str) -> Row {
    Row {
        code,
        retries: true,
        later: true,
        reason,
    }
}

static ROWS: [Row; 20] = [
    no(1000, "Ended as agreed."),
    later(1001, "The server goes away: it needs time to come back."),
    no(1002, "The same frames would fail again."),
    no(1003, "The same kind of message would fail again."),
    no(1005, "Ended as agreed, without a code."),
    yes(1006, "The connection was lost, or never opened."),
    no(1007, "The same text would fail again."),
    no(1008, "The same policy would refuse it again."),
    no(1009, "The same message would be too big again."),
    no(1010, "The same extension would be missing again."),
    yes(1011, "The server failed: it may work the next time."),
    later(1012, "The server restarts: it needs time to come back."),
    later(1013, "The server is overloaded and asks for time."),
    yes(1014, "A gateway failed: it may work the next time."),
    yes(1015, "TLS failed: a network in between may have broken it."),
    no(3000, "The same login would fail again."),
    no(3003, "The same login would be refused again."),
    no(4001, "Often a login that failed: it would fail again."),
    no(4002, "Often a request that failed: it would fail again."),
    no(
        4003,
        "Often a login without the right: it would be refused again.",
    ),
];

/// Reads a list of codes that are treated differently from the table: `1000 -1012`. `None` if it is no such
/// list. Of a repeated code the last counts.
pub fn read(text: &str) -> Option<Vec<(u16, bool)>> {
    let mut codes: Vec<(u16, bool)> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let (digits, retries) = match word.strip_prefix('-') {
            Some(digits) => (digits, false),
            None => (word, true),
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let code = digits.parse().ok()?;
        codes.retain(|(of, _)| *of != code);
        let at = codes.partition_point(|(of, _)| *of < code);
        codes.insert(at, (code, retries));
    }
    Some(codes)
}

/// Writes a list that [`read`] reads.
pub fn write(codes: &[(u16, bool)]) -> String {
    let mut text = String::new();
    for (code, retries) in codes {
        if !text.is_empty() {
            text.push(' ');
        }
        if !retries {
            text.push('-');
        }
        text.push_str(&code.to_string());
    }
    text
}

/// Whether a reconnect follows a clean close with a code, by the fields as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it does.
    pub retries: bool,
    /// Whether the person chose so, against the table.
    pub is_own: bool,
}

/// The verdict on a code of the table. `own` and `after` are the texts of
/// [`Key::Codes`](super::document::Key::Codes) and [`Key::After`](super::document::Key::After).
pub fn verdict(own: &str, after: &str, row: &Row) -> Verdict {
    let own = read(own).unwrap_or_default();
    let own = own.iter().find(|(code, _)| *code == row.code);
    Verdict {
        retries: own.map_or_else(|| by_default(after, row), |(_, retries)| *retries),
        is_own: own.is_some(),
    }
}

/// The list `own` with another answer for a code of the table. One that is as without the list is left out.
pub fn with(own: &str, after: &str, row: &Row, retries: bool) -> String {
    let mut codes = read(own).unwrap_or_default();
    codes.retain(|(code, _)| *code != row.code);
    if retries != by_default(after, row) {
        let at = codes.partition_point(|(code, _)| *code < row.code);
        codes.insert(at, (row.code, retries));
    }
    write(&codes)
}

fn by_default(after: &str, row: &Row) -> bool {
    row.retries || after == "every"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_code_is_in_the_table_once_and_has_a_reason() {
        assert!(table().windows(2).all(|pair| pair[0].code < pair[1].code));
        for row in table() {
            assert!(row.reason.ends_with('.'), "{row:?}");
            assert!(row.retries || !row.later, "{row:?}");
        }
    }

    #[test]
    fn what_may_pass_is_retried_and_what_would_fail_again_is_not() {
        let codes = |test: fn(&Row) -> bool| -> Vec<u16> {
            table()
                .iter()
                .filter(|row| test(row))
                .map(|row| row.code)
                .collect()
        };
        assert_eq!(
            codes(|row| row.retries),
            [1001, 1006, 1011, 1012, 1013, 1014, 1015]
        );
        assert_eq!(codes(|row| row.later), [1001, 1012, 1013]);
        assert_eq!(
            codes(|row| !row.retries),
            [
                1000, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 3000, 3003, 4001, 4002, 4003
            ]
        );
    }

    #[test]
    fn a_list_of_codes_is_read_in_any_order() {
        assert_eq!(read(" -1012  1000"), Some(vec![(1000, true), (1012, false)]));
        assert_eq!(read("1000 -1000"), Some(vec![(1000, false)]));
        assert_eq!(read(""), Some(Vec::new()));
        for wrong in ["soon", "--1", "+1", "-", "70000", "1000,1001"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_person_overrides_single_codes() {
        let row = |code| table().iter().find(|row| row.code == code).unwrap();
        let (normal, restart) = (row(1000), row(1012));
        assert_eq!(with("", "abnormal", normal, true), "1000");
        assert_eq!(with("1000", "abnormal", restart, false), "1000 -1012");
        assert_eq!(with("1000 -1012", "abnormal", restart, true), "1000");
        assert_eq!(with("", "every", normal, true), "", "that is so anyway");
        let judge = |own, after, row| {
            let Verdict { retries, is_own } = verdict(own, after, row);
            (retries, is_own)
        };
        assert_eq!(judge("", "abnormal", restart), (true, false));
        assert_eq!(judge("-1012", "abnormal", restart), (false, true));
        assert_eq!(judge("", "every", normal), (true, false));
        assert_eq!(judge("-1000", "every", normal), (false, true));
    }

    proptest! {
        #[test]
        fn a_list_of_codes_is_what_its_text_says(codes in prop::collection::btree_map(any::<u16>(), any::<bool>(), 0..6)) {
            let codes: Vec<(u16, bool)> = codes.into_iter().collect();
            prop_assert_eq!(read(&write(&codes)), Some(codes));
        }
    }
}
