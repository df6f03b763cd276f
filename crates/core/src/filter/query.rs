//! The filter's form as a person fills it in, and its compilation.

use super::error::FilterError;
use super::literal::Literal;
use super::pattern::Pattern;
use super::{Filter, regex, size};
use crate::case::CaseMap;
use crate::json::FieldEquals;

/// The filter's form. The default asks for nothing, so that everything is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Text to find, or `/regex/flags`; in messages over 1 MiB, a regex finds matches up to 4 KiB. Without a
    /// second `/`, or if it is followed by anything but flags, it is text: `/v1/users`.
    pub text: String,
    /// Whether case matters in text. A regex has its flag `i` for that.
    pub match_case: bool,
    /// Shows the messages that do not have both the text and the field, rather than those that do.
    pub invert: bool,
    /// Which kinds of entries to see.
    pub shown: Shown,
    /// Which kinds of messages to see.
    pub encodings: Encodings,
    /// The least payload to see: `""`, `"100"`, `"1.5 KB"`.
    pub min_size: String,
    /// The largest payload to see, written like the least.
    pub max_size: String,
    /// `path=value` of a JSON field: `$.type=tick`. Only the first 1 MiB of a message is searched for it.
    pub field: String,
    /// Leaves out pings, pongs and other messages that only keep a connection alive.
    pub hide_heartbeats: bool,
}

/// Which kinds of entries are seen; by default all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Messages from this page to the server.
    pub sent: bool,
    /// Messages from the server to this page.
    pub received: bool,
    /// System entries: events of the connection. No other part of a query applies to these.
    pub system: bool,
}

/// Which kinds of messages are seen; by default both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encodings {
    /// Text messages.
    pub text: bool,
    /// Binary messages.
    pub binary: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            sent: true,
            received: true,
            system: true,
        }
    }
}

impl Default for Encodings {
    fn default() -> Self {
        Self {
            text: true,
            binary: true,
        }
    }
}

impl Query {
    /// Compiles the query. On an error, the filter before it stays in use.
    pub fn compile(&self, case: &dyn CaseMap) -> Result<Filter, FilterError> {
        Ok(Filter {
            pattern: self.pattern(case)?,
            field: self.field()?,
            invert: self.invert,
            shown: self.shown,
            encodings: self.encodings,
            sizes: size::range(&self.min_size, &self.max_size)?,
            hide_heartbeats: self.hide_heartbeats,
        })
    }

    fn pattern(&self, case: &dyn CaseMap) -> Result<Option<Pattern>, FilterError> {
        if self.text.is_empty() {
            return Ok(None);
        }
        Ok(Some(match regex::split(&self.text) {
            Some((body, flags)) => Pattern::Regex(regex::compile(body, flags, case)?),
            None if self.match_case => Pattern::Literal(Literal::exact(&self.text)),
            None => Pattern::Literal(Literal::any_case(&self.text, case)),
        }))
    }

    fn field(&self) -> Result<Option<FieldEquals>, FilterError> {
        if self.field.trim().is_empty() {
            return Ok(None);
        }
        let (path, value) = split_field(&self.field).ok_or(FilterError::Field)?;
        FieldEquals::new(path, value)
            .map(Some)
            .map_err(FilterError::FieldPath)
    }
}

/// The path and the value around the first `=` that is not in quotes: `$["a=b"]=c`.
fn split_field(field: &str) -> Option<(&str, &str)> {
    let mut in_quotes = false;
    let mut escaped = false;
    let is_divider = |c| {
        in_quotes ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        c == '=' && !in_quotes
    };
    let (path, value) = field.split_at(field.find(is_divider)?);
    let (path, value) = (path.trim(), value[1..].trim());
    (!path.is_empty()).then_some((path, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::StdCase;

    fn text(text: &str) -> Query {
        Query {
            text: text.to_owned(),
            ..Query::default()
        }
    }

    #[test]
    fn a_regex_stands_between_slashes_and_anything_else_is_text() {
        let check = |typed: &str, is_regex: bool| {
            let pattern = text(typed).compile(&StdCase).unwrap().pattern;
            assert_eq!(matches!(pattern, Some(Pattern::Regex(_))), is_regex, "{typed}");
        };
        check("/a+/", true);
        check("/a+/i", true);
        check("/a/gimsux", true);
        check("/a/b/", true);
        check(r"/a\/b/", true);
        check("/a+", false);
        check(r"/a\/", false);
        check("a/b/", false);
        check("/", false);
        check("//", false);
        check("/v1/users", false);
        check("/(/q", false);
    }

    #[test]
    fn a_query_that_asks_for_nothing_keeps_all() {
        let check = |query: Query, expect: bool| {
            assert_eq!(query.compile(&StdCase).unwrap().keeps_all(), expect, "{query:?}");
        };
        check(Query::default(), true);
        check(
            Query {
                invert: true,
                match_case: true,
                min_size: " 0 ".to_owned(),
                field: " ".to_owned(),
                ..Query::default()
            },
            true,
        );
        check(text("a"), false);
        check(
            Query {
                min_size: "1".to_owned(),
                ..Query::default()
            },
            false,
        );
        check(
            Query {
                hide_heartbeats: true,
                ..Query::default()
            },
            false,
        );
    }

    #[test]
    fn a_field_reads_path_equals_value() {
        let check =
            |field: &str, expect: Option<(&str, &str)>| assert_eq!(split_field(field), expect, "{field}");
        check("$.type=tick", Some(("$.type", "tick")));
        check(" a.b = x=y ", Some(("a.b", "x=y")));
        check("a=", Some(("a", "")));
        check(r#"$["a=\"="].b=c"#, Some((r#"$["a=\"="].b"#, "c")));
        check("type", None);
        check("=tick", None);
    }

    #[test]
    fn a_bad_query_says_what_to_write_instead() {
        let check = |query: Query, expect: &str| {
            assert_eq!(
                query.compile(&StdCase).unwrap_err().to_string(),
                expect,
                "{query:?}"
            );
        };
        check(text("/(/"), "Filter is not valid: unterminated group.");
        let field = |field: &str| Query {
            field: field.to_owned(),
            ..Query::default()
        };
        check(
            field("type"),
            "Filter is not valid: a JSON field reads path=value, such as $.type=tick.",
        );
        check(
            field("$[x]=1"),
            "Filter is not valid: the JSON field's path cannot be followed. Between [ and ] write a number, or a key in double quotes.",
        );
        let size = |min: &str, max: &str| Query {
            min_size: min.to_owned(),
            max_size: max.to_owned(),
            ..Query::default()
        };
        check(
            size("big", ""),
            "Filter is not valid: \"big\" is not a size, such as 100 or 1.5 KB.",
        );
        check(
            size("2 KB", "1 KB"),
            "Filter is not valid: the least size is above the largest.",
        );
    }
}
