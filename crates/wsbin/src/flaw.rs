//! What `/wrong-answer` has wrong in its 101, one thing at a time.

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Accept,
    NoUpgrade,
    NoConnection,
    Extension,
}

impl Flaw {
    pub(crate) const ALL: [Self; 4] = [Self::Accept, Self::NoUpgrade, Self::NoConnection, Self::Extension];

    /// As the path has it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::NoUpgrade => "no-upgrade",
            Self::NoConnection => "no-connection",
            Self::Extension => "extension",
        }
    }

    /// What it is, for the index page.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::Accept => "Sec-WebSocket-Accept is that of another key",
            Self::NoUpgrade => "no Upgrade header",
            Self::NoConnection => "no Connection header",
            Self::Extension => "takes the extension x-shout, which nobody offered",
        }
    }

    /// The 101 to a client for which `accept` would be right, down to the empty line.
    pub(crate) fn answer(self, accept: &str) -> String {
        let line = |there: bool, line: &'static str| if there { line } else { "" };
        let upgrade = line(self != Self::NoUpgrade, "Upgrade: websocket\r\n");
        let connection = line(self != Self::NoConnection, "Connection: Upgrade\r\n");
        let extension = line(self == Self::Extension, "Sec-WebSocket-Extensions: x-shout\r\n");
        let accept = match self {
            // The same letters in the other case: what a server gets that is careless with Base64.
            Self::Accept => accept.chars().map(other_case).collect(),
            _ => accept.to_owned(),
        };
        format!(
            "HTTP/1.1 101 Switching Protocols\r\n{upgrade}{connection}Sec-WebSocket-Accept: {accept}\r\n{extension}\r\n"
        )
    }
}

fn other_case(letter: char) -> char {
    if letter.is_ascii_lowercase() {
        letter.to_ascii_uppercase()
    } else {
        letter.to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_has_one_thing_wrong() {
        let right = [
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: a+B=",
        ];
        let check = |flaw: Flaw, gone: &[&str], new: &[&str]| {
            let answer = flaw.answer("a+B=");
            let mut lines = answer.split("\r\n");
            assert_eq!(lines.next(), Some("HTTP/1.1 101 Switching Protocols"));
            let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
            let missing: Vec<_> = right.into_iter().filter(|line| !lines.contains(line)).collect();
            let more: Vec<_> = lines.into_iter().filter(|line| !right.contains(line)).collect();
            assert_eq!((missing.as_slice(), more.as_slice()), (gone, new), "{flaw:?}");
            assert!(answer.ends_with("\r\n\r\n"));
        };
        check(
            Flaw::Accept,
            &["Sec-WebSocket-Accept: a+B="],
            &["Sec-WebSocket-Accept: A+b="],
        );
        check(Flaw::NoUpgrade, &["Upgrade: websocket"], &[]);
        check(Flaw::NoConnection, &["Connection: Upgrade"], &[]);
        check(Flaw::Extension, &[], &["Sec-WebSocket-Extensions: x-shout"]);
    }
}
