//! The table of close codes.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane::see_text;

const SEARCH: &str = "Search the guide and the codes";

/// The first cell of every row.
fn codes(page: &Page) -> Vec<String> {
    page.script(
        "return [...document.querySelectorAll('th[scope=row]')].map(cell => cell.textContent)",
        vec![],
    )
}

/// What was found first.
fn first_found(page: &Page) -> String {
    page.script(
        "return document.getElementById('first-found')?.textContent ?? ''",
        vec![],
    )
}

#[test]
fn the_reference_is_found_by_number_name_and_meaning() {
    journey("reference", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.follow("Reference");
        page.find("searchbox", SEARCH);
        let known: Vec<String> = (1000..=1015)
            .map(|code| code.to_string())
            .chain(["3000–3999".to_owned(), "4000–4999".to_owned()])
            .collect();
        let all = see_of(
            "every code is there",
            || codes(page),
            |all| known.iter().all(|code| all.contains(code)),
        );
        let check = |query: &str, first: &str| {
            page.fill_in("searchbox", SEARCH, query);
            see_it_is(&format!("what “{query}” finds"), first, || first_found(page));
        };
        check("1006", "1006 Abnormal Closure");
        check("going away", "1001 Going Away");
        check("4242", "4000–4999 Private Use");
        check("TLS", "1015 TLS Handshake");
        page.fill_in("searchbox", SEARCH, "xyzzy");
        see_that("nothing is found, and it says so", || {
            first_found(page).is_empty() && page.text("main", "").contains("Nothing found")
        });
        page.fill_in("searchbox", SEARCH, "");
        see_it_is("what is there without a query", &all, || codes(page));
        check("discord", "Discord gateway");
        check("opcode", "Opcodes");
        check("bufferedAmount", "Back-pressure");
        check("4429", "4000–4999 Private Use");
        page.fill_in("searchbox", SEARCH, "");
        see_it_is("what is there again", &all, || codes(page));

        page.follow("Tester");
        page.find("textbox", "WebSocket URL");
        page.see("looking something up disturbs nothing", |view| {
            view.status() == "Connected" && view.rowcount == 1
        });
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

/// Waits until the page of that title is there, and the row that the address names.
#[track_caller]
fn see_row(page: &Page, title: &str) {
    see_it_is("the title", &format!("{title} · Tabcat"), || page.title());
    see_that("the row has the focus", || {
        page.script(
            "return document.activeElement.matches('tr.current > th:first-child')",
            vec![],
        )
    });
}

#[test]
fn a_link_to_a_code_unfolds_that_code_and_brings_it_into_view() {
    journey("reference-link", |page| {
        page.resize(1440, 900, false);
        page.open_address(&format!("{}#/reference/1006", page.address()));
        see_row(page, "1006 Abnormal Closure");
        let top = || -> f64 {
            page.script(
                "return document.activeElement.getBoundingClientRect().top - document.querySelector('.learn-page').getBoundingClientRect().top",
                vec![],
            )
        };
        see_of("the row is at the top", top, |top| (0.0..80.0).contains(top));
        page.see_attribute("button", "Likely causes of 1006", "aria-expanded", Some("true"));
        let parts = [
            "Abnormal Closure",
            "The browser, locally",
            "Never",
            "The network dropped: Check Wi-Fi",
        ];
        see_text(page, "main", "", &parts);
        page.go_to_fragment("#/reference/4408");
        see_row(page, "4000–4999 Private Use");
        page.click_at(".causes a[href$='graphql-transport-ws/4408']");
        see_row(page, "4408 · graphql-transport-ws");
        page.resize(320, 640, true);
        page.go_to_fragment("#/reference/1011");
        see_row(page, "1011 Internal Error");
        let ends = || -> (f64, f64) {
            page.script(
                "const row = document.querySelector('tr.current').getBoundingClientRect(); return [row.top, row.bottom - innerHeight]",
                vec![],
            )
        };
        see_of("the row is in view", ends, |(top, bottom)| {
            *top > 0.0 && *bottom < 0.0
        });
        page.picture("reference-row-phone");
        page.go_to_fragment("#/reference/obs/4009");
        see_row(page, "4009 · OBS (obs-websocket)");
        page.picture("reference-service-phone");
        page.resize(1440, 900, false);
        page.focus_on("link", "Tester");
        page.type_keys("/");
        page.see_focus("searchbox", SEARCH);
    });
}

#[test]
fn causes_are_unfolded_by_keyboard() {
    journey("reference-keys", |page| {
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "light");
        page.follow("Reference");
        let see_expanded =
            |expect| page.see_attribute("button", "Likely causes of 1001", "aria-expanded", Some(expect));
        page.focus_on("button", "Likely causes of 1001");
        see_expanded("false");
        page.key(Key::Enter);
        see_expanded("true");
        let controls = page.attribute("button", "Likely causes of 1001", "aria-controls");
        let causes = format!("#{}", controls.expect("it names what it unfolds"));
        see_of(
            "the causes are there",
            || page.text_at(&causes),
            |causes| causes.contains("The server is being deployed or stopped"),
        );
        page.picture("reference-light");
        page.key(' ');
        see_expanded("false");
        assert!(
            !page.has("button", "Likely causes of 1000"),
            "a normal close has no causes"
        );
    });
}

/// The page's words for a value of the connection.
fn live(page: &Page, member: &str) -> String {
    page.script(
        "const row = [...document.querySelectorAll('.words tr')].find(row => row.cells[0].textContent === arguments[0]);
         return row?.querySelector('.live')?.textContent ?? ''",
        vec![member.into()],
    )
}

#[track_caller]
fn see_live(page: &Page, member: &str, words: &str) {
    see_it_is(member, words, || live(page, member));
}

#[test]
fn the_api_has_the_values_of_the_connection_and_the_path_its_state() {
    journey("reference-live", |page| {
        page.resize(1440, 900, false);
        page.go_to_fragment("#/reference/api");
        see_live(page, "url", "no connection yet");
        see_live(page, "message", "no connection yet");
        page.go_to_fragment("#/reference/ready-state");
        let state = || {
            page.script::<String>(
                "return document.querySelector('.states [aria-current]')?.textContent ?? ''",
                vec![],
            )
        };
        see_that("no state is marked", || {
            page.text("main", "").contains("No connection yet") && state().is_empty()
        });
        page.follow("Tester");
        page.press("Options");
        page.fill("Subprotocols", "chat");
        page.press("Options");
        page.connect_to("/echo?token=xyzzy");
        page.see_status("Connected");
        page.send("hello");
        page.see_row("received", "text", "hello");
        page.go_to_fragment("#/reference/api");
        see_live(page, "readyState", "1");
        see_live(page, "protocol", "\"chat\"");
        see_live(page, "binaryType", "\"arraybuffer\"");
        see_live(page, "bufferedAmount", "0");
        see_live(page, "send(data)", "1 sent");
        see_live(page, "message", "1 received");
        see_live(page, "close", "not yet");
        let url = see_of(
            "the URL has no secret",
            || live(page, "url"),
            |url| url.contains("/echo?token=") && !url.contains("xyzzy"),
        );
        page.picture("reference-api");
        page.go_to_fragment("#/reference/ready-state");
        see_it_is("the state", "1OPEN", state);
        page.picture("reference-states");
        page.follow("Tester");
        page.press("Disconnect");
        page.see_status("Disconnected");
        page.go_to_fragment("#/reference/ready-state/closed");
        see_row(page, "closed · readyState");
        see_it_is("the state", "3CLOSED", state);
        page.go_to_fragment("#/reference/api/close-event");
        see_row(page, "close-event · WebSocket API");
        see_live(page, "close", "closed 1000 Normal Closure");
        see_live(page, "readyState", "3");
        see_live(page, "url", &url);
        see_live(page, "protocol", "\"chat\"");
        see_live(page, "binaryType", "\"arraybuffer\"");
        see_live(page, "bufferedAmount", "0");
        see_live(page, "extensions", "no connection now");
        page.follow("Tester");
        page.connect_to("/rate?per_sec=50&secs=3");
        page.see_status("Connected");
        page.go_to_fragment("#/reference/api");
        see_live(page, "readyState", "1");
        see_live(page, "message", "150 received");
        see_live(page, "readyState", "3");
        see_live(page, "close", "closed 1000 Normal Closure");
    });
}

#[test]
fn a_private_code_is_named_by_the_subprotocol_that_documents_it() {
    journey("reference-private", |page| {
        page.resize(1440, 900, false);
        page.connect_to("/close/4429");
        page.see_row("system", "close", "closed 4429 Private Use clean, no reason");
        page.press("Options");
        page.fill("Subprotocols", "graphql-transport-ws");
        page.press("Options");
        page.connect_to("/close/4429");
        page.see_row(
            "system",
            "close",
            "closed 4429 Private Use graphql-transport-ws: Too many initialisation requests; clean, no reason",
        );
        let card =
            "graphql-transport-ws: Too many initialisation requests. Its document says not to connect again.";
        see_text(page, "region", "Why did it close?", &[card]);
        page.picture("reference-private");
        page.follow("graphql-transport-ws");
        see_row(page, "4429 · graphql-transport-ws");
        page.picture("reference-service");
    });
}

const PAGES: [(&str, &str); 8] = [
    ("#/reference", "Close codes"),
    ("#/reference/services", "Private codes"),
    ("#/reference/opcodes", "Opcodes"),
    ("#/reference/ready-state", "readyState"),
    ("#/reference/api", "WebSocket API"),
    ("#/reference/limits", "Limits of browsers"),
    ("#/reference/discord", "Discord gateway"),
    ("#/reference/centrifugo", "Centrifugo"),
];

#[test]
fn every_page_is_in_the_contents_and_fits_every_screen() {
    journey("reference-pages", |page| {
        for (width, height, scheme) in [
            (1440, 900, "light"),
            (1440, 900, "dark"),
            (390, 844, "light"),
            (320, 640, "dark"),
        ] {
            page.resize(width, height, width < 640);
            page.prefer("prefers-color-scheme", scheme);
            for (fragment, title) in PAGES {
                page.go_to_fragment(fragment);
                see_that(&format!("{title} is there"), || {
                    page.title() == format!("{title} · Tabcat")
                });
                let current = || -> String {
                    page.script(
                        "return document.querySelector('.contents a[aria-current]')?.textContent ?? ''",
                        vec![],
                    )
                };
                see_it_is("the current one", title, current);
                if width > 640 {
                    see_that("it is in view there", || {
                        page.script(
                            "const link = document.querySelector('.contents a[aria-current]').getBoundingClientRect(), column = document.querySelector('.contents').getBoundingClientRect();
                             return link.top >= column.top && link.bottom <= column.bottom",
                            vec![],
                        )
                    });
                }
                let past_the_edge: (f64, f64, f64) = page.script(
                    "const whole = document.documentElement, main = document.querySelector('main'), text = document.querySelector('.learn-page');
                     return [whole.scrollWidth - whole.clientWidth, main.scrollWidth - main.clientWidth, text.scrollWidth - text.clientWidth]",
                    vec![],
                );
                assert_eq!(past_the_edge, (0.0, 0.0, 0.0), "{fragment} at {width}");
                let nameless: Vec<String> = page.script(
                    "const named = element => element.computedName?.trim();
                     return [...document.querySelectorAll('.learn-page :is(a, button, table, h1, h2)')].filter(one => !named(one)).map(one => one.outerHTML)",
                    vec![],
                );
                assert_eq!(nameless, Vec::<String>::new(), "{fragment}");
                page.picture(&format!("{}-{width}-{scheme}", fragment.replace(['#', '/'], "")));
            }
        }
    });
}

#[test]
fn an_address_of_nothing_says_so_and_leads_on() {
    journey("reference-nowhere", |page| {
        for nowhere in [
            "#/reference/opcode",
            "#/reference/65536",
            "#/reference/discord/1/2",
        ] {
            page.go_to_fragment(nowhere);
            see_that("it says so", || page.title() == "No such page · Tabcat");
            see_text(page, "main", "", &["A close code is a number up to 65535."]);
            page.click_at(".learn-page a[href='#/reference/opcodes']");
            see_that("it leads on", || page.title() == "Opcodes · Tabcat");
        }
        for row in [
            "4006".to_owned(),
            "x".repeat(10_000),
            "<img src=x onerror=alert(1)>".to_owned(),
        ] {
            page.script::<()>(
                "location.hash = '#/reference/discord/' + arguments[0]",
                vec![row.into()],
            );
            see_that("it says which row is not there", || {
                page.text("main", "").contains("This page has no “")
            });
            see_it_is("the title", "Discord gateway · Tabcat", || page.title());
            see_text(page, "main", "", &["Authentication failed"]);
            assert!(!page.script::<bool>("return !!document.querySelector('main img')", vec![]));
            page.go_to_fragment("#/reference");
        }
    });
}
