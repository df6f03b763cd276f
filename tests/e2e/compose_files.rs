//! Files: chosen or dropped, sent as one message, and refused with words.

use std::fs;

use crate::compose::{choose_format, note, open, parts, see_echo, see_format, see_it_all, see_note};
use crate::compose_hands::{Files, choose_file, drop_files, hold_files, see_card, see_no_card};
use crate::lasting::IN_A_WHILE;
use crate::page::{Page, journey, see_that};
use crate::pane::{save, see_in_pane};

/// Sends the file in the field, and waits for it and its echo to have rows.
#[track_caller]
fn send_file(page: &Page, kind: &str, row: &str, echo: &str, size: &str) {
    let before = page.view().rowcount;
    page.press("Send");
    let view = page.see(&format!("“{row}” was sent and came back"), |view| {
        view.rowcount == before + 2 && view.last().is_some()
    });
    for (seen, (direction, text)) in view.after(before).zip([("sent", row), ("received", echo)]) {
        let seen = (
            seen.direction.as_str(),
            seen.kind.as_str(),
            seen.text.as_str(),
            seen.size.as_str(),
        );
        assert_eq!(seen, (direction, kind, text, size));
    }
    see_no_card(page);
}

/// Writes down that a file was asked for, in place of the browser's dialog.
fn watch_for_the_dialog(page: &Page) {
    page.script::<()>(
        "document.querySelector('#message-file').addEventListener('click', event => {
             event.preventDefault();
             globalThis.asked = (globalThis.asked ?? 0) + 1;
         })",
        vec![],
    );
}

fn asked(page: &Page) -> u64 {
    page.script("return globalThis.asked ?? 0", vec![])
}

#[test]
fn a_file_is_one_binary_message_or_one_text_message() {
    journey("compose-file", |page| {
        let files = Files::of("sent");
        open(page, "/echo");
        page.fill("Message", "a draft");
        choose_file(page, &files.write("naïve.bin", [0, 1, 0xfe, 0xff]));
        see_card(page, &["4 B, sent as one binary message"]);
        see_format(page, "File");
        assert!(
            !page.has("textbox", "Message"),
            "the card stands in place of the text"
        );
        page.picture("compose-file");
        send_file(
            page,
            "binary",
            "Filenaïve.bin, application/octet-stream",
            "Binary00 01 fe ff",
            "4 B",
        );
        // The text is back.
        page.see_value("Message", "a draft");
        see_format(page, "Text");

        choose_file(page, &files.write("note.txt", "grüße\n"));
        page.press("as text");
        see_card(page, &["8 B, sent as one text message"]);
        send_file(page, "text", "Filenote.txt, text/plain", "grüße⏎", "8 B");

        choose_file(page, &files.write("nothing", ""));
        send_file(page, "binary", "Filenothing, unknown type", "Binaryempty", "0 B");

        // The same one can be chosen again, and put back.
        choose_file(page, &files.write("nothing", ""));
        page.press("Remove");
        see_no_card(page);
        page.see_focus("textbox", "Message");
        see_echo(page, "text", "a draft", 7);
    });
}

#[test]
fn a_file_comes_back_byte_for_byte() {
    journey("compose-file-bytes", |page| {
        let files = Files::of("bytes");
        let text = parts(30_000);
        open(page, "/echo");
        choose_file(page, &files.write("many.txt", &text));
        see_card(page, &["300.0 KB, sent as one binary message"]);
        page.press("Send");
        page.see_stat("Bytes received", 300_000);
        page.see("it came back", |view| view.rowcount == 3);
        page.see_stat("Bytes sent", 300_000);
        see_no_card(page);
        page.click_row(3);
        save(page, &text);
    });
}

#[test]
fn a_file_does_not_wait_in_the_outbox() {
    journey("compose-file-outbox", |page| {
        let files = Files::of("outbox");
        page.start_to_last("/drop?after=100", &[&IN_A_WHILE, &[("outbox", "on")]]);
        page.see_status("Reconnecting");
        choose_file(page, &files.write("a.txt", "a"));
        page.press("Send");
        see_said(page, "A file can't wait in the outbox. Send it once connected.");
        see_card(page, &["a.txt"]);
        assert!(!page.has("region", "Outbox"));
    });
}

/// Waits for a sentence in the line of the message or in the notices.
#[track_caller]
fn see_said(page: &Page, sentence: &str) {
    page.see(sentence, |view| {
        view.notice.contains(sentence) || note(page).contains(sentence)
    });
}

#[test]
fn a_file_has_its_facts_in_the_transcript_and_no_bytes() {
    journey("compose-file-again", |page| {
        let files = Files::of("again");
        open(page, "/echo");
        let path = files.write("note.txt", "once more");
        choose_file(page, &path);
        page.press("as text");
        send_file(page, "text", "Filenote.txt, text/plain", "once more", "9 B");
        page.click_row(2);
        see_in_pane(
            page,
            &["note.txt, text/plain, 9 B, sent as one text message. The bytes of a file are not kept"],
        );
        watch_for_the_dialog(page);
        page.focus_on("grid", "Transcript");
        page.type_keys("e");
        page.see("there is no text to edit", |view| {
            view.notice.contains("The bytes of a file are not kept.")
        });
        assert_eq!(asked(page), 0);
        page.type_keys("E");
        see_that("the file is asked for", || asked(page) == 1);
        // As the one before was sent.
        choose_file(page, &path);
        see_card(page, &["sent as one text message"]);
        send_file(page, "text", "Filenote.txt, text/plain", "once more", "9 B");
        choose_format(page, "File…");
        see_that("the menu asks for one too", || asked(page) == 2);
        choose_file(page, &path);
        see_card(page, &["sent as one binary message"]);
        choose_format(page, "Text");
        see_no_card(page);
        see_format(page, "Text");
    });
}

#[test]
fn a_file_that_is_no_utf_8_is_not_sent_as_text() {
    journey("compose-file-text", |page| {
        let files = Files::of("text");
        open(page, "/echo");
        choose_file(page, &files.write("bytes.bin", [b'a', 0xff]));
        page.press("as text");
        see_card(page, &["sent as one text message"]);
        page.press("Send");
        page.see_row("system", "note", "The file is not UTF-8. Send it as binary.");
        see_note(page, "Not sent: the transcript says why.");
        assert_eq!(page.view().stat("Messages sent"), 0);
        page.press("as binary");
        send_file(
            page,
            "binary",
            "Filebytes.bin, application/octet-stream",
            "Binary61 ff",
            "2 B",
        );
    });
}

#[test]
fn a_file_that_is_changed_before_it_is_sent_is_told_and_costs_nothing_else() {
    journey("compose-file-changed", |page| {
        let files = Files::of("changed");
        open(page, "/echo");
        let path = files.write("log.txt", "as it was");
        choose_file(page, &path);
        fs::write(&path, "and as it is now, which is longer").expect("a file can be written");
        page.press("Send");
        page.see_row("system", "note", "The file was changed, moved or removed");
        see_note(page, "Not sent: the transcript says why.");
        let view = page.view();
        assert_eq!(
            (view.status(), view.stat("Messages sent")),
            ("Connected", 0),
            "{view}"
        );
        page.picture("compose-file-changed");
        choose_file(page, &path);
        page.press("Remove");
        fs::remove_file(&path).expect("it is there");
        page.fill("Message", "still here");
        see_echo(page, "text", "still here", 10);
    });
}

#[test]
fn what_a_file_would_cost_is_said_and_one_that_is_too_large_is_refused() {
    journey("compose-file-size", |page| {
        let files = Files::of("size");
        open(page, "/echo");
        choose_file(page, &files.empty("64-kib.bin", 64 << 10));
        see_note(page, "65.5 KB");
        assert!(!note(page).contains("echo servers"), "{}", note(page));
        choose_file(page, &files.empty("more.bin", (64 << 10) + 1));
        see_note(page, "Over 64 KiB: many echo servers refuse it.");
        choose_file(page, &files.empty("long.bin", 48_000_000));
        see_note(page, "About 39 s at 10 Mbit/s.");
        choose_file(page, &files.empty("too-large.bin", (512 << 20) + 1));
        let says =
            "Too large: 536.9 MB, and one message may have 512 MiB. Choose a smaller file, or split it.";
        see_note(page, says);
        page.press("Send");
        page.see_alert(says);
        let view = page.view();
        assert_eq!((view.rowcount, view.status()), (1, "Connected"), "{view}");
        page.press("as text");
        see_note(page, "Too large: 536.9 MB");
        page.press("Remove");
        see_no_card(page);
        page.fill("Message", "x");
        see_echo(page, "text", "x", 1);
    });
}

#[test]
fn a_file_is_not_sent_without_a_connection() {
    journey("compose-file-idle", |page| {
        let files = Files::of("idle");
        choose_file(page, &files.write("a.txt", "a"));
        see_note(page, "Connect first");
        page.press("Send");
        page.see_alert("Connect first");
        see_card(page, &["a.txt"]);
        open(page, "/echo");
        send_file(page, "binary", "Filea.txt, text/plain", "Binary61", "1 B");
    });
}

#[test]
fn one_file_dropped_on_the_field_is_taken_and_all_else_is_told() {
    journey("compose-drop", |page| {
        let place = ".composer-box textarea";
        open(page, "/echo");
        see_it_all(page);
        hold_files(page, &["a.txt"], place);
        see_that("the place is shown", || {
            page.text("form", "Send message")
                .contains("Drop to send as one binary message")
        });
        page.picture("compose-drop");
        hold_files(page, &["a.txt"], "[role=grid]");
        see_that("the place is not shown elsewhere", || {
            !page.text("form", "Send message").contains("Drop to send")
        });
        for (names, on, says) in [
            (&["a.txt", "b.txt"][..], place, "One file at a time."),
            (
                &["a.txt"],
                "[role=grid]",
                "Drop the file on the message field to send it.",
            ),
        ] {
            drop_files(page, names, on);
            page.see(says, |view| view.notice.contains(says));
            assert!(!page.has("group", "Message"));
        }
        // A script can't drop a folder: this one is a file that says it is a folder.
        page.script::<()>(
            "globalThis.was = DataTransferItem.prototype.webkitGetAsEntry;
             DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: true })",
            vec![],
        );
        drop_files(page, &["folder"], place);
        page.see("it is told", |view| {
            view.notice.contains("A folder can't be sent. Drop one file.")
        });
        page.script::<()>(
            "DataTransferItem.prototype.webkitGetAsEntry = globalThis.was",
            vec![],
        );
        drop_files(page, &["a.txt"], place);
        see_card(page, &["a.txt", "5 B, sent as one binary message"]);
        send_file(
            page,
            "binary",
            "Filea.txt, text/plain",
            "Binary61 2e 74 78 74",
            "5 B",
        );
    });
}
