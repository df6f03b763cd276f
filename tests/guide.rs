//! The Guide says what it is to say, and everything that it names is there: routes of wsbin, close codes, its own pages and
//! sections, and the topics of `docs/guide/topics.txt`.

use std::fs;
use std::path::Path;

use tabcat_core::close::reference;
use tabcat_guide::contents::{Listed, PAGES};
use tabcat_guide::reference::{entries, row_names};
use tabcat_guide::search::{Hit, search};
use tabcat_guide::{Address, Block, Guide, Inline, Link, Live, Setup, markdown};
use tabcat_lab::contents::LABS;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/guide")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: is there ({error})", path.display()))
}

fn guide() -> Guide {
    let source = |listed: &Listed| {
        let text = read(&format!("{}.md", listed.slug));
        (listed.slug.to_owned(), text)
    };
    let sources: Vec<_> = PAGES.iter().map(source).collect();
    markdown::read(&sources).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Every link of the Guide, with the page that has it.
fn links(guide: &Guide) -> Vec<(&str, &Link)> {
    fn of_line<'a>(inlines: &'a [Inline], found: &mut Vec<&'a Link>) {
        for inline in inlines {
            match inline {
                Inline::Text(_) | Inline::Code(_) => {}
                Inline::Emphasis(within) | Inline::Strong(within) => of_line(within, found),
                Inline::Link { to, text } => {
                    found.push(to);
                    of_line(text, found);
                }
            }
        }
    }
    fn of_blocks<'a>(blocks: &'a [Block], found: &mut Vec<&'a Link>) {
        for block in blocks {
            match block {
                Block::Heading { text: line, .. } | Block::Paragraph(line) => of_line(line, found),
                Block::Code { .. } | Block::Live(_) => {}
                Block::List { items, .. } => items.iter().for_each(|item| of_blocks(item, found)),
                Block::Table { head, rows } => {
                    let cells = std::iter::once(head).chain(rows).flatten();
                    cells.for_each(|cell| of_line(cell, found));
                }
            }
        }
    }
    let mut all = Vec::new();
    for page in &guide.pages {
        let mut found = Vec::new();
        of_line(&page.lead, &mut found);
        of_blocks(&page.blocks, &mut found);
        all.extend(found.into_iter().map(|link| (page.slug.as_str(), link)));
    }
    all
}

/// Whether a page of the Guide, a lab, a close code or a row of the reference has that address.
fn leads_somewhere(guide: &Guide, fragment: &str) -> bool {
    match Address::parse(fragment) {
        Address::Page { slug, section } => guide.page(&slug).is_some_and(|page| {
            section.is_none_or(|section| {
                let is_it = |block: &Block| matches!(block, Block::Heading { id, .. } if *id == section);
                page.blocks.iter().any(is_it)
            })
        }),
        Address::Codes(code) => code.is_none_or(|code| reference().any(|row| row.contains(code))),
        Address::Lab(fragment) => {
            let name = fragment.trim_start_matches("#/lab/").split('?').next();
            LABS.iter().any(|lab| Some(lab.name) == name)
        }
        Address::Topic { name, row } => row.is_none_or(|row| row_names(&name).contains(&row)),
        Address::Search(_) | Address::Unknown => false,
    }
}

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    let guide = guide();
    let links = links(&guide);
    let mut routes = 0;
    for (page, link) in &links {
        match link {
            Link::Here(fragment) => {
                assert!(leads_somewhere(&guide, fragment), "{page}: {fragment}");
            }
            Link::Tester(Setup { route, .. }) => {
                routes += 1;
                let target = format!("/{route}");
                assert_eq!(wsbin::check_route(&target), Ok(()), "{page}: {target}");
            }
            Link::Served(route) => {
                assert!(wsbin::is_fetched(&format!("/{route}")), "{page}: {route}");
            }
            Link::Web(url) => assert!(url.starts_with("https://") && !url.contains(' '), "{page}: {url}"),
        }
    }
    assert!(
        links.len() > 150 && routes > 40,
        "{} links, {routes} routes",
        links.len()
    );
}

#[test]
fn a_page_has_one_name_in_the_contents_and_above_it() {
    for (listed, page) in PAGES.iter().zip(&guide().pages) {
        assert_eq!(listed.title, page.title);
    }
}

/// The page's code between two fences that has that in it.
fn code_with(guide: &Guide, slug: &str, piece: &str) -> String {
    let page = guide.page(slug).expect("it is listed");
    let code = page.blocks.iter().find_map(|block| match block {
        Block::Code { text, .. } if text.contains(piece) => Some(text.clone()),
        _ => None,
    });
    code.unwrap_or_else(|| panic!("{slug} has code with {piece}"))
}

#[test]
fn the_codes_that_a_client_gives_itself_are_worth_another_try_and_a_refused_login_is_not() {
    let guide = guide();
    let reconnect = code_with(&guide, "reconnect", "worthAnother");
    let list = reconnect
        .split("=> [")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let again: Vec<u16> = list
        .expect("it is a list")
        .split(", ")
        .map(|code| code.parse().expect("of codes"))
        .collect();
    let delivery = code_with(&guide, "delivery", "\"gap\"");
    let gap = delivery
        .split("ws.close(")
        .nth(1)
        .and_then(|rest| rest.split(',').next());
    let gap: u16 = gap
        .and_then(|code| code.parse().ok())
        .expect("it closes with a code");
    assert!(again.contains(&gap) && again.contains(&4000), "{again:?}, {gap}");
    for refused in [1000, 1008, 1009, 1015, 4001, 4002] {
        assert!(!again.contains(&refused), "{refused}");
    }
}

#[test]
fn the_servers_that_are_shown_are_those_that_are_tested() {
    let guide = guide();
    let page = guide.page("servers").expect("it is listed");
    for name in ["node.mjs", "python.py", "go.go"] {
        let file = read(&format!("servers/{name}"));
        let is_shown = |block: &Block| matches!(block, Block::Code { text, .. } if *text == file);
        assert!(page.blocks.iter().any(is_shown), "{name}");
    }
}

#[test]
fn each_live_part_is_on_the_page_that_it_is_for() {
    let guide = guide();
    for (live, slug) in [
        (Live::Chooser, "choose"),
        (Live::Waits, "reconnect"),
        (Live::Commands, "tools"),
        (Live::Finder, "troubleshooting"),
    ] {
        let pages = guide.pages.iter().filter(|page| page.has(live));
        let slugs: Vec<_> = pages.map(|page| page.slug.as_str()).collect();
        assert_eq!(slugs, [slug], "{live:?}");
    }
}

#[test]
fn every_topic_is_on_its_page() {
    let guide = guide();
    let mut pages = 0;
    for line in read("topics.txt").lines() {
        let (topic, fragment) = line.split_once(" | ").expect("a topic and an address");
        let Address::Page { slug, .. } = Address::parse(fragment) else {
            continue;
        };
        pages += 1;
        let page = guide
            .page(&slug)
            .unwrap_or_else(|| panic!("{line}: the page is there"));
        let words = |text: &str| {
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase()
        };
        assert!(words(&page.text()).contains(&words(topic)), "{line}");
    }
    assert!(pages > 150, "{pages} topics");
}

#[test]
fn every_topic_of_a_code_is_said_of_that_code() {
    for line in read("topics.txt").lines() {
        let (topic, fragment) = line.split_once(" | ").expect("a topic and an address");
        let Address::Codes(Some(code)) = Address::parse(fragment) else {
            continue;
        };
        let row = reference()
            .find(|row| row.contains(code))
            .expect("every number has a row");
        let mut said = [row.code.name(), row.code.meaning()].concat();
        for cause in row.code.likely_causes() {
            said += cause.title;
            said += cause.check;
        }
        assert!(
            said.to_lowercase().contains(&topic.to_lowercase()),
            "{line}: {said}"
        );
    }
}

#[test]
fn every_topic_of_the_reference_is_said_in_its_row() {
    let entries: Vec<_> = entries().collect();
    let mut rows = 0;
    for line in read("topics.txt").lines() {
        let (topic, fragment) = line.split_once(" | ").expect("a topic and an address");
        if !matches!(Address::parse(fragment), Address::Topic { .. }) {
            continue;
        }
        rows += 1;
        let sections = entries.iter().flat_map(|entry| &entry.sections);
        let row = sections
            .into_iter()
            .find(|section| section.address == fragment)
            .unwrap_or_else(|| panic!("{line}: the row is there"));
        let said = [&row.heading, " ", &row.text].concat();
        assert!(said.contains(topic), "{line}: {said}");
    }
    assert!(rows > 30, "{rows} topics");
}

#[test]
fn every_address_of_the_topics_leads_somewhere() {
    let guide = guide();
    for line in read("topics.txt").lines() {
        let (_, fragment) = line.split_once(" | ").expect("a topic and an address");
        let elsewhere = ["absent", "#/"].contains(&fragment);
        assert!(elsewhere || leads_somewhere(&guide, fragment), "{line}");
    }
}

#[test]
fn what_people_look_for_is_found_best_first() {
    let guide = guide();
    let entries: Vec<_> = guide.entries().into_iter().chain(entries()).collect();
    let check = |query: &str, first: &str| {
        let hits = search(&entries, query);
        let address = |hit: &Hit<'_>| {
            hit.section
                .map_or(hit.entry.address.clone(), |section| section.address.clone())
        };
        let addresses: Vec<_> = hits.iter().map(address).collect();
        assert_eq!(
            addresses.first().map(String::as_str),
            Some(first),
            "{query}: {addresses:#?}"
        );
    };
    check("mask", "#/guide/frames");
    check("opcode", "#/reference/opcodes");
    check("pong", "#/reference/opcodes/pong");
    check("ping", "#/guide/reconnect#why-a-page-cant-ping");
    check("bufferedAmount", "#/guide/back-pressure#sending-bufferedamount");
    check("nginx", "#/guide/scaling#nginx");
    check("discord", "#/reference/discord");
    check("discord voice", "#/reference/discord-voice");
    check("4429", "#/reference/graphql-transport-ws/4429");
    check("bitfinex", "#/reference/services/bitfinex");
    check("readyState", "#/reference/ready-state");
    check("firefox", "#/reference/limits");
    check("binaryType", "#/reference/api/binaryType");
    check("1006", "#/guide/closing#why-1006-hides-the-truth");
    check("sse", "#/guide/choose");
    check("jwt", "#/guide/login");
    check("wireshark", "#/guide/tools#wireshark");
    check("origin", "#/guide/security#origin-is-yours-to-check");
    check("ticket", "#/guide/login#ticket");
    check("backoff", "#/guide/reconnect#how-long-to-wait");
}
