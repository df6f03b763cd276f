//! Colours, what is remembered of them, and the second wall behind text nodes: the Content-Security-Policy.

use std::cell::RefCell;

use crate::page::{Page, journey, see_it_is, see_of};

/// Background and text colour of the page.
fn colours(page: &Page) -> (String, String) {
    page.script(
        "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]",
        vec![],
    )
}

#[test]
fn the_theme_cycles_and_is_remembered() {
    journey("theme", |page| {
        page.prefer("prefers-color-scheme", "light");
        let light = colours(page);
        page.prefer("prefers-color-scheme", "dark");
        let dark = colours(page);
        assert!(light.0 != dark.0 && light.1 != dark.1, "{light:?} {dark:?}");
        page.press("Theme: follow system");
        // Pinned to light although the system is dark.
        page.find("button", "Theme: light");
        see_it_is("the scheme", &light, || colours(page));
        page.press("Theme: light");
        page.find("button", "Theme: dark");
        page.prefer("prefers-color-scheme", "light");
        assert_eq!(colours(page), dark, "pinned to dark although the system is light");
        page.reload();
        page.find("button", "Theme: dark");
        see_it_is("the scheme", &dark, || colours(page));
        page.press("Theme: dark");
        page.find("button", "Theme: follow system");
        see_it_is("the scheme", &light, || colours(page));
    });
}

#[test]
fn the_page_runs_no_script_that_is_not_its_own() {
    journey("csp", |page| {
        page.script::<()>(
            "const script = document.createElement('script');
             script.textContent = 'window.broken = 1';
             document.body.append(script);
             const image = document.createElement('img');
             image.setAttribute('onerror', 'window.broken = 2');
             image.src = 'data:,';
             document.body.append(image);",
            vec![],
        );
        let refused = RefCell::new(Vec::new());
        let look = || {
            refused.borrow_mut().extend(page.console_errors());
            refused.borrow().clone()
        };
        let refused = see_of("both are refused", look, |refused| refused.len() >= 2);
        assert!(
            refused
                .iter()
                .all(|error| error.contains("Content Security Policy")),
            "{refused:#?}"
        );
        assert!(page.script::<bool>("return window.broken === undefined", vec![]));
    });
}

#[test]
fn the_pictures_of_the_readme_show_the_page_at_work() {
    journey("pictures", |page| {
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "light");
        page.connect_to("/echo");
        page.see_status("Connected");
        for text in [
            "hello",
            r#"{"type":"subscribe","channels":["ticker","trades"],"id":1}"#,
            "Grüße, ça va?",
        ] {
            page.send(text);
            page.see_row("received", "text", text);
        }
        page.picture("tester-light");
        page.prefer("prefers-color-scheme", "dark");
        page.picture("tester-dark");
        page.press("Disconnect");
        page.see_status("Disconnected");
        page.connect_to("/close/1011?reason=out+of+memory");
        page.find("region", "Why did it close?");
        page.picture("why-did-it-close-dark");
        page.prefer("prefers-color-scheme", "light");
        page.picture("why-did-it-close-light");
        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        page.picture("reference-light");
    });
}

#[test]
fn a_flood_is_followed_while_it_comes() {
    journey("flood-pictures", |page| {
        page.resize(1440, 900, false);
        page.prefer("prefers-color-scheme", "light");
        page.connect_to("/flood?n=1000000&size=64");
        let view = page.see("tens of thousands have come, and more are coming", |view| {
            view.status() == "Connected" && view.stat("Messages received") > 20_000 && view.last().is_some()
        });
        let last = view.last().expect("the list follows its end");
        assert!(
            last.index > 20_000,
            "row {} is the last that is drawn",
            last.index
        );
        page.picture("flood-light");
        page.prefer("prefers-color-scheme", "dark");
        page.picture("flood-dark");
        page.press("Disconnect");
        page.see_status("Disconnected");
    });
}
