//! Typed texts and their results. The tables are shared with the tests of the page, where a browser parses.

#[path = "../../tests/cases/urls.rs"]
mod urls;

use proptest::prelude::*;

use super::testing::UrlCrate;
use super::*;
use crate::secret::{FINDER, VEIL};

fn parse(url: &str) -> Result<Target, TargetError> {
    Target::parse(&UrlCrate, url, "")
}

#[test]
fn the_effective_url_is_what_the_browser_will_use() {
    for (typed, effective) in urls::EFFECTIVE {
        let url = parse(typed).map(|target| target.url().to_owned());
        assert_eq!(url, Ok((*effective).to_owned()), "{typed:?}");
    }
}

#[test]
fn host_port_and_security_can_be_asked_for() {
    let check = |url: &str, host: &str, port: u16, secure: bool, loopback: bool| {
        let target = parse(url).unwrap();
        assert_eq!(
            (
                target.host(),
                target.port(),
                target.is_secure(),
                target.is_loopback()
            ),
            (host, port, secure, loopback)
        );
    };
    check("ws://Example.com", "example.com", 80, false, false);
    check("wss://example.com", "example.com", 443, true, false);
    check("https://app.localhost:3000", "app.localhost", 3000, true, true);
    check("ws://[::1]:9160", "[::1]", 9160, false, true);
}

#[test]
fn a_url_that_cannot_be_used_says_what_to_type() {
    for (typed, says) in urls::REFUSED {
        let error = parse(typed).unwrap_err();
        assert_eq!(error.field(), TargetField::Url, "{typed:?}");
        assert_eq!(error.sentence(&FINDER), *says, "{typed:?}");
    }
}

#[test]
fn an_error_quotes_no_secret() {
    let check = |typed: &str, masking: &Masking, quoted: &str| {
        let said = parse(typed).unwrap_err().sentence(masking);
        assert!(said.contains(quoted) && !said.contains("abc"), "{said}");
    };
    for typed in ["ftp://h.example/?token=abc", "wss://h.example/?token=abc#"] {
        check(typed, &FINDER, "wss://h.example/?token=•••");
        check(typed, &VEIL, "wss://h.example…");
    }
    check("localhost:1/?token=abc", &VEIL, "ws://localhost:1…");
}

#[test]
fn a_suggestion_can_be_used_as_it_is() {
    let check = |typed: &str, expect: Option<&str>| {
        let error = parse(typed).unwrap_err();
        assert_eq!(error.suggestion(), expect, "{typed:?}");
        assert!(expect.is_none_or(|url| parse(url).is_ok()), "{typed:?}");
    };
    check("localhost:9160", Some("ws://localhost:9160"));
    check("devbox/echo", Some("ws://devbox/echo"));
    check("ftp://example.com", Some("wss://example.com"));
    check("wss://example.com/#top", Some("wss://example.com/"));
    check("example.com/#top", None);
    check("", None);
    check("wss://", None);
}

#[test]
fn a_refused_subprotocol_points_at_its_own_field() {
    let error = Target::parse(&UrlCrate, "wss://example.com", "a b").unwrap_err();
    assert_eq!(error.field(), TargetField::Subprotocols);
    assert!(
        error
            .sentence(&FINDER)
            .starts_with("“a b” is not a valid subprotocol: no spaces.")
    );
    assert_eq!(error.suggestion(), None);

    let target = Target::parse(&UrlCrate, "wss://example.com", "b,a").unwrap();
    assert_eq!(target.subprotocols(), ["b", "a"]);
}

proptest! {
    #[test]
    fn what_is_accepted_is_a_websocket_url_that_parses_to_itself(
        text in "(ws|wss|http|https|ftp|localhost|)?:?/{0,3}(\\PC|[a-z0-9.:@/?#%\\[\\]\\\\ -]){0,30}",
    ) {
        if let Ok(target) = parse(&text) {
            prop_assert!(target.url().starts_with("ws://") || target.url().starts_with("wss://"));
            prop_assert!(!target.url().contains('#') && !target.host().is_empty());
            prop_assert_eq!(parse(target.url()).map(|again| again.url().to_owned()), Ok(target.url().to_owned()));
        }
    }
}
