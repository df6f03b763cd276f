//! The same journey on a phone.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_of, see_that};
use crate::pane::see_text;

/// Nothing sticks out to the side, neither the page nor what one must reach.
#[track_caller]
pub(crate) fn see_it_fits(page: &Page, controls: &[(&str, &str)]) {
    let widths = || -> (f64, f64) {
        page.script(
            "return [document.documentElement.scrollWidth, innerWidth]",
            vec![],
        )
    };
    let (_, window) = see_of(
        "the page is no wider than the screen",
        widths,
        |(wide, window)| wide <= window,
    );
    for (role, name) in controls {
        see_of(
            &format!("{role} {name} is in sight and large enough for a finger"),
            || page.rect_of(role, name),
            |rect| rect.x >= 0.0 && rect.x + rect.width <= window && rect.height >= 24.0,
        );
    }
}

#[test]
fn the_narrowest_screen_has_everything_in_reach() {
    journey("narrow", |page| {
        page.resize(320, 640, false);
        page.open_page();
        let always = [
            ("textbox", "WebSocket URL"),
            ("button", "Connect"),
            ("button", "Share"),
        ];
        see_it_fits(page, &always);
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("from a small screen");
        page.see_row("received", "text", "from a small screen");
        see_it_fits(page, &[("button", "Share"), ("button", "Send")]);
        page.picture("narrow");
        page.press("Disconnect");
        page.see_row("system", "close", "closed 1000");
        see_it_fits(page, &always);
    });
}

#[test]
fn a_scrollbar_beside_the_narrowest_screen_pushes_nothing_out() {
    journey("narrow-scrollbar", |page| {
        // What a scrollbar of 15 px leaves of 320.
        page.resize(305, 640, false);
        page.open_page();
        let always = [("button", "Connect"), ("button", "Share")];
        see_it_fits(page, &always);
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("from a smaller screen");
        page.see_row("received", "text", "from a smaller screen");
        see_it_fits(page, &[("button", "Share"), ("button", "Send")]);
        page.picture("narrow-scrollbar");
        page.element(".status-strip .uptime");
        let ends = || -> (f64, f64) {
            page.script(
                "const right = css => document.querySelector(css).getBoundingClientRect().right;
                 return [right('.status-strip'), right('.status-strip .uptime')]",
                vec![],
            )
        };
        see_of("the uptime is in sight", ends, |(strip, uptime)| uptime <= strip);
        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        see_it_fits(page, &[("button", "Share")]);
    });
}

#[test]
fn a_phone_has_everything_in_reach() {
    journey("phone", |page| {
        page.resize(390, 844, true);
        page.open_page();
        see_it_fits(
            page,
            &[
                ("textbox", "WebSocket URL"),
                ("button", "Connect"),
                ("button", "Share"),
                ("link", "Reference"),
            ],
        );
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send("from a phone");
        page.see_row("received", "text", "from a phone");
        let row = page.rect(&page.row(3));
        assert!(
            row.height >= 40.0,
            "a row has room for two lines and a finger: {row:?}"
        );
        see_it_fits(
            page,
            &[
                ("textbox", "Message"),
                ("button", "Send"),
                ("button", "Disconnect"),
            ],
        );

        page.press("Stats");
        see_that("the stats are in view", || page.has("complementary", "Stats"));
        see_text(page, "complementary", "Stats", &["Messages received"]);
        see_it_fits(page, &[("complementary", "Stats")]);
        page.press("Options");
        see_it_fits(page, &[("textbox", "Subprotocols"), ("switch", "Heartbeat")]);
        page.unfold("Close reason");
        see_it_fits(page, &[("textbox", "Close reason"), ("button", "Back")]);
        page.fill("Close code", "4001");
        page.press("Transcript");
        page.see_row("received", "text", "from a phone");
        page.press("Disconnect");
        page.see_row("system", "close", "closed 4001");

        page.connect_to("/close/1011?reason=out+of+memory");
        page.see_row("system", "close", "closed 1011");
        let explained = ["Internal Error", "out of memory"];
        see_text(page, "region", "Why did it close?", &explained);
        see_it_fits(page, &[("region", "Why did it close?"), ("button", "Retry")]);
        page.picture("phone-why-did-it-close");
        page.press("Close");
        page.find("textbox", "Message");

        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        see_it_fits(page, &[("searchbox", "Search the guide and the codes")]);
    });
}

#[test]
fn a_phone_has_its_connections_in_a_sheet() {
    for (width, height) in [(390, 844), (320, 640)] {
        journey(&format!("phone-sheet-{width}"), |page| {
            page.resize(width, height, true);
            page.open_page();
            page.connect_to("/echo");
            page.see_status("Connected");
            page.press("New connection");
            page.see_focus("textbox", "WebSocket URL");
            assert!(!page.has("tablist", "Connections"));
            page.connect_to("/greet");
            page.see_row("received", "text", "Request served by wsbin");
            let (first, second) = (page.name("/echo"), page.name("/greet"));
            let switcher =
                |name: &str, connected: &str| format!("Connections: {name}, {connected} connected");
            see_it_fits(page, &[("button", &switcher(&second, "2 of 2"))]);
            page.find("region", &format!("Transcript, {second}"));

            page.press(&switcher(&second, "2 of 2"));
            see_of(
                "both are connected",
                || page.text("dialog", "Connections"),
                |words| words.matches("connected").count() == 2,
            );
            let row = format!("{first} connected");
            page.find_containing("button", &row);
            see_it_fits(
                page,
                &[
                    ("button", &format!("More for {first}")),
                    ("button", &format!("More for {second}")),
                    ("button", "New connection"),
                ],
            );
            page.picture(&format!("phone-sheet-{width}"));
            page.key(Key::Escape);
            see_that("Escape puts it away", || !page.has("dialog", "Connections"));
            page.see_focus("button", &switcher(&second, "2 of 2"));

            // To another one.
            page.press(&switcher(&second, "2 of 2"));
            page.click_on_containing("button", &row);
            see_that("it is put away", || !page.has("dialog", "Connections"));
            page.find("button", &switcher(&first, "2 of 2"));
            page.see_value("WebSocket URL", &page.url("/echo"));

            more(page, &switcher(&first, "2 of 2"), &second, "Disconnect");
            page.find("button", &switcher(&first, "1 of 2"));
            page.find_containing("button", &format!("{second} disconnected"));
            page.press(&format!("More for {second}"));
            see_it_fits(page, &[("menu", &format!("Connection {second}"))]);
            page.picture(&format!("phone-sheet-menu-{width}"));
            page.click_on("menuitem", "Rename");
            page.see_focus("textbox", "Name of connection B");
            see_it_fits(page, &[("textbox", "Name of connection B")]);
            page.fill(
                "Name of connection B",
                "a name that is too long for the narrowest of all screens",
            );
            page.key(Key::Enter);
            let long = "a name that is too long for the narrowest of all screens";
            page.find_containing("button", &format!("{long} disconnected"));
            assert!(page.has("dialog", "Connections"), "the sheet stays");
            see_it_fits(page, &[("button", &format!("More for {long}"))]);

            // A new one, from the sheet.
            page.press("New connection");
            see_that("the sheet is put away", || !page.has("dialog", "Connections"));
            page.see_focus("textbox", "WebSocket URL");
            let third = switcher("New connection", "1 of 3");
            see_it_fits(page, &[("button", &third)]);

            more(page, &third, long, "Duplicate");
            see_that("there is a fourth", || {
                page.has("button", &switcher(&second, "1 of 4"))
            });
            page.see_value("WebSocket URL", &page.url("/greet"));
            more(page, &switcher(&second, "1 of 4"), &second, "Close");
            see_that("it is closed", || {
                page.has("dialog", "Connections") || page.has("button", "Undo")
            });
            page.key(Key::Escape);
            see_that("there are three", || {
                page.script(
                    "return [...document.querySelectorAll('button')].some(button => button.computedName.endsWith('1 of 3 connected'))",
                    vec![],
                )
            });
            page.find("button", "Undo");
            see_it_fits(page, &[("button", "Undo")]);
            page.press("Undo");
            page.find("button", &switcher(&second, "1 of 4"));
        });
    }
}

#[test]
fn what_a_phone_has_in_its_header_keeps_its_name_beside_the_connections() {
    journey("phone-header", |page| {
        page.resize(390, 844, true);
        page.open_page();
        page.press("New connection");
        page.see_focus("textbox", "WebSocket URL");
        page.find_containing("button", "Connections: ");
        see_it_fits(
            page,
            &[("button", "Share"), ("link", "Tabcat"), ("link", "Reference")],
        );
    });
}

/// Chooses from the menu of a connection in the sheet.
#[track_caller]
fn more(page: &Page, switcher: &str, name: &str, item: &str) {
    page.press(switcher);
    page.find("dialog", "Connections");
    page.press(&format!("More for {name}"));
    page.click_on("menuitem", item);
    see_that("the menu is gone", || !page.has_menu());
}

#[test]
fn a_phone_says_what_is_unread_and_what_has_ended() {
    journey("phone-unread", |page| {
        page.resize(390, 844, true);
        page.open_page();
        page.connect_to("/echo");
        page.see_status("Connected");
        page.press("New connection");
        page.see_focus("textbox", "WebSocket URL");
        page.connect_to("/close/4001?after=4000");
        page.see_status("Connected");
        let (first, second) = (page.name("/echo"), page.name("/close/4001"));
        page.press(&format!("Connections: {second}, 2 of 2 connected"));
        page.click_on_containing("button", &format!("{first} connected"));
        page.press(&format!("Connections: {first}, 1 of 2 connected"));
        page.find_containing("button", &format!("{second} closed 4001"));
        page.picture("phone-ended");
        see_that("the title says it", || {
            page.title() == format!("{second} closed · Tabcat")
        });
        page.click_on_containing("button", &format!("{second} closed 4001"));
        page.type_url(&page.url("/rate?per_sec=10&size=8&secs=4"));
        page.press("Connect");
        page.see_status("Connected");
        let rate = page.name("/rate");
        page.press(&format!("Connections: {rate}, 2 of 2 connected"));
        page.click_on_containing("button", &format!("{first} connected"));
        page.press(&format!("Connections: {first}, 1 of 2 connected"));
        page.find_containing("button", " unread");
        page.picture("phone-unread");
    });
}

#[test]
fn a_connection_chosen_beside_the_reference_is_shown() {
    journey("phone-reference", |page| {
        page.resize(390, 844, true);
        page.open_page();
        page.type_url("ws://a.example/");
        page.press("New connection");
        page.see_focus("textbox", "WebSocket URL");
        page.type_url("ws://b.example/");
        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        page.click_on_containing("button", "Connections: ");
        page.click_on_containing("button", "a.example disconnected");
        see_that("the tester is shown with it", || {
            page.has("textbox", "WebSocket URL") && page.value("WebSocket URL") == "ws://a.example/"
        });
    });
}
