//! Links: what goes into one, and that opening one fills in the form and does no more.

use crate::page::{Page, journey, see_it_is, see_of, see_that};
use crate::pane::see_text;

const FROM_A_LINK: &str = "from a link. Nothing connects until you press Connect.";

/// The link that Share copies, once it is said that it has been, and with what words.
#[track_caller]
fn shared(page: &Page, words: &str) -> String {
    page.press("Share");
    page.see(&format!("the link is copied {words}"), |view| {
        view.notice.contains("Link copied") && view.notice.contains(words)
    });
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
        let link = shared(page, "");
        let fragment = format!(
            "#v=2&url={}&subprotocols=chat.v2,%20chat&connect-timeout=7",
            door.url("/echo")
        );
        assert_eq!(link, format!("{}{fragment}", page.address()));

        page.open_address(&link);
        let view = page.see("it says where the set-up is from", |view| {
            view.notes.iter().any(|note| note.contains(FROM_A_LINK))
        });
        page.see_value("WebSocket URL", &door.url("/echo"));
        page.press("Options");
        page.see_value("Subprotocols", "chat.v2, chat");
        page.see_value("Connect timeout (s)", "7");
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
        page.see("it is the person's own, once used", |view| view.notes.is_empty());
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
        let link = shared(page, "without the secrets in it (password, token)");
        assert!(
            link.contains("room=7") && !link.contains("hunter2") && !link.contains("abc123"),
            "{link}"
        );

        page.deny_clipboard();
        page.press("Share");
        page.see("it is offered for copying by hand", |view| {
            view.notice.contains("Copy this link")
        });
        page.see_value("Link", &link);
        page.press("Dismiss");
        page.see("it goes when dismissed", |view| view.notice.is_empty());
    });
}

#[test]
fn a_link_opened_while_connected_opens_beside_it_and_disturbs_nothing() {
    journey("share-connected", |page| {
        let door = page.door();
        page.connect_to("/echo");
        page.see_status("Connected");
        page.go_to_fragment(&format!("#v=1&url={}", door.url("/close/4001")));
        page.find("tablist", "Connections");
        page.see_value("WebSocket URL", &door.url("/close/4001"));
        page.see_status("Disconnected");
        page.focus_on("button", "Share");
        page.type_keys("1");
        page.see_status("Connected");
        page.see_value("WebSocket URL", &page.url("/echo"));
        page.see("its line is there", |view| view.rowcount == 1);
        page.send("still here");
        page.see_row("received", "text", "still here");
        assert_eq!(door.entered(), 0);
    });
}

#[test]
fn a_link_that_cannot_be_read_says_what_to_do() {
    journey("share-damaged", |page| {
        let damaged = [
            ("#v=3&url=ws://x", "This link has format 3"),
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

#[test]
fn a_link_with_a_secret_left_out_asks_for_it_once() {
    journey("share-holes", |page| {
        let door = page.door();
        let masked = door.url("/echo?room=7&token=***");
        let fragment = format!("#v=1&url={}", masked.replace('&', "%26"));
        page.open_address(&format!("{}{fragment}", page.address()));
        page.see("it says what was left out", |view| {
            view.notes
                .iter()
                .any(|note| note.contains("left out (token): put yours in"))
        });
        page.press("Connect");
        let view =
            page.see_alert("*** stands for a secret that was left out (token). Put yours in its place");
        assert_eq!((view.status(), door.entered()), ("Disconnected", 0));
        page.see_focus("textbox", "WebSocket URL");
        see_it_is("what is selected", "***", || selected(page));
        page.type_keys("mine");
        page.see_value("WebSocket URL", &door.url("/echo?room=7&token=mine"));
        page.press("Connect");
        page.see_status("Connected");
        page.press("Disconnect");
        page.see_status("Disconnected");

        // Stars of one's own: in two places, within a word, and as dots from the screen.
        for path in ["/echo?room=***&key=***", "/echo?q=a***b", "/echo?token=•••"] {
            page.type_url(&door.url(path));
            let before = door.entered();
            page.press("Connect");
            let view = page.see_alert("stands for a secret that was left out");
            assert_eq!(
                (view.status(), door.entered()),
                ("Disconnected", before),
                "{path}"
            );
            page.press("Connect");
            page.see("it is connected to as it stands", |_| {
                door.entered() == before + 1
            });
            page.see("and the complaint goes", |view| view.alerts.is_empty());
            page.press("Disconnect");
            page.see_status("Disconnected");
        }
    });
}

#[test]
fn a_secret_behind_a_prefix_in_a_subprotocol_is_not_shared() {
    journey("share-subprotocols", |page| {
        page.allow_clipboard();
        let key = "sk-proj-AbCdEf0123456789AbCdEf0123456789";
        page.type_url(&page.url("/echo"));
        page.press("Options");
        page.fill(
            "Subprotocols",
            &format!("realtime, openai-insecure-api-key.{key}, chat.v1, graphql-transport-ws"),
        );
        let link = shared(page, "without the secrets in it (openai-insecure-api-key)");
        assert!(
            link.ends_with("&subprotocols=realtime,%20***,%20chat.v1,%20graphql-transport-ws"),
            "{link}"
        );
        page.open_address(&link);
        page.press("Connect");
        page.see_alert("*** stands for a secret that was left out (subprotocol)");
        page.see_focus("textbox", "Subprotocols");
        see_it_is("what is selected", "***", || selected(page));
        page.type_keys("mine");
        page.press("Connect");
        page.see_status("Connected");
    });
}

#[test]
fn a_link_leaves_the_address_bar_once_it_is_read() {
    journey("share-address", |page| {
        let door = page.door();
        let fragment = format!("#v=1&url={}", door.url("/echo?token=abc123").replace('&', "%26"));
        let address = |page: &Page| page.script::<String>("return location.href", vec![]);
        page.open_address(&format!("{}{fragment}", page.address()));
        page.see("the link is read", |view| {
            view.notes.iter().any(|note| note.contains(FROM_A_LINK))
        });
        page.see_value("WebSocket URL", &door.url("/echo?token=abc123"));
        see_it_is("the address", &page.address(), || address(page));

        // The same link once more is read once more; pages keep their addresses.
        page.type_url("ws://localhost/");
        page.go_to_fragment(&fragment);
        page.see_value("WebSocket URL", &door.url("/echo?token=abc123"));
        see_it_is("the address", &page.address(), || address(page));
        page.go_to_fragment("#/reference/1006");
        see_that("the reference is shown", || {
            page.script(
                "return document.title.length > 0 && !document.querySelector(\"#url\")",
                vec![],
            )
        });
        let reference = format!("{}#/reference/1006", page.address());
        see_it_is("the address", &reference, || address(page));
        page.go_to_fragment("#v=3&url=ws://x");
        page.see("it says to reload", |view| {
            view.notice.contains("Reload the page")
        });
        assert!(address(page).ends_with("#v=3&url=ws://x"), "which needs the link");

        page.open_address(&format!("{}{fragment}", page.address()));
        page.reload();
        see_it_is("the address", &page.address(), || address(page));
        assert_eq!(door.entered(), 0);
        page.see("it can still be undone", |view| {
            view.status() == "Disconnected" && view.notes.iter().any(|note| note.contains(FROM_A_LINK))
        });
    });
}

#[test]
fn a_secret_is_shown_in_the_focused_url_field_only() {
    journey("share-screen", |page| {
        page.allow_clipboard();
        page.type_url(&page.url("/close/4001?room=7&token=hunter2"));
        page.focus_on("button", "Connect");
        see_of(
            "the field is masked",
            || page.text_at(".url-mirror"),
            |shown| shown.ends_with("/close/4001?room=7&token=•••"),
        );
        page.press("Connect");
        page.see_row("system", "close", "closed 4001");
        page.see_row("system", "open", "room=7&token=•••");
        see_text(page, "region", "Why did it close?", &["token=•••"]);
        page.press("Copy the explanation");
        page.see("it says what is not in it", |view| {
            view.notice
                .contains("Explanation copied, without the secrets in it (token)")
        });
        let copied = page.clipboard();
        assert!(
            copied.contains("room=7&token=***") && !copied.contains("hunter2"),
            "{copied}"
        );
        let seen: String = page.script("return document.body.innerText", vec![]);
        assert!(!seen.contains("hunter2"), "{seen}");

        page.press("Options");
        page.fill("Subprotocols", "chat.v1");
        page.focus_on("button", "Options");
        let look = || -> (String, String) {
            page.script(
                "const field = document.getElementById('subprotocols');
                 return [field.parentElement.querySelector('.masked')?.textContent ?? '', getComputedStyle(field).color];",
                vec![],
            )
        };
        see_that("there is no mask without a secret", || look().0.is_empty());
        page.fill("Subprotocols", "chat.v1, bearer, hunter2");
        see_that("it is whole while it is typed", || look().1 != "rgba(0, 0, 0, 0)");
        page.focus_on("button", "Options");
        let masked = ("chat.v1, bearer, •••".to_owned(), "rgba(0, 0, 0, 0)".to_owned());
        see_it_is("what is shown of the subprotocols", &masked, look);
        page.picture("masked-subprotocols");
        page.fill("Subprotocols", "bearer, hunter2 x");
        page.press("Connect");
        page.see_alert("“•••” is not a valid subprotocol: no spaces.");
    });
}

/// What is selected in the focused field.
#[track_caller]
fn selected(page: &Page) -> String {
    page.script(
        "const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd);",
        vec![],
    )
}
