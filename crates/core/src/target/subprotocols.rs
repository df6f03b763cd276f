//! The subprotocols field: names separated by commas, each an HTTP token, none twice (RFC 6455 4.1, WHATWG WebSockets).

use std::fmt;

/// Why a list of subprotocols cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubprotocolError {
    /// A name with a character that a token may not have.
    Invalid {
        /// The name as typed.
        name: String,
        /// Its first wrong character.
        found: char,
    },
    /// A name that is there twice.
    Duplicate(String),
}

impl fmt::Display for SubprotocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { name, found } => {
                write!(f, "“{name}” is not a valid subprotocol: ")?;
                match found {
                    ' ' => f.write_str("no spaces. Separate two of them with a comma."),
                    '\0'..='\u{1f}' | '\u{7f}' => {
                        f.write_str("no tabs, line breaks or other control characters.")
                    }
                    '!'..='~' => write!(
                        f,
                        "no {found} in it. Use letters, digits, and marks such as - . and _"
                    ),
                    _ => f.write_str("use letters a to z, digits, and marks such as - . and _"),
                }
            }
            Self::Duplicate(name) => {
                write!(f, "“{name}” is there twice, which browsers refuse: take one out.")
            }
        }
    }
}

/// The names in the order typed; empty ones are left out. "a" and "A" are two.
pub(super) fn parse(text: &str) -> Result<Vec<String>, SubprotocolError> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if let Some(found) = name.chars().find(|c| !is_token_char(*c)) {
            return Err(SubprotocolError::Invalid {
                name: name.to_owned(),
                found,
            });
        }
        if names.iter().any(|known| known == name) {
            return Err(SubprotocolError::Duplicate(name.to_owned()));
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
        let check = |text: &str, says: &str| assert_eq!(parse(text).unwrap_err().to_string(), says);
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
    }
}
