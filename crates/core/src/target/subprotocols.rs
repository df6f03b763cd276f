//! The subprotocols field: names separated by commas, each an HTTP token, none twice (RFC 6455 4.1, WHATWG WebSockets).

use crate::secret::{HIDDEN, Masking};

/// Why a list of subprotocols cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubprotocolError {
    /// A name with a character that a token may not have.
    Invalid {
        /// The name.
        item: Item,
        /// Its first wrong character.
        found: char,
    },
    /// A name that occurs twice.
    Duplicate(Item),
}

/// One name of a list, with the list: only the whole list tells whether the name is a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    list: String,
    /// Its index between the commas, from 0.
    at: usize,
}

impl Item {
    /// The name as it may be shown.
    fn shown(&self, masking: &Masking) -> String {
        let list = (masking.subprotocols)(&self.list);
        let shown = list.split(',').nth(self.at);
        shown.unwrap_or(HIDDEN).trim().to_owned()
    }
}

impl SubprotocolError {
    /// Whole sentences, the last of them saying what to type.
    pub(super) fn sentence(&self, masking: &Masking) -> String {
        match self {
            Self::Invalid { item, found } => {
                let name = item.shown(masking);
                let mut mark = String::new();
                let advice = match found {
                    ' ' => "no spaces. Separate two of them with a comma.",
                    '\0'..='\u{1f}' | '\u{7f}' => "no tabs, line breaks or other control characters.",
                    '!'..='~' => {
                        mark.push_str("no ");
                        mark.push(*found);
                        " in it. Use letters, digits, and marks such as - . and _"
                    }
                    _ => "use letters a to z, digits, and marks such as - . and _",
                };
                ["“", &name, "” is not a valid subprotocol: ", &mark, advice].concat()
            }
            Self::Duplicate(item) => {
                let name = item.shown(masking);
                [
                    "“",
                    &name,
                    "” is there twice, which browsers refuse: take one out.",
                ]
                .concat()
            }
        }
    }
}

/// The names in the order typed; empty ones are left out. "a" and "A" are two.
pub(super) fn parse(text: &str) -> Result<Vec<String>, SubprotocolError> {
    let mut names: Vec<String> = Vec::new();
    for (at, name) in text.split(',').map(str::trim).enumerate() {
        if name.is_empty() {
            continue;
        }
        let item = || Item {
            list: text.to_owned(),
            at,
        };
        if let Some(found) = name.chars().find(|c| !is_token_char(*c)) {
            return Err(SubprotocolError::Invalid { item: item(), found });
        }
        if names.iter().any(|known| known == name) {
            return Err(SubprotocolError::Duplicate(item()));
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

/// RFC 9110 5.6.2 `tchar`.
fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::{FINDER, VEIL};

    #[test]
    fn names_are_kept_in_order_and_empty_ones_left_out() {
        let check = |text: &str, expect: &[&str]| assert_eq!(parse(text).unwrap(), expect, "{text:?}");
        check("", &[]);
        check(" , ,", &[]);
        check("chat", &["chat"]);
        check(" b , a,, A ", &["b", "a", "A"]);
        check(
            "v4.channel.k8s.io,!#$%&'*+-.^_`|~",
            &["v4.channel.k8s.io", "!#$%&'*+-.^_`|~"],
        );
    }

    #[test]
    fn each_refusal_says_why() {
        let said = |text: &str, masking: &Masking| parse(text).unwrap_err().sentence(masking);
        let check = |text: &str, says: &str| assert_eq!(said(text, &FINDER), says);
        check(
            "x, a b",
            "“a b” is not a valid subprotocol: no spaces. Separate two of them with a comma.",
        );
        check(
            "a/b",
            "“a/b” is not a valid subprotocol: no / in it. Use letters, digits, and marks such as - . and _",
        );
        check(
            "a\tb",
            "“a\tb” is not a valid subprotocol: no tabs, line breaks or other control characters.",
        );
        check(
            "é",
            "“é” is not a valid subprotocol: use letters a to z, digits, and marks such as - . and _",
        );
        check(
            "a,b,a",
            "“a” is there twice, which browsers refuse: take one out.",
        );
        check(
            "bearer, hunter2 x",
            "“•••” is not a valid subprotocol: no spaces. Separate two of them with a comma.",
        );
        check(
            "bearer, hunter2, hunter2",
            "“•••” is there twice, which browsers refuse: take one out.",
        );
        assert_eq!(
            said("a,, b c", &VEIL),
            "“…” is not a valid subprotocol: no spaces. Separate two of them with a comma."
        );
    }
}
