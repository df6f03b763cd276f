//! The search: one list of entries of all kinds, and the best results first.

use crate::{Block, Guide, add_block, address, contents, plain};

/// The longest query, in characters.
pub const MAX_QUERY: usize = 200;

/// The length of the text before a match in an excerpt, and of the whole excerpt, in bytes.
const BEFORE: usize = 50;
const EXCERPT: usize = 160;

/// A searchable entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its kind: `Guide`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The fragment that leads to it.
    pub address: String,
    /// Search words that its texts do not contain.
    pub words: &'static str,
    /// The numbers that it is about, from and to.
    pub numbers: Option<(u16, u16)>,
    /// Its text, in sections.
    pub sections: Vec<Section>,
}

/// A section of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading, if it has one.
    pub heading: String,
    /// The fragment that leads to it.
    pub address: String,
    /// Its text.
    pub text: String,
}

/// An entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The section with the match; none if the title matches best.
    pub section: Option<&'a Section>,
    /// An excerpt of the text there.
    pub excerpt: String,
}

/// The grades of a match, from least to best; this one is within another word: `sse` in `compressed`.
const WITHIN: u32 = 1;
const BEGINS_IN_TEXT: u32 = 2;
const IN_TEXT: u32 = 3;
const BEGINS_IN_HEADING: u32 = 4;
const IN_HEADING: u32 = 5;
const BEGINS_IN_TITLE: u32 = 6;
const IN_TITLE: u32 = 7;

impl Guide {
    /// The entries for the pages, with a section for each of theirs.
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

/// The query, cut to [`MAX_QUERY`] characters.
pub fn cut(query: &str) -> &str {
    let end = query
        .char_indices()
        .nth(MAX_QUERY)
        .map_or(query.len(), |(at, _)| at);
    query[..end].trim()
}

/// The entries that have every word of the query, ignoring ASCII case, best first. A title counts more than a
/// heading, a heading more than a text; a whole word counts more than the start of one, and anything more
/// than a match within a word; ties are broken by the number of matches.
pub fn search<'a>(entries: &'a [Entry], query: &str) -> Vec<Hit<'a>> {
    let query = cut(query).to_ascii_lowercase();
    let words: Vec<&str> = words(&query).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> = entries.iter().filter_map(|entry| look(entry, &words)).collect();
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    found.into_iter().map(|(_, hit)| hit).collect()
}

/// Whether a text has every word of the query, whole or as a part, ignoring ASCII case. An empty query
/// matches every text.
pub fn has_every_word(text: &str, query: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let query = cut(query).to_ascii_lowercase();
    words(&query).all(|word| text.contains(word))
}

/// The words of a query; `close(1000)` has two.
fn words(query: &str) -> impl Iterator<Item = &str> {
    let parts = |c: char| c.is_whitespace() || "()[]{},;\"'`".contains(c);
    query.split(parts).filter(|word| !word.is_empty())
}

/// The rank of a hit: by place, then by number of matches.
type Rank = (u32, usize);

fn look<'a>(entry: &'a Entry, words: &[&str]) -> Option<(Rank, Hit<'a>)> {
    let title = entry.title.to_ascii_lowercase();
    let in_title = |word: &str| {
        let about = |(first, last)| {
            let number = word.parse::<u16>();
            number.is_ok_and(|number| first <= number && number <= last)
        };
        if entry.numbers.is_some_and(about) {
            // A range ranks lower: it is about all of its numbers, and seldom about this one.
            let is_one = entry.numbers.is_some_and(|(first, last)| first == last);
            return if is_one { IN_TITLE } else { IN_HEADING };
        }
        let by_name = grade(&title, word, IN_TITLE, BEGINS_IN_TITLE);
        let by_word = match place(entry.words, word) {
            Some((_, Fit::Whole)) => IN_HEADING,
            _ => 0,
        };
        by_name.max(by_word)
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
    // `max_by_key` takes the last of equals: reversed, the first.
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

/// A section in lower case. ASCII letters keep their length, so offsets stay valid.
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
        let heading = grade(&self.heading, word, IN_HEADING, BEGINS_IN_HEADING);
        heading.max(grade(&self.text, word, IN_TEXT, BEGINS_IN_TEXT))
    }
}

fn grade(text: &str, word: &str, whole: u32, begins: u32) -> u32 {
    match place(text, word) {
        Some((_, Fit::Whole)) => whole,
        Some((_, Fit::Begins)) => begins,
        Some((_, Fit::Within)) => WITHIN,
        None => 0,
    }
}

/// The fit of a word in a text, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A word by itself.
    Whole,
    /// The start of a word.
    Begins,
    /// Within another.
    Within,
}

/// The offset of a word: the first of those with the best fit.
fn place(text: &str, word: &str) -> Option<(usize, Fit)> {
    let fit = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        match [before, after].map(|next| next.is_some_and(char::is_alphanumeric)) {
            [false, false] => Fit::Whole,
            [false, true] => Fit::Begins,
            [true, _] => Fit::Within,
        }
    };
    let places = text.match_indices(word).map(|(at, _)| (at, fit(at)));
    places.min_by_key(|&(_, fit)| fit)
}

/// The text around the first of the words that it contains.
fn excerpt(text: &str, words: &[&str]) -> String {
    let lowered = text.to_ascii_lowercase();
    let at = words
        .iter()
        .find_map(|word| place(&lowered, word))
        .map_or(0, |(at, _)| at);
    let start = match at.saturating_sub(BEFORE) {
        0 => 0,
        // Start at a word.
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
    fn what_is_within_a_word_is_last_wherever_it_is() {
        let entries = [
            entry("Compressed", &[("Compressed", "compressed compressed")]),
            entry("a", &[("", "ssea")]),
            entry("b", &[("", "an sse")]),
        ];
        check(&entries, "sse", &["b", "a", "Compressed"]);
    }

    #[test]
    fn a_call_is_its_name_and_what_is_given_to_it() {
        let entries = [entry("1000 Normal", &[("", "a page may close with it")])];
        check(&entries, "close(1000, \"done\")", &[]);
        check(&entries, "close(1000)", &["1000 Normal"]);
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
