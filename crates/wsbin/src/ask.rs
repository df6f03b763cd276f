//! What a URL asks of a route, and the sentences for what no route gives. Pure.

use std::fmt;

use percent_encoding::percent_decode;

use crate::flaw::Flaw;
use crate::limits;
use crate::param::{Kind, Number};
use crate::{runs, violation};

/// What follows a route's name: the rest of the path, and the query. Parameters no route knows are left unread,
/// so that a URL carrying a token or a cache-buster still works.
#[derive(Debug)]
pub(crate) struct Ask<'a> {
    /// The path segment after the name, still percent-encoded; `None` where there is none.
    pub(crate) segment: Option<&'a str>,
    /// The query without its question mark, still encoded.
    pub(crate) query: &'a str,
}

impl Ask<'_> {
    /// The path segment, decoded. Bytes that are not UTF-8 become U+FFFD, which no parameter accepts.
    pub(crate) fn segment(&self) -> Option<String> {
        self.segment.map(|segment| {
            percent_decode(segment.as_bytes())
                .decode_utf8_lossy()
                .into_owned()
        })
    }

    /// The first query parameter of that name, decoded to bytes: a close reason need not be UTF-8.
    pub(crate) fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        let mut pairs = self
            .query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let (_, value) = pairs.find(|(key, _)| *key == name)?;
        Some(percent_decode(value.replace('+', " ").as_bytes()).collect())
    }

    /// The number that `wanted` describes, from where it lives.
    pub(crate) fn number(&self, wanted: &Number) -> Result<u64, RouteError> {
        match wanted.default {
            None => parse(wanted, self.segment().unwrap_or_default()),
            Some(default) => Ok(self.optional(wanted)?.unwrap_or(default)),
        }
    }

    /// The number in the query that `wanted` describes; `None` where it is not given.
    pub(crate) fn optional(&self, wanted: &Number) -> Result<Option<u64>, RouteError> {
        let given = self.bytes(wanted.name);
        given
            .map(|bytes| parse(wanted, String::from_utf8_lossy(&bytes).into_owned()))
            .transpose()
    }

    /// What the word in that query parameter stands for; `None` where it is not given.
    pub(crate) fn choice<T: Copy>(
        &self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Result<Option<T>, RouteError> {
        let Some(given) = self.bytes(name) else {
            return Ok(None);
        };
        match choices.iter().find(|(word, _)| word.as_bytes() == given) {
            Some((_, meaning)) => Ok(Some(*meaning)),
            None => Err(RouteError::BadChoice {
                name,
                given: String::from_utf8_lossy(&given).into_owned(),
                choices: choices.iter().map(|(word, _)| *word).collect(),
            }),
        }
    }

    /// The name under which what arrives is counted; `None` where none is given.
    pub(crate) fn run(&self) -> Result<Option<String>, RouteError> {
        let Some(given) = self.bytes("run") else {
            return Ok(None);
        };
        let given = String::from_utf8_lossy(&given).into_owned();
        if runs::is_name(&given) {
            Ok(Some(given))
        } else {
            Err(RouteError::BadRun { given })
        }
    }

    pub(crate) fn kind(&self) -> Result<Kind, RouteError> {
        let kind = self.choice("kind", &[("text", Kind::Text), ("binary", Kind::Binary)])?;
        Ok(kind.unwrap_or(Kind::Text))
    }
}

fn parse(wanted: &Number, given: String) -> Result<u64, RouteError> {
    let Number {
        name, unit, min, max, ..
    } = *wanted;
    // `parse` alone would let "+5" through.
    let digits = given.bytes().all(|byte| byte.is_ascii_digit());
    given
        .parse()
        .ok()
        .filter(|number| digits && (min..=max).contains(number))
        .ok_or(RouteError::BadNumber {
            name,
            unit,
            given,
            min,
            max,
        })
}

/// Why a path and query name no behaviour.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RouteError {
    NoSuchRoute {
        path: String,
    },
    Missing {
        route: &'static str,
        name: &'static str,
        example: &'static str,
    },
    BadNumber {
        name: &'static str,
        unit: &'static str,
        given: String,
        min: u64,
        max: u64,
    },
    BadChoice {
        name: &'static str,
        given: String,
        choices: Vec<&'static str>,
    },
    BadRun {
        given: String,
    },
    BadOrigin {
        given: String,
    },
    TooManyOrigins {
        given: usize,
    },
    ReasonTooLong {
        bytes: usize,
    },
    BadSubprotocol {
        given: String,
    },
    NoSuchViolation {
        given: String,
    },
    NoSuchFlaw {
        given: String,
    },
    TooMuch {
        what: &'static str,
        bytes: u64,
        max: u64,
    },
}

impl RouteError {
    /// The HTTP status it is answered with.
    pub(crate) fn status(&self) -> u16 {
        if matches!(self, Self::NoSuchRoute { .. }) {
            404
        } else {
            400
        }
    }
}

impl fmt::Display for RouteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchRoute { path } => {
                write!(f, "there is no route {path} here - /wsbin lists the routes")
            }
            Self::Missing { route, name, example } => {
                write!(f, "/{route} needs {{{name}}} in its path - for example {example}")
            }
            Self::BadNumber {
                name,
                unit,
                given,
                min,
                max,
            } => {
                write!(
                    f,
                    "{name} is {given:?} - give {unit}, a whole number from {min} to {max}"
                )
            }
            Self::BadChoice { name, given, choices } => {
                write!(f, "{name} is {given:?} - give ")?;
                for (at, choice) in choices.iter().enumerate() {
                    let before = match choices.len() - at {
                        _ if at == 0 => "",
                        1 => " or ",
                        _ => ", ",
                    };
                    write!(f, "{before}{name}={choice}")?;
                }
                Ok(())
            }
            Self::BadRun { given } => write!(
                f,
                "run is {given:?} - give a name of letters, digits or -._~, at most {} of them",
                limits::RUN_NAME_BYTES
            ),
            Self::BadOrigin { given } => write!(
                f,
                "{given:?} is no origin - give allow=https://host, with :port where it is not the scheme's own and no \
                 path, or null; a comma between two"
            ),
            Self::TooManyOrigins { given } => {
                write!(f, "allow has {given} origins - give at most {}", limits::ORIGINS)
            }
            Self::ReasonTooLong { bytes } => write!(
                f,
                "the reason has {bytes} bytes - give at most {} (a correct close frame holds 123)",
                limits::REASON_BYTES
            ),
            Self::BadSubprotocol { given } => write!(
                f,
                "{given:?} cannot name a subprotocol - give letters, digits or !#$%&'*+-.^_`|~, at most {} of them",
                limits::SUBPROTOCOL_BYTES
            ),
            Self::NoSuchViolation { given } => {
                write!(
                    f,
                    "{given:?} is no violation known here - give one of {}",
                    violation::names()
                )
            }
            Self::NoSuchFlaw { given } => {
                write!(f, "{given:?} is nothing that can be wrong here - give one of ")?;
                f.write_str(&Flaw::ALL.map(Flaw::name).join(", "))
            }
            Self::TooMuch { what, bytes, max } => {
                write!(
                    f,
                    "{what} come to {bytes} bytes - ask for fewer or smaller messages, at most {max} bytes"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const N: Number = Number::in_query("n", "messages", (1, 10), 7);

    fn check(query: &str, expect: Result<u64, &str>) {
        let number = Ask { segment: None, query }.number(&N);
        assert_eq!(
            number.map_err(|error| error.to_string()),
            expect.map_err(str::to_owned),
            "for {query:?}"
        );
    }

    #[test]
    fn a_number_is_digits_within_its_bounds_or_a_sentence() {
        check("", Ok(7));
        check("m=3", Ok(7));
        check("n=3", Ok(3));
        check("m=1&n=10", Ok(10));
        check("n=%31", Ok(1));
        check(
            "n=11",
            Err(r#"n is "11" - give messages, a whole number from 1 to 10"#),
        );
        check(
            "n=0",
            Err(r#"n is "0" - give messages, a whole number from 1 to 10"#),
        );
        check(
            "n=+5",
            Err(r#"n is " 5" - give messages, a whole number from 1 to 10"#),
        );
        check(
            "n=%2B5",
            Err(r#"n is "+5" - give messages, a whole number from 1 to 10"#),
        );
        check(
            "n",
            Err(r#"n is "" - give messages, a whole number from 1 to 10"#),
        );
        check(
            "n=99999999999999999999",
            Err(r#"n is "99999999999999999999" - give messages, a whole number from 1 to 10"#),
        );
    }

    #[test]
    fn a_value_may_hold_bytes_that_are_not_utf8() {
        let ask = Ask {
            segment: None,
            query: "reason=a+b%20c%ff",
        };
        assert_eq!(ask.bytes("reason"), Some(b"a b c\xff".to_vec()));
    }
}
