//! The words that a person finds on the tester's page, at every width.

use crate::page::{Page, journey, see_it_is};

/// What of the page's words a person can see: inside the window, and not clipped to nothing.
fn seen(page: &Page, words: &[&str]) -> Vec<String> {
    page.script(
        r"
        const texts = [...document.querySelectorAll('h1, h2, dt, button, .item, .lead')].filter((e) => {
            const rect = e.getBoundingClientRect();
            return e.checkVisibility() && rect.width > 1 && rect.left >= 0 && rect.right <= innerWidth + 1
                && rect.top >= 0 && rect.bottom <= innerHeight;
        }).map((e) => e.textContent);
        return arguments[0].filter((word) => texts.some((text) => text.startsWith(word)));
        ",
        vec![serde_json::json!(words)],
    )
}

#[track_caller]
fn see_words(page: &Page, width: u32, words: &[&str]) {
    see_it_is(&format!("of these at {width} px"), words, || seen(page, words));
}

#[test]
fn the_page_says_the_words_that_people_look_for_at_every_width() {
    journey("words", |page| {
        for width in [320, 390, 700, 899, 1024, 1440] {
            page.resize(width, 844, false);
            page.open_page();
            see_words(
                page,
                width,
                &[
                    "WebSocket test",
                    "Open a real WebSocket from this tab",
                    "No messages yet",
                    "Transcript (0)",
                    "Public echo servers",
                    "Connect",
                ],
            );
            // On a phone, the line of the state says one thing at a time: here, that the form was restored.
            if width == 320 || width >= 640 {
                see_words(page, width, &["Status"]);
            }
            let stats = || {
                if width < 640 {
                    page.press("Stats");
                }
            };
            page.connect_to("/echo");
            page.see_status("Connected");
            page.send("one");
            page.see_row("received", "text", "one");
            see_words(page, width, &["Status", "Transcript (2)"]);
            page.see("there is a system row, which is no message", |view| {
                view.rowcount == 3
            });
            // The room is the transcript's, and the heading is to be heard.
            see_it_is("what is seen of it", &[""; 0], || seen(page, &["WebSocket test"]));
            see_it_is("the heading", "WebSocket test", || page.text_at("main h1"));
            stats();
            see_words(page, width, &["Connected since"]);
            assert_eq!(seen(page, &["Last connected"]), [""; 0]);
            page.press("Disconnect");
            see_it_is("whose the time is", &["Last connected"], || {
                seen(page, &["Last connected", "Connected since"])
            });
        }
    });
}
