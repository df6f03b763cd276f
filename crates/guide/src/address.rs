//! The addresses of the pages to read: URL fragments.

use crate::reference::title;

/// A page to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A page of the Guide, and a section of it.
    Page {
        /// The page's name.
        slug: String,
        /// The section's name.
        section: Option<String>,
    },
    /// The close codes: all of them, or one.
    Codes(Option<u16>),
    /// Another page of the reference, and a row of it. The page exists; the row may not.
    Topic {
        /// The page's name.
        name: String,
        /// The row's name.
        row: Option<String>,
    },
    /// The search results; holds the query as the address has it, still escaped.
    Search(String),
    /// A lab; holds the fragment, which carries the lab's input.
    Lab(String),
    /// No existing page.
    Unknown,
}

/// The fragment of the close codes.
pub const CODES: &str = "#/reference";

/// The prefix of the fragments of the labs.
pub const LABS: &str = "#/lab/";

/// The fragment of a search, before the query.
pub const SEARCH: &str = "#/reference?q=";

impl Address {
    /// The page that a fragment names: `#/guide/reconnect`, `#/guide/reconnect#how-long-to-wait`, `#/reference`,
    /// `#/reference/1006`, `#/reference/opcodes`, `#/reference/discord/4004`, `#/reference?q=ping`.
    pub fn parse(fragment: &str) -> Self {
        if let Some(query) = fragment.strip_prefix(SEARCH) {
            return match query {
                "" => Self::Codes(None),
                query => Self::Search(query.to_owned()),
            };
        }
        if fragment.starts_with(LABS) || fragment == LABS.trim_end_matches('/') {
            return Self::Lab(fragment.to_owned());
        }
        let path = fragment.strip_prefix("#/").unwrap_or_default();
        let (path, section) = match path.split_once('#') {
            Some((path, section)) => (path, Some(section)),
            None => (path, None),
        };
        let segments: Vec<_> = path.trim_end_matches('/').split('/').collect();
        match segments[..] {
            ["guide"] => Self::page("start", None),
            ["guide", slug] => Self::page(slug, section),
            ["reference"] => Self::Codes(None),
            ["reference", name] => match name.parse() {
                Ok(code) => Self::Codes(Some(code)),
                Err(_) => Self::topic(name, None),
            },
            ["reference", name, row] => Self::topic(name, Some(row)),
            _ => Self::Unknown,
        }
    }

    fn topic(name: &str, row: Option<&str>) -> Self {
        if title(name).is_none() {
            return Self::Unknown;
        }
        Self::Topic {
            name: name.to_owned(),
            row: row.map(str::to_owned),
        }
    }

    fn page(slug: &str, section: Option<&str>) -> Self {
        Self::Page {
            slug: slug.to_owned(),
            section: section.map(str::to_owned),
        }
    }
}

/// The fragment of a page of the Guide.
pub fn of_page(slug: &str) -> String {
    format!("#/guide/{slug}")
}

/// The fragment of a page of the reference.
pub fn of_topic(name: &str) -> String {
    [CODES, "/", name].concat()
}

/// The fragment of a row of it.
pub fn of_row(name: &str, row: &str) -> String {
    [CODES, "/", name, "/", row].concat()
}

/// The fragment of a section of a page of the Guide.
pub fn of_section(slug: &str, section: &str) -> String {
    format!("#/guide/{slug}#{section}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_an_address() {
        let check =
            |fragment: &str, expect: Address| assert_eq!(Address::parse(fragment), expect, "{fragment}");
        let page = |slug: &str, section: Option<&str>| Address::page(slug, section);
        check("#/guide/reconnect", page("reconnect", None));
        check("#/guide/reconnect/", page("reconnect", None));
        check(&of_page("start"), page("start", None));
        check("#/guide", page("start", None));
        check(
            &of_section("reconnect", "how-long-to-wait"),
            page("reconnect", Some("how-long-to-wait")),
        );
        check(CODES, Address::Codes(None));
        check("#/reference/1006", Address::Codes(Some(1006)));
        let topic = |name: &str, row: Option<&str>| Address::topic(name, row);
        assert_ne!(topic("opcodes", None), Address::Unknown);
        check(&of_topic("opcodes"), topic("opcodes", None));
        check("#/reference/discord/", topic("discord", None));
        check(&of_row("discord", "4004"), topic("discord", Some("4004")));
        check(
            "#/lab/frame?hex=81",
            Address::Lab("#/lab/frame?hex=81".to_owned()),
        );
        check("#/lab", Address::Lab("#/lab".to_owned()));
        check("#/reference?q=", Address::Codes(None));
        check("#/reference?q=a%20b#c", Address::Search("a%20b#c".to_owned()));
    }

    #[test]
    fn what_is_no_page_is_unknown() {
        for fragment in [
            "",
            "#",
            "#/",
            "#/labs",
            "#/guide/a/b",
            "#/reference/x",
            "#/reference/65536",
            "#/reference/1006/x",
            "#/reference/discord/4004/x",
            "#/referencex",
        ] {
            assert_eq!(Address::parse(fragment), Address::Unknown, "{fragment}");
        }
    }
}
