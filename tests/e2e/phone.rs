//! The same journey on a phone.

use crate::page::{Page, journey, see_that};

/// Nothing sticks out to the side, neither the page nor what one must reach.
#[track_caller]
fn see_it_fits(page: &Page, controls: &[(&str, &str)]) {
    let (wide, window): (f64, f64) = page.script(
        "return [document.documentElement.scrollWidth, innerWidth]",
        vec![],
    );
    assert!(
        wide <= window,
        "the page is {wide} px wide on a screen of {window}"
    );
    for (role, name) in controls {
        let rect = page.rect(&page.find(role, name));
        assert!(
            rect.x >= 0.0 && rect.x + rect.width <= window,
            "{role} {name} is out of sight: {rect:?}"
        );
        assert!(
            rect.height >= 24.0,
            "{role} {name} is too small for a finger: {rect:?}"
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
        let uptime: (f64, f64) = page.script(
            "const right = css => document.querySelector(css).getBoundingClientRect().right;
             return [right('.status-strip'), right('.status-strip .uptime')]",
            vec![],
        );
        assert!(uptime.1 <= uptime.0, "the uptime is out of sight: {uptime:?}");
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
        assert!(page.text("complementary", "Stats").contains("Messages received"));
        see_it_fits(page, &[("complementary", "Stats")]);
        page.press("Options");
        see_it_fits(page, &[("textbox", "Subprotocols"), ("textbox", "Close reason")]);
        page.fill("Close code", "4001");
        page.press("Transcript");
        page.see_row("received", "text", "from a phone");
        page.press("Disconnect");
        page.see_row("system", "close", "closed 4001");

        page.connect_to("/close/1011?reason=out+of+memory");
        page.see_row("system", "close", "closed 1011");
        let explained = page.text("region", "Why did it close?");
        assert!(
            explained.contains("Internal Error") && explained.contains("out of memory"),
            "{explained}"
        );
        see_it_fits(page, &[("region", "Why did it close?"), ("button", "Retry")]);
        page.picture("phone-why-did-it-close");
        page.press("Close");
        page.find("textbox", "Message");

        page.follow("Reference");
        page.find("searchbox", "Search the guide and the codes");
        see_it_fits(page, &[("searchbox", "Search the guide and the codes")]);
    });
}
