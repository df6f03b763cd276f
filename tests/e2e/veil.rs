//! A page that can't tell secrets from the rest, because the part that does has not come: it shows none, and makes no link.

use thirtyfour::prelude::*;

use crate::host::{Fault, Host};
use crate::page::{Page, journey_of_broken_parts, see_it_is, see_of, see_that};

const SECRETS: &str = "/secrets.wasm";

/// Opens the page from a host that does not send that part.
fn open_without(page: &Page) -> Host {
    let host = page.host("/", None);
    host.spoil(SECRETS, Fault::Status(503));
    page.save_data();
    page.open_address(&host.address());
    host
}

/// Nothing in the page has them, but for the fields that they were typed into.
fn see_no_secrets(page: &Page) {
    let whole: String = page.script("return document.documentElement.outerHTML", vec![]);
    for secret in ["hunter2", "abc123", "sk_live_AbCdEf01"] {
        assert!(!whole.contains(secret), "{secret} in {whole}");
    }
}

#[test]
fn without_what_finds_secrets_none_is_shown_or_shared_and_it_comes_when_it_can() {
    journey_of_broken_parts("veil", |page| {
        let host = open_without(page);
        let path = "/close/4001?after=300&token=hunter2&reason=bad+key+sk_live_AbCdEf01";
        page.type_url(&page.url(path));
        page.focus_on("button", "Connect");
        let veiled = format!("{}…", page.url(""));
        let shown = || page.text_at(".url-mirror");
        see_it_is("what the field shows", &veiled, shown);
        see_that("the URL asks for what finds secrets", || host.asked(SECRETS) > 0);
        page.press("Connect");
        page.see_row("system", "open", &veiled);
        page.see_row("system", "close", "reason “…”");
        see_no_secrets(page);
        page.picture("veil");

        page.press("Share");
        page.see("it says why there is no link", |view| {
            view.notice.contains("answered 503") && !view.notice.contains("ink copied")
        });
        assert!(!page.has("textbox", "Link"), "nor is one offered");
        see_no_secrets(page);

        host.mend();
        page.press("Share");
        page.see("it has come", |view| {
            view.notice.contains("without the secrets in it (token")
        });
        page.see_row("system", "open", "&token=•••");
        page.see_row("system", "close", "bad key •••");
        see_of("the field too", shown, |shown| shown.contains("&token=•••"));
        see_no_secrets(page);
    });
}

#[test]
fn what_was_said_of_a_url_is_said_anew_when_its_secrets_are_found() {
    journey_of_broken_parts("veil-said", |page| {
        let host = open_without(page);
        page.type_url("ftp://me:abc123@example.com/?room=7&token=hunter2");
        page.press("Connect");
        page.see_alert("Did you mean …?");
        see_no_secrets(page);
        host.mend();
        page.type_url("wss://example.com/?token=***");
        page.key(Key::Enter);
        page.see_alert("*** stands for a secret that was left out");
        page.press("Share");
        page.see_alert("*** stands for a secret that was left out (token). Put yours in its place");
    });
}

#[test]
fn a_connection_waits_for_no_part() {
    journey_of_broken_parts("veil-connect", |page| {
        let host = page.host("/", None);
        for part in [SECRETS, "/detail.wasm"] {
            host.spoil(part, Fault::Silence);
        }
        page.save_data();
        page.open_address(&host.address());
        page.connect_to("/echo?token=hunter2");
        page.see_status("Connected");
        page.send("hello");
        page.see_row("received", "text", "hello");
        see_no_secrets(page);
    });
}
