//! Connect, send, read what comes back: the main road.

use std::time::Instant;

use crate::page::journey;

#[test]
fn a_message_comes_back_byte_for_byte_and_is_counted() {
    journey("echo", |page| {
        page.see("the title says what it is", |view| {
            view.title == "Tabcat: WebSocket tester"
        });
        page.connect_to("/echo");
        page.see("the title says how it stands", |view| {
            view.status() == "Connected" && view.title == "Connected · Tabcat"
        });
        page.see_row("system", "open", "no subprotocol, no extensions");
        // Until the part that finds secrets is there, the URL is veiled.
        let url = page.url("/echo");
        page.see("the first row has the URL", |view| {
            view.rows.first().is_some_and(|row| row.text.ends_with(&url))
        });

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
                view.rowcount == 2 * index + 3 && view.last().is_some()
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
            // What was sent leaves the field.
            page.see_value("Message", "");
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
        page.type_url(&page.url("/echo"));
        let begun = Instant::now();
        page.press("Connect");
        page.see_status("Connected");
        // A look may come late, and the clock may not run ahead.
        let first = page.see("a second has passed", |view| {
            seconds(&view.strip).is_some_and(|time| time.as_str() >= "00:00:01")
        });
        let passed = begun.elapsed().as_secs();
        let most = format!("{:02}:{:02}:{:02}", passed / 3600, passed / 60 % 60, passed % 60);
        assert!(seconds(&first.strip) <= Some(most), "{first}");
        page.see("another second has passed", |view| {
            seconds(&view.strip) > seconds(&first.strip)
        });
        let since = page.view().stat("Connected since");
        page.press("Disconnect");
        let stopped = page.see("its time stands still", |view| {
            view.status() == "Disconnected" && view.stats.get("Last connected") == Some(&since)
        });
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
        let view = page.see("four have come", |view| {
            view.stat("Messages received") == 4 && view.rows.len() == 5
        });
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
        page.see("the strip says it", |view| {
            view.status() == "Connected" && view.strip.contains("subprotocol chat")
        });
        page.see_row("system", "open", ", chat, no extensions");
    });
}
