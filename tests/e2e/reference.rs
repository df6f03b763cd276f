//! The table of close codes.

use crate::page::{Page, journey, see_that};

const SEARCH: &str = "Search close codes";

/// The first cell of every row.
fn codes(page: &Page) -> Vec<String> {
    page.script(
        "return [...document.querySelectorAll('th[scope=row]')].map(cell => cell.textContent)",
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
                codes(page).first().is_some_and(|code| code == first)
            });
        };
        check("1006", "1006");
        check("going away", "1001");
        check("4242", "4000–4999");
        check("TLS", "1015");
        page.fill_into(&search, "no such thing");
        see_that("nothing is found, and it says so", || {
            codes(page).is_empty() && page.text("main", "").contains("No code matches.")
        });
        page.fill_into(&search, "1011");
        see_that("one is left", || {
            codes(page).first().is_some_and(|code| code == "1011")
        });
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
        assert_eq!(page.value_of("searchbox", SEARCH), "1006");
        assert_eq!(codes(page)[0], "1006");
        let text = page.text("main", "");
        for part in ["Abnormal Closure", "never sent: set locally", "Never", "No"] {
            assert!(text.contains(part), "no “{part}” in\n{text}");
        }
        page.focus_on("link", "Tester");
        page.type_keys("/");
        page.see_focus("searchbox", SEARCH);
    });
}
