//! Connect, send, read what comes back: the main road.

use crate::page::journey;

#[test]
fn a_message_comes_back_byte_for_byte_and_is_counted() {
    journey("echo", |page| {
        assert_eq!(page.view().title, "Tabcat: WebSocket tester");
        page.connect_to("/echo");
        assert_eq!(page.see_status("Connected").title, "Connected · Tabcat");
        let opened = page.see_row("system", "open", "no subprotocol, no extensions");
        assert!(
            opened.rows[0].text.ends_with(&page.url("/echo")),
            "{}",
            opened.rows[0].text
        );

        // What is sent, and how a row shows it.
        let messages = [
            ("hello", "hello"),
            ("naïve 漢字 🐈", "naïve 漢字 🐈"),
            (r#"{"seq": 1, "ok": true}"#, r#"{"seq": 1, "ok": true}"#),
            ("two\nlines\tand a tab", "two⏎lines⇥and a tab"),
            ("\u{1b}[31m", "␛[31m"),
            ("user\u{202e}gpj.exe\u{200b}", "user⟨U+202E⟩gpj.exe⟨U+200B⟩"),
            (
                "<img src=x onerror=\"window.broken=1\">",
                "<img src=x onerror=\"window.broken=1\">",
            ),
            ("", "empty"),
        ];
        let mut bytes = 0;
        for (index, (text, shown)) in (0..).zip(messages) {
            page.send(text);
            let view = page.see(&format!("“{shown}” was sent and came back"), |view| {
                view.rowcount == 2 * index + 3
            });
            for (row, direction) in view.after(2 * index + 1).zip(["sent", "received"]) {
                assert_eq!((row.direction.as_str(), row.kind.as_str()), (direction, "text"));
                assert_eq!(
                    (row.text.as_str(), row.size.as_str()),
                    (shown, format!("{} B", text.len()).as_str())
                );
            }
            let row = view.last().expect("the transcript follows its end");
            assert_eq!(
                row.spoken,
                format!("Received, {}, {} bytes, {shown}", row.time, text.len())
            );
            assert!(
                is_time(&row.time) && row.delta.starts_with('+') && row.delta.ends_with(" s"),
                "{row:?}"
            );
            assert_eq!(page.value("Message"), "", "what was sent leaves the field");
            bytes += text.len() as u64;
        }
        let count = messages.len() as u64;
        page.see("every message and every byte is counted", |view| {
            let stats = [
                "Messages sent",
                "Messages received",
                "Bytes sent",
                "Bytes received",
            ]
            .map(|name| view.stat(name));
            stats == [count, count, bytes, bytes]
        });
        assert!(page.script::<bool>(
            "return !document.querySelector('[role=grid] img') && !window.broken",
            vec![]
        ));

        page.press("Disconnect");
        page.see_row(
            "system",
            "close",
            "closed 1000 Normal Closure clean, no reason, after you disconnected",
        );
        let view = page.see_status("Disconnected");
        assert_eq!(
            (view.stat("Messages received"), view.stat("Bytes received")),
            (count, bytes)
        );
    });
}

/// `14:02:13.817`
fn is_time(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "00:00:00.000"
}

#[test]
fn the_up_time_ticks_while_connected_and_stands_still_after() {
    journey("uptime", |page| {
        let seconds = |strip: &str| {
            strip
                .split(' ')
                .find(|word| word.len() == 8 && word[2..].starts_with(':'))
                .map(str::to_owned)
        };
        assert_eq!(page.view().stat("Connected since"), 0);
        page.connect_to("/echo");
        page.see_status("Connected");
        page.see("a second has passed", |view| {
            seconds(&view.strip).as_deref() == Some("00:00:01")
        });
        page.see("another second has passed", |view| {
            seconds(&view.strip).as_deref() == Some("00:00:02")
        });
        let since = page.view().stat("Connected since");
        page.press("Disconnect");
        let stopped = page.see_status("Disconnected");
        assert_eq!(stopped.stat("Last connected"), since);
        assert_eq!(seconds(&stopped.strip), seconds(&page.view().strip));

        page.press("Connect");
        page.see("a new connection has a new time", |view| {
            view.status() == "Connected" && view.stat("Connected since") > since
        });
        page.see_stat("Messages sent", 0);
    });
}

#[test]
fn binary_messages_are_shown_as_bytes() {
    journey("binary", |page| {
        page.connect_to("/binary");
        let view = page.see_stat("Messages received", 4);
        let samples = [
            "".as_bytes(),
            &(0..=255).collect::<Vec<u8>>(),
            "naïve 漢字 🐈".as_bytes(),
            b"\xff\xfe not UTF-8 \xc3\x28",
        ];
        for (row, bytes) in view.after(1).zip(samples) {
            let hex: Vec<String> = bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            let shown = if bytes.is_empty() {
                "empty".to_owned()
            } else {
                hex.join(" ")
            };
            assert_eq!(
                (row.kind.as_str(), row.size.as_str()),
                ("binary", format!("{} B", bytes.len()).as_str())
            );
            assert!(row.text.starts_with(&format!("Binary{shown}")), "{}", row.text);
        }
        let bytes: usize = samples.iter().map(|bytes| bytes.len()).sum();
        page.see_stat("Bytes received", bytes as u64);

        page.send("hi");
        page.see_row("sent", "text", "hi");
        page.see_row("received", "binary", "Binary68 69");
    });
}

#[test]
fn a_chosen_subprotocol_is_shown() {
    journey("subprotocol", |page| {
        page.press("Options");
        page.fill("Subprotocols", "chat.v2, chat");
        page.connect_to("/subprotocol/chat");
        let view = page.see_status("Connected");
        assert!(view.strip.contains("subprotocol chat"), "{}", view.strip);
        page.see_row("system", "open", ", chat, no extensions");
    });
}
