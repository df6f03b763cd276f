//! Looking something up: one list of entries, whatever they are of, and the best first.

use crate::{Block, Guide, add_block, address, contents, plain};

/// The longest query that is looked at, in characters.
pub const MAX_QUERY: usize = 200;

/// How much of a text is shown before what was found in it, and in all, in bytes.
const BEFORE: usize = 50;
const EXCERPT: usize = 160;

/// Something that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing it is: `Guide`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The fragment that leads to it.
    pub address: String,
    /// Words that are in none of its texts.
    pub words: &'static str,
    /// The numbers that it is about, from and to.
    pub numbers: Option<(u16, u16)>,
    /// What it says.
    pub sections: Vec<Section>,
}

/// A piece of what an entry says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading, if it has one.
    pub heading: String,
    /// The fragment that leads to it.
    pub address: String,
    /// What it says.
    pub text: String,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The section where it was found; none where that is the entry's title.
    pub section: Option<&'a Section>,
    /// What it says there.
    pub excerpt: String,
}

/// Where a word was found, from the least to the best.
const PART_OF_TEXT: u32 = 1;
const IN_TEXT: u32 = 2;
const PART_OF_HEADING: u32 = 3;
const IN_HEADING: u32 = 4;
const PART_OF_TITLE: u32 = 5;
const IN_TITLE: u32 = 6;

impl Guide {
    /// What can be found in the pages: each is an entry, and its sections are.
    pub fn entries(&self) -> Vec<Entry> {
        let entry = |page: &crate::Page| {
            let address = address::of_page(&page.slug);
            let mut sections = vec![Section {
                heading: String::new(),
                address: address.clone(),
                text: plain(&page.lead),
            }];
            for block in &page.blocks {
                match block {
                    Block::Heading { id, text, .. } => sections.push(Section {
                        heading: plain(text),
                        address: address::of_section(&page.slug, id),
                        text: String::new(),
                    }),
                    block => {
                        let last = sections.last_mut().expect("the first is the lead");
                        add_block(&mut last.text, block);
                    }
                }
            }
            let listed = contents::PAGES.iter().find(|listed| listed.slug == page.slug);
            Entry {
                kind: "Guide",
                title: page.title.clone(),
                address,
                words: listed.map_or("", |listed| listed.words),
                numbers: None,
                sections,
            }
        };
        self.pages.iter().map(entry).collect()
    }
}

/// The query as it is looked for: at most [`MAX_QUERY`] characters of it.
pub fn cut(query: &str) -> &str {
    let end = query
        .char_indices()
        .nth(MAX_QUERY)
        .map_or(query.len(), |(at, _)| at);
    query[..end].trim()
}

/// The entries that have every word of the query, letter case aside; the best first. A word in a title is better than in a
/// heading, and that better than in a text; a whole word is better than a part of one; and then what has it more often.
pub fn search<'a>(entries: &'a [Entry], query: &str) -> Vec<Hit<'a>> {
    let query = cut(query).to_ascii_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> = entries.iter().filter_map(|entry| look(entry, &words)).collect();
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    found.into_iter().map(|(_, hit)| hit).collect()
}

/// Whether a text has every word of the query, whole or as a part, letter case aside. Every text has all words of none.
pub fn has_every_word(text: &str, query: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let query = cut(query).to_ascii_lowercase();
    query.split_whitespace().all(|word| text.contains(word))
}

/// How good a hit is: by where, then by how often.
type Rank = (u32, usize);

fn look<'a>(entry: &'a Entry, words: &[&str]) -> Option<(Rank, Hit<'a>)> {
    let title = entry.title.to_ascii_lowercase();
    let in_title = |word: &str| {
        let about = |(first, last)| {
            let number = word.parse::<u16>();
            number.is_ok_and(|number| first <= number && number <= last)
        };
        if entry.numbers.is_some_and(about) {
            return IN_TITLE;
        }
        let by_name = grade(&title, word, IN_TITLE, PART_OF_TITLE);
        by_name.max(grade(entry.words, word, IN_HEADING, 0))
    };
    let sections: Vec<Lowered<'_>> = entry.sections.iter().map(Lowered::of).collect();
    let mut rank = (0, 0);
    for word in words {
        let best = sections.iter().map(|section| section.grade(word)).max();
        let best = best.unwrap_or(0).max(in_title(word));
        if best == 0 {
            return None;
        }
        rank.0 += best;
        rank.1 += sections
            .iter()
            .map(|section| section.text.matches(word).count())
            .sum::<usize>();
    }
    let of_section = |section: &Lowered<'_>| words.iter().map(|word| section.grade(word)).sum::<u32>();
    // Of several that are as good, the first.
    let best = sections.iter().rev().max_by_key(|section| of_section(section));
    let titled = words.iter().map(|word| in_title(word)).sum::<u32>();
    let place = best.filter(|section| of_section(section) > titled);
    let shown = place.or(best).map_or("", |section| section.section.text.as_str());
    let excerpt = excerpt(shown, words);
    let section = place.map(|place| place.section);
    Some((
        rank,
        Hit {
            entry,
            section,
            excerpt,
        },
    ))
}

/// A section in small letters. Those of ASCII are as long as the large ones, so that places stay what they are.
struct Lowered<'a> {
    section: &'a Section,
    heading: String,
    text: String,
}

impl<'a> Lowered<'a> {
    fn of(section: &'a Section) -> Self {
        Self {
            section,
            heading: section.heading.to_ascii_lowercase(),
            text: section.text.to_ascii_lowercase(),
        }
    }

    fn grade(&self, word: &str) -> u32 {
        let heading = grade(&self.heading, word, IN_HEADING, PART_OF_HEADING);
        heading.max(grade(&self.text, word, IN_TEXT, PART_OF_TEXT))
    }
}

fn grade(text: &str, word: &str, whole: u32, part: u32) -> u32 {
    match place(text, word) {
        Some((_, true)) => whole,
        Some((_, false)) => part,
        None => 0,
    }
}

/// Where a word is, and whether it is there as a whole word: the first place where it is, else the first.
fn place(text: &str, word: &str) -> Option<(usize, bool)> {
    let is_whole = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    let places = || text.match_indices(word).map(|(at, _)| at);
    let whole = places().find(is_whole).map(|at| (at, true));
    whole.or_else(|| places().next().map(|at| (at, false)))
}

/// Some of the text around the first of the words that is in it.
fn excerpt(text: &str, words: &[&str]) -> String {
    let lowered = text.to_ascii_lowercase();
    let at = words
        .iter()
        .find_map(|word| place(&lowered, word))
        .map_or(0, |(at, _)| at);
    let start = match at.saturating_sub(BEFORE) {
        0 => 0,
        // From a word's start.
        early => {
            let early = text.ceil_char_boundary(early);
            text[early..at].find(' ').map_or(at, |space| early + space + 1)
        }
    };
    let longest = text.floor_char_boundary(start + EXCERPT);
    let end = if longest == text.len() {
        longest
    } else {
        text[start..longest]
            .rfind(' ')
            .map_or(longest, |space| start + space)
    };
    let mut shown = String::new();
    if start > 0 {
        shown.push('…');
    }
    for word in text[start..end].split_whitespace() {
        if !matches!(shown.as_str(), "" | "…") {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    if end < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, sections: &[(&str, &str)]) -> Entry {
        let section = |&(heading, text): &(&str, &str)| Section {
            heading: heading.to_owned(),
            address: format!("{title}#{heading}"),
            text: text.to_owned(),
        };
        Entry {
            title: title.to_owned(),
            sections: sections.iter().map(section).collect(),
            ..Entry::default()
        }
    }

    fn check(entries: &[Entry], query: &str, expect: &[&str]) {
        let hits = search(entries, query);
        let titles: Vec<_> = hits.iter().map(|hit| hit.entry.title.as_str()).collect();
        assert_eq!(titles, expect, "{query}");
    }

    #[test]
    fn a_title_is_before_a_heading_and_that_before_a_text_and_whole_words_before_parts() {
        let entries = [
            entry("a", &[("", "shipping")]),
            entry("b", &[("", "a ping, and a ping")]),
            entry("b once", &[("", "a Ping.")]),
            entry("c", &[("pinged", "")]),
            entry("d", &[("", ""), ("Why ping?", "")]),
            entry("pings", &[]),
            entry("Ping", &[]),
            entry("none", &[("", "pin g")]),
        ];
        check(&entries, "ping", &["Ping", "pings", "d", "c", "b", "b once", "a"]);
        check(
            &entries,
            " PING\n",
            &["Ping", "pings", "d", "c", "b", "b once", "a"],
        );
        let hits = search(&entries, "ping");
        assert_eq!(hits[2].section.unwrap().address, "d#Why ping?");
        assert_eq!(hits[0].section, None);
    }

    #[test]
    fn every_word_has_to_be_there_wherever_it_is() {
        let entries = [
            entry("a", &[("one", "two"), ("three", "")]),
            entry("b", &[("one", "four")]),
        ];
        check(&entries, "two one", &["a"]);
        check(&entries, "one three", &["a"]);
        check(&entries, "one", &["a", "b"]);
        check(&entries, "one five", &[]);
        check(&entries, "", &[]);
        check(&entries, " \t", &[]);
    }

    #[test]
    fn a_row_has_every_word_or_it_is_not_meant() {
        let check = |query, expect| assert_eq!(has_every_word("Connection drops after 60 s", query), expect);
        check("60 DROP", true);
        check("", true);
        check("60 1006", false);
    }

    #[test]
    fn a_number_finds_what_is_about_it() {
        let mut range = entry("4000–4999", &[]);
        range.numbers = Some((4000, 4999));
        let entries = [entry("a", &[("", "4242")]), range];
        check(&entries, "4242", &["4000–4999", "a"]);
        check(&entries, "424", &["a"]);
    }

    #[test]
    fn a_word_that_people_look_for_finds_a_page_without_it() {
        let mut login = entry("Login", &[("", "tokens")]);
        login.words = "jwt bearer";
        let entries = [entry("a", &[("", "a jwt")]), login];
        check(&entries, "JWT", &["Login", "a"]);
        check(&entries, "jw", &["a"]);
    }

    #[test]
    fn an_excerpt_shows_what_was_found_from_word_to_word() {
        let long = format!(
            "{} the nginx  lines\nof it {}",
            "wort ".repeat(40),
            "more ".repeat(40)
        );
        let entries = [entry("a", &[("", &long)])];
        let excerpt = &search(&entries, "nginx")[0].excerpt;
        assert!(
            excerpt.starts_with("…wort wort ") && excerpt.ends_with(" more…"),
            "{excerpt}"
        );
        assert!(excerpt.contains("the nginx lines of it more"), "{excerpt}");
        let umlauts = format!("{}nginx{}", "ä".repeat(200), "ö".repeat(200));
        let entries = [entry("a", &[("", &umlauts)])];
        assert!(search(&entries, "nginx")[0].excerpt.starts_with("…nginx"));
    }

    #[test]
    fn any_query_at_all_can_be_asked() {
        let entries = [entry("<b>İ&amp;", &[("", "ß İstanbul <script>")])];
        for query in [
            &"x".repeat(10_000),
            &"x ".repeat(5_000),
            &"İ".repeat(10_000),
            "<script>alert(1)</script>",
            "\u{202e}\0%",
            "((((",
        ] {
            let _ = search(&entries, query);
            assert!(cut(query).chars().count() <= MAX_QUERY);
        }
        check(&entries, "<script>", &["<b>İ&amp;"]);
        check(&entries, "İ", &["<b>İ&amp;"]);
    }
}
