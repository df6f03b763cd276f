//! Links: what goes into one, and that opening one fills in the form and does no more.

use crate::page::{Page, journey};

const FROM_A_LINK: &str = "from a link. Nothing connects until you press Connect.";

/// The link that Share copies.
#[track_caller]
fn shared(page: &Page) -> String {
    page.press("Share");
    page.see("the link is copied", |view| view.notice.contains("Link copied"));
    page.clipboard()
}

#[test]
fn a_link_fills_in_the_set_up_and_connects_nothing() {
    journey("share", |page| {
        page.allow_clipboard();
        let door = page.door();
        page.type_url(&door.url("/echo"));
        page.press("Options");
        page.fill("Subprotocols", "chat.v2, chat");
        page.fill("Connect timeout (s)", "7");
        let link = shared(page);
        let fragment = format!(
            "#v=1&url={}&subprotocols=chat.v2,%20chat&connect-timeout=7",
            door.url("/echo")
        );
        assert_eq!(link, format!("{}{fragment}", page.address()));

        page.open_address(&link);
        let view = page.see("it says where the set-up is from", |view| {
            view.notes.iter().any(|note| note.contains(FROM_A_LINK))
        });
        assert_eq!(page.value("WebSocket URL"), door.url("/echo"));
        page.press("Options");
        assert_eq!(page.value("Subprotocols"), "chat.v2, chat");
        assert_eq!(page.value("Connect timeout (s)"), "7");
        // Time has passed, keys and buttons have been pressed: still nobody has come through the door.
        let later = page.view();
        assert_eq!(
            (view.status(), later.status(), later.rowcount, door.entered()),
            ("Disconnected", "Disconnected", 0, 0)
        );

        page.press("Connect");
        page.see_status("Connected");
        page.see_row("system", "open", "chat.v2");
        assert_eq!(door.entered(), 1);
        assert!(page.view().notes.is_empty(), "once used, it is the person's own");
    });
}

#[test]
fn a_link_carries_no_secrets_and_says_so() {
    journey("share-secrets", |page| {
        page.allow_clipboard();
        page.type_url("wss://me:hunter2@example.com/live?room=7&token=abc123");
        page.see("secrets are pointed out before", |view| {
            view.notes
                .iter()
                .any(|note| note.contains("Looks like a secret: token"))
        });
        let link = shared(page);
        let notice = page.view().notice;
        assert!(
            notice.contains("without the secrets in it (password, token)"),
            "{notice}"
        );
        assert!(
            link.contains("room=7") && !link.contains("hunter2") && !link.contains("abc123"),
            "{link}"
        );

        page.deny_clipboard();
        page.press("Share");
        page.see("it is offered for copying by hand", |view| {
            view.notice.contains("Copy this link")
        });
        assert_eq!(page.value("Link"), link);
        page.press("Dismiss");
        page.see("it goes when dismissed", |view| view.notice.is_empty());
    });
}

#[test]
fn a_link_opened_while_connected_disturbs_nothing() {
    journey("share-connected", |page| {
        let door = page.door();
        page.connect_to("/echo");
        page.see_status("Connected");
        page.go_to_fragment(&format!("#v=1&url={}", door.url("/close/4001")));
        page.see("it says why nothing happens", |view| {
            view.notice
                .contains("Disconnect first, then open the link again.")
        });
        assert_eq!(
            (page.value("WebSocket URL"), page.view().rowcount),
            (page.url("/echo"), 1)
        );
        page.send("still here");
        page.see_row("received", "text", "still here");
        assert_eq!(door.entered(), 0);
    });
}

#[test]
fn a_link_that_cannot_be_read_says_what_to_do() {
    journey("share-damaged", |page| {
        let damaged = [
            ("#v=2&url=ws://x", "This link has format 2"),
            ("#url=%ff", "This link is damaged: url is not text."),
            (
                "#v=1&connect-timeout=0",
                "The link's connect timeout cannot be used.",
            ),
        ];
        for (fragment, sentence) in damaged {
            page.go_to_fragment(fragment);
            let view = page.see(sentence, |view| view.notice.contains(sentence));
            assert_eq!(
                (view.status(), page.value("WebSocket URL").as_str()),
                ("Disconnected", "")
            );
        }
    });
}
