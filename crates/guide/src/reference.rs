//! The reference as data, apart from the close codes of the RFC and IANA: private codes of services, opcodes,
//! states, the API and the limits of browsers. Each has a page, and its rows have addresses. A text may have
//! code between backticks.

pub mod api;
pub mod limits;
pub mod opcodes;
pub mod services;
pub mod states;

use crate::address;
use crate::search::{Entry, Section};

/// A page of the reference.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its first sentence.
    pub lead: &'static str,
    /// Words that people look for and the page does not have.
    words: &'static str,
    rows: fn() -> Vec<Row>,
}

/// A row of a page, as text.
struct Row {
    /// Its name in addresses.
    name: String,
    heading: String,
    text: String,
}

const fn topic(
    name: &'static str,
    title: &'static str,
    lead: &'static str,
    words: &'static str,
    rows: fn() -> Vec<Row>,
) -> Topic {
    Topic {
        name,
        title,
        lead,
        words,
        rows,
    }
}

/// The pages, apart from the close codes and the single services.
pub static TOPICS: [Topic; 5] = [
    topic(
        "services",
        "Private codes",
        "4000–4999 are for whoever runs the server, 3000–3999 for libraries: a number says nothing until one knows whose it is. These document theirs.",
        "services vendors 4xxx",
        services::rows,
    ),
    topic(
        "opcodes",
        "Opcodes",
        "The lower four bits of a frame's first byte (RFC 6455 5.2). Control frames have at most 125 bytes, are never in pieces, and may stand between the pieces of a message.",
        "frame types rsv",
        opcodes::rows,
    ),
    topic(
        "ready-state",
        "readyState",
        "A `WebSocket` goes one way through four states, may leave some out, and never goes back.",
        "lifecycle status",
        states::rows,
    ),
    topic(
        "api",
        "WebSocket API",
        "All that a page has of a connection, after the WHATWG's standard of 2025-07-14. “Now” is the tester's own connection.",
        "javascript interface",
        api::rows,
    ),
    topic(
        "limits",
        "Limits of browsers",
        limits::LEAD,
        "chrome chromium firefox safari maximum 255 200",
        limits::rows,
    ),
];

/// The page of that name.
pub fn topic_named(name: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.name == name)
}

/// The title of the page of that name.
pub fn title(name: &str) -> Option<&'static str> {
    let title = topic_named(name).map(|topic| topic.title);
    title.or_else(|| services::named(name).map(|service| service.title))
}

/// The names of the rows of the page of that name.
pub fn row_names(name: &str) -> Vec<String> {
    let rows = match topic_named(name) {
        Some(topic) => (topic.rows)(),
        None => services::named(name)
            .map(services::Service::rows)
            .unwrap_or_default(),
    };
    rows.into_iter().map(|row| row.name).collect()
}

/// The whole reference, for the search.
pub fn entries() -> impl Iterator<Item = Entry> {
    let topics = TOPICS.iter().map(|topic| Entry {
        kind: "Reference",
        title: topic.title.to_owned(),
        words: topic.words,
        ..entry(topic.name, topic.lead, (topic.rows)())
    });
    let services = services::SERVICES.iter().map(|service| Entry {
        kind: "Private codes",
        title: service.title.to_owned(),
        words: service.words,
        ..entry(service.name, &service.lead(), service.rows())
    });
    topics.chain(services)
}

fn entry(name: &str, lead: &str, rows: Vec<Row>) -> Entry {
    let address = address::of_topic(name);
    let section = |row: Row| Section {
        address: address::of_row(name, &row.name),
        heading: row.heading,
        text: row.text.replace('`', ""),
    };
    let lead = Section {
        heading: String::new(),
        address: address.clone(),
        text: lead.replace('`', ""),
    };
    Entry {
        address,
        sections: std::iter::once(lead)
            .chain(rows.into_iter().map(section))
            .collect(),
        ..Entry::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_and_row_has_a_name_of_its_own() {
        let mut names = BTreeSet::new();
        for name in TOPICS
            .iter()
            .map(|topic| topic.name)
            .chain(services::SERVICES.iter().map(|service| service.name))
        {
            assert!(names.insert(name), "{name} twice");
            assert!(name.parse::<u16>().is_err(), "{name} would be a close code");
            let rows = row_names(name);
            let each: BTreeSet<_> = rows.iter().collect();
            assert!(each.len() == rows.len() && !rows.is_empty(), "{name}: {rows:?}");
            for row in rows {
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
                assert!(!row.is_empty() && row.chars().all(plain), "{name}: {row}");
            }
        }
    }

    #[test]
    fn code_in_a_text_ends() {
        for entry in TOPICS.iter().flat_map(|topic| (topic.rows)()) {
            assert_eq!(entry.text.matches('`').count() % 2, 0, "{}", entry.text);
        }
    }
}
