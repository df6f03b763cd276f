//! Bad input: refused where it stands, with what to type instead, and nothing goes out.

use thirtyfour::prelude::*;

use crate::page::{Page, journey, see_that};
use crate::pane::see_text;

#[test]
fn a_url_that_cannot_be_used_is_refused_with_what_to_type() {
    journey("bad-urls", |page| {
        let door = page.door();
        let refused = [
            (
                String::new(),
                "Enter a WebSocket URL, such as wss://example.com/socket.",
            ),
            (
                "   ".to_owned(),
                "Enter a WebSocket URL, such as wss://example.com/socket.",
            ),
            (
                door.url("/echo").replace("ws:", "ftp:"),
                "The URL starts with ftp: - a WebSocket URL starts with ws: or wss:.",
            ),
            (
                door.url("/echo").replace("ws://", ""),
                "A WebSocket URL starts with ws:// or wss://. Did you mean ws://127.0.0.1",
            ),
            (door.url("/echo#part"), "A WebSocket URL cannot have a #fragment."),
            (
                "ws://127.0.0.1:99999/echo".to_owned(),
                "“99999” is not a port: use a number up to 65535, or leave it out.",
            ),
            ("ws://".to_owned(), "The URL has no host."),
        ];
        for (url, sentence) in refused {
            page.type_url(&url);
            page.press("Connect");
            let view = page.see_alert(sentence);
            assert_eq!((view.status(), view.rowcount), ("Disconnected", 0), "{url}");
            page.see_focus("textbox", "WebSocket URL");
            page.see_attribute("textbox", "WebSocket URL", "aria-invalid", Some("true"));
            assert_eq!(page.value("WebSocket URL"), url, "what was typed stays");
            page.type_keys("x");
            page.see("typing takes the complaint away", |view| view.alerts.is_empty());
        }

        page.type_url("ws://127.0.0.1:6000/");
        page.see("a blocked port is warned of before connecting", |view| {
            view.notes
                .iter()
                .any(|note| note.contains("Browsers refuse to connect to port 6000"))
        });
        page.press("Connect");
        page.see_row("system", "close", "closed 1006");
        let why = ["The browser blocks this port"];
        see_text(page, "region", "Why did it close?", &why);

        // Spaces around it and http: are no mistakes; what will be connected to is shown.
        page.type_url(&format!("  {} ", door.url("/echo").replace("ws:", "http:")));
        let effective = format!("Connects to {}", door.url("/echo"));
        page.see("the effective URL is shown", |view| {
            view.notes.contains(&effective)
        });
        assert_eq!(door.entered(), 0);
        page.press("Connect");
        page.see_status("Connected");
        assert_eq!(door.entered(), 1);
    });
}

#[test]
fn options_that_cannot_be_used_are_refused_in_their_field() {
    journey("bad-options", |page| {
        let door = page.door();
        page.type_url(&door.url("/echo"));
        page.press("Options");
        let refused = [
            (
                "Subprotocols",
                "a b",
                "“a b” is not a valid subprotocol: no spaces.",
            ),
            (
                "Subprotocols",
                "chat, chat",
                "“chat” is there twice, which browsers refuse: take one out.",
            ),
            (
                "Subprotocols",
                "a/b",
                "“a/b” is not a valid subprotocol: no / in it.",
            ),
            ("Connect timeout (s)", "0", "Enter whole seconds from 1 to 600."),
            (
                "Connect timeout (s)",
                "soon",
                "Enter whole seconds from 1 to 600.",
            ),
            ("Close timeout (s)", "601", "Enter whole seconds from 1 to 600."),
        ];
        for (field, text, sentence) in refused {
            let before = page.value(field);
            page.fill(field, text);
            // Folded away, the field with the mistake comes out again.
            page.press("Options");
            see_that("the options fold", || !page.has("textbox", field));
            page.press("Connect");
            let view = page.see_alert(sentence);
            assert_eq!(
                (view.status(), view.rowcount),
                ("Disconnected", 0),
                "{field}: {text}"
            );
            page.see_focus("textbox", field);
            page.fill(field, &before);
        }
        assert_eq!(door.entered(), 0, "nothing went out");
        page.press("Connect");
        page.see_status("Connected");

        let long = "é".repeat(62);
        let said = [
            (
                "Close code",
                "999",
                "A page may not close with 999: use 1000, or a number from 3000 to 4999.",
            ),
            ("Close code", "1001", "A page may not close with 1001"),
            ("Close code", "2000", "A page may not close with 2000"),
            ("Close code", "5000", "A page may not close with 5000"),
            ("Close code", "abc", "“abc” is not a number"),
            (
                "Close reason",
                &long,
                "The reason is 124 bytes; a close frame has room for 123: shorten it by 1.",
            ),
        ];
        for (field, text, sentence) in said {
            page.fill(field, text);
            page.key(Key::Tab);
            let view = page.see_alert(sentence);
            assert_eq!(view.status(), "Connected", "{field}: {text}");
        }
        // The last one is still there, and keeps nobody from disconnecting.
        page.press("Disconnect");
        page.see_row("system", "close", "closed 1000 Normal Closure clean");
        page.see("what was left out is said", |view| {
            view.notice.contains("Disconnected with 1000")
        });
    });
}

#[test]
fn a_message_that_cannot_be_sent_stays_where_it_is() {
    journey("unsent", |page| {
        page.send("a draft");
        let view = page.see_alert("Connect first, then send.");
        assert_eq!((page.value("Message").as_str(), view.rowcount), ("a draft", 0));
        page.connect_to("/echo");
        page.see_status("Connected");
        assert_eq!(
            page.view().stat("Messages sent"),
            0,
            "a draft is not sent by connecting"
        );
        page.press("Send");
        page.see_row("received", "text", "a draft");
        page.see_value("Message", "");
        page.press("Disconnect");
        page.see_status("Disconnected");
        page.send("after the end");
        page.see_alert("Connect first, then send.");
        assert_eq!(page.value("Message"), "after the end");
    });
}

/// Puts a text on the clipboard as it is, and pastes it into the message.
pub(crate) fn paste(page: &Page, text: &str) {
    page.allow_clipboard();
    page.script::<()>(
        "return navigator.clipboard.writeText(arguments[0]).then(() => null)",
        vec![text.into()],
    );
    page.focus_on("textbox", "Message");
    page.chord(&[Key::Control], "v");
}

#[test]
fn what_is_sent_is_what_was_pasted_to_the_byte() {
    journey("paste-crlf", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        let sip = "REGISTER sip:x.example SIP/2.0\r\nCSeq: 1 REGISTER\r\n\r\n";
        paste(page, sip);
        see_that("it is known how its lines end", || {
            page.has("button", "CRLF")
                && page.attribute("button", "CRLF", "aria-pressed").as_deref() == Some("true")
                && page.text("form", "Send message").contains("52 B")
        });
        page.picture("composer-crlf");
        page.press("Send");
        page.see_row("received", "text", "CSeq: 1 REGISTER");
        page.see_stat("Bytes sent", 52);
        see_that("an empty message has none", || !page.has("group", "Line ends"));

        paste(page, "a\r\nb\nc\r");
        see_that("mixed ends stay as they are", || {
            page.text("group", "Line ends").contains("mixed, as pasted")
        });
        page.press("Send");
        page.see_stat("Bytes sent", 52 + 7);

        paste(page, "one\r\ntwo");
        page.find("group", "Line ends");
        // What an undo and a redo bring back is what was pasted.
        page.chord(&[Key::Control], "z");
        see_that("it is undone", || page.value("Message").is_empty());
        page.chord(&[Key::Control, Key::Shift], "z");
        see_that("it is there again, with its line ends", || {
            page.text("form", "Send message").contains("8 B")
        });
        page.type_keys("!");
        page.press("LF");
        page.press("Send");
        page.see_stat("Bytes sent", 52 + 7 + 8);
        // What was sent comes back as it was.
        page.focus_on("textbox", "Message");
        page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
        page.chord(&[Key::Alt], &char::from(Key::Up).to_string());
        see_that("the mixed one is back", || {
            page.text("group", "Line ends").contains("mixed, as pasted")
        });
    });
}

#[test]
fn a_long_paste_with_crlf_takes_no_longer_than_one_with_lf() {
    journey("paste-long", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        let lines = |end: &str| format!("line of text{end}").repeat(4_000);
        let seconds = |text: &str| {
            page.fill("Message", "");
            let from = std::time::Instant::now();
            paste(page, text);
            let size = |page: &Page| page.text("form", "Send message").contains(",000 B");
            see_that("it is pasted", || size(page));
            from.elapsed().as_secs_f64()
        };
        let [lf, crlf] = ["\n", "\r\n"].map(|end| seconds(&lines(end)));
        assert!(crlf < 3.0 * lf + 1.0, "CRLF {crlf} s, LF {lf} s");
    });
}

#[test]
fn a_paste_can_be_undone_and_goes_where_the_cursor_is() {
    journey("paste-undo", |page| {
        page.fill("Message", "ab");
        page.key(Key::Left);
        paste(page, "1\r\n2");
        // It is between.
        page.see_value("Message", "a1\n2b");
        page.chord(&[Key::Control], "z");
        // It is undone.
        page.see_value("Message", "ab");
        see_that("it has one line", || !page.has("group", "Line ends"));
    });
}
