//! The table of close codes.

use crate::page::{Page, journey, see_that};

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
        let search = page.find("searchbox", SEARCH);
        let all = codes(page);
        for code in (1000..=1015)
            .map(|code| code.to_string())
            .chain(["3000–3999".to_owned(), "4000–4999".to_owned()])
        {
            assert!(all.contains(&code), "no {code} in {all:?}");
        }
        let check = |query: &str, first: &str| {
            page.fill_into(&search, query);
            see_that(&format!("“{query}” finds {first}"), || {
                first_found(page) == first
            });
        };
        check("1006", "1006 Abnormal Closure");
        check("going away", "1001 Going Away");
        check("4242", "4000–4999 Private Use");
        check("TLS", "1015 TLS Handshake");
        page.fill_into(&search, "xyzzy");
        see_that("nothing is found, and it says so", || {
            first_found(page).is_empty() && page.text("main", "").contains("Nothing found")
        });
        page.fill_into(&search, "");
        see_that("without a query all codes are there", || codes(page) == all);
        page.click(&page.element("main details > summary"));
        see_that("its causes unfold", || {
            page.script("return document.querySelector('main details').open", vec![])
        });

        page.follow("Tester");
        page.find("textbox", "WebSocket URL");
        let back = page.view();
        assert_eq!(
            (back.status(), back.rowcount),
            ("Connected", 1),
            "looking something up disturbs nothing"
        );
        page.send("still here");
        page.see_row("received", "text", "still here");
    });
}

#[test]
fn a_link_to_a_code_shows_that_code() {
    journey("reference-link", |page| {
        page.open_address(&format!("{}#/reference/1006", page.address()));
        see_that("the code is first", || {
            codes(page).first().is_some_and(|code| code == "1006")
        });
        assert_eq!(page.title(), "1006 Abnormal Closure · Tabcat");
        let text = page.text("main", "");
        for part in ["Abnormal Closure", "never sent: set locally", "Never", "No"] {
            assert!(text.contains(part), "no “{part}” in\n{text}");
        }
        page.focus_on("link", "Tester");
        page.type_keys("/");
        page.see_focus("searchbox", SEARCH);
    });
}
