//! Links that are written and read back, and what is in none.

use proptest::prelude::*;

use super::*;
use crate::policies::document::{Document, Key};
use crate::policies::lists::{self, Step};
use crate::policies::rules::Rules;
use crate::time::Timestamp;

#[test]
fn a_link_to_a_url_fills_in_that_url() {
    let url = "ws://127.0.0.1:9160/close/4001?reason=no & no#é";
    assert_eq!(read(&link_to(url)), Ok(Some(setup(url, "", None))));
}

fn setup(url: &str, subprotocols: &str, connect_timeout_secs: Option<u32>) -> Setup {
    Setup {
        url: url.to_owned(),
        subprotocols: subprotocols.to_owned(),
        connect_timeout: connect_timeout_secs.unwrap_or(20).to_string(),
        ..Setup::default()
    }
}

fn closing(code: &str, reason: &str) -> Setup {
    Setup {
        close_code: code.to_owned(),
        close_reason: reason.to_owned(),
        ..setup("ws://x", "", None)
    }
}

fn read(fragment: &str) -> Result<Option<Setup>, LinkError> {
    decode(fragment, &Setup::default())
}

#[test]
fn a_link_can_be_read_by_a_person() {
    let check = |setup: Setup, fragment: &str| {
        assert_eq!(encode(&setup).unwrap().fragment, fragment);
        assert_eq!(read(fragment), Ok(Some(setup.clone())));
        assert_eq!(read(&format!("#{fragment}")), Ok(Some(setup)));
    };
    check(Setup::default(), "v=2");
    check(
        setup("wss://example.com/socket?room=7", "a,b", Some(30)),
        "v=2&url=wss://example.com/socket?room=7&subprotocols=a,b&connect-timeout=30",
    );
    check(
        closing("4001", "done & gone"),
        "v=2&url=ws://x&close-code=4001&close-reason=done%20%26%20gone",
    );
    check(
        setup("ws://[::1]:9160/é?a=1&b=x+y%20z", "", None),
        "v=2&url=ws://[::1]:9160/%C3%A9?a=1%26b=x%2By%2520z",
    );
    check(
        setup("ws://x/\"<'>#(", "a, b", None),
        "v=2&url=ws://x/%22%3C%27%3E%23%28&subprotocols=a,%20b",
    );
}

#[test]
fn other_fragments_are_no_links() {
    for fragment in [
        "",
        "#",
        "#reference",
        "#subprotocols=a",
        "v",
        "#urls=x",
        "&&&=",
        "#V=1",
    ] {
        assert_eq!(read(fragment), Ok(None), "{fragment:?}");
    }
}

#[test]
fn a_link_typed_by_hand_is_read() {
    let check = |fragment: &str, expect: Setup| assert_eq!(read(fragment), Ok(Some(expect)), "{fragment:?}");
    check("#url=wss://example.com", setup("wss://example.com", "", None));
    check("#url=ws://a/?x=1&Later=yes&v=1", setup("ws://a/?x=1", "", None));
    check("#url=first&url=second", setup("first", "", None));
    check("#url=50%&subprotocols=%zz%4", setup("50%", "%zz%4", None));
    check("#url=a+b", setup("a+b", "", None));
    check("#url=ws://x&close-reason=bye", closing("1000", "bye"));
    check("#url=ws://x&close-code=&close-reason=", setup("ws://x", "", None));
    let own = Setup {
        close_timeout: "7".to_owned(),
        close_code: "4000".to_owned(),
        policies: "reconnect=on".to_owned(),
        ..setup("ws://mine", "mine", Some(9))
    };
    let theirs = Setup {
        url: "ws://x".to_owned(),
        subprotocols: String::new(),
        close_code: String::new(),
        policies: String::new(),
        ..own.clone()
    };
    assert_eq!(
        decode("#url=ws://x", &own),
        Ok(Some(theirs)),
        "a person waits as long as they do"
    );
}

#[test]
fn what_cannot_be_used_is_not_shared() {
    let odd = Setup {
        connect_timeout: "soon".to_owned(),
        ..closing("1001", "")
    };
    assert_eq!(encode(&odd).unwrap().fragment, "v=2&url=ws://x");
    assert_eq!(encode(&closing("1000", "")).unwrap().fragment, "v=2&url=ws://x");
}

#[test]
fn a_link_that_cannot_be_read_says_what_to_do() {
    let check = |fragment: &str, says: &str| {
        assert_eq!(
            read(fragment).unwrap_err().to_string(),
            says,
            "{}",
            &fragment[..20.min(fragment.len())]
        );
    };
    check(
        "v=3&url=ws://x",
        "This link has format 3, and this page reads format 2. Reload the page to update it.",
    );
    check(
        "v=99999999999",
        "This link has format 99999999999, and this page reads format 2. Reload the page to update it.",
    );
    check(
        "v=x",
        "This link is damaged: “x” is not a version. Ask for the link again.",
    );
    check(
        "v=%E2%80%AEx",
        "This link is damaged: “⟨U+202E⟩x” is not a version. Ask for the link again.",
    );
    check(
        "v=0",
        "This link is damaged: “0” is not a version. Ask for the link again.",
    );
    check(
        "url=%ff",
        "This link is damaged: url is not text. Ask for the link again.",
    );
    check(
        "v=2&connect-timeout=0",
        "The link's connect timeout cannot be used. Enter whole seconds from 1 to 600.",
    );
    check(
        "v=2&close-code=1001",
        "The link's close code or reason cannot be used. A page may not close with 1001: use 1000, or a number \
         from 3000 to 4999.",
    );
    check(
        "v=2&close-code=%E2%80%AE1000",
        "The link's close code or reason cannot be used. “⟨U+202E⟩1000” is not a number: a page may close with \
         1000, or 3000 to 4999.",
    );
    check(
        &format!("v=2&close-reason={}", "x".repeat(124)),
        "The link's close code or reason cannot be used. The reason is 124 bytes; a close frame has room for \
         123: shorten it by 1.",
    );
    check(
        &format!("url={}", "x".repeat(MAX_URL_BYTES + 1)),
        "The URL is 4097 bytes; a link holds at most 4096. Pass the URL on as text instead.",
    );
    check(
        &format!("v=2&subprotocols={}", "x".repeat(MAX_SUBPROTOCOLS_BYTES + 1)),
        "The subprotocol list is 1025 bytes; a link holds at most 1024. Pass the URL on as text instead.",
    );
    check(
        &format!("v=2&later={}", "x".repeat(MAX_FRAGMENT_BYTES)),
        "This set-up is 8202 bytes; a link holds at most 8192. Shorten the on-open messages or replies, or pass the URL \
         on as text instead.",
    );
}

#[test]
fn what_could_not_be_read_is_not_written() {
    assert_eq!(
        encode(&setup(&"x".repeat(MAX_URL_BYTES + 1), "", None)),
        Err(LinkError::UrlTooLong(MAX_URL_BYTES + 1))
    );
    let wide = encode(&setup(&"é".repeat(2_000), "", None));
    assert_eq!(wide, Err(LinkError::TooLong(12_008)));
}

#[test]
fn a_link_holds_no_secrets_and_says_which_it_left_out() {
    let link = encode(&setup(
        "wss://me:pw@example.com/?room=7&Token=abc",
        "chat, bearer, s3cret",
        None,
    ))
    .unwrap();
    assert_eq!(
        link.fragment,
        "v=2&url=wss://me:***@example.com/?room=7%26Token=***&subprotocols=chat,%20bearer,%20***"
    );
    assert_eq!(link.masked, ["password", "Token", "bearer"]);
}

fn lasting(policies: &str) -> Setup {
    Setup {
        policies: policies.to_owned(),
        ..setup("ws://x", "", None)
    }
}

#[test]
fn links_of_all_versions_are_read() {
    for version in ["", "v=1&", "v=2&"] {
        let read = read(&format!("#{version}url=ws://x&reconnect=on&attempts=5"));
        assert_eq!(read, Ok(Some(lasting("reconnect=on&attempts=5"))), "{version}");
    }
}

#[test]
fn policies_are_in_a_link_as_they_are_stored() {
    let typed = lasting("reconnect=on&attempts=5&beat=hi%20{{seq}}&unknown=1");
    let written = "v=2&url=ws://x&reconnect=on&attempts=5&beat=hi%20%7B%7Bseq%7D%7D";
    assert_eq!(encode(&typed).unwrap().fragment, written);
    let read = read(written).unwrap().unwrap();
    assert_eq!(Document::read(&read.policies), Document::read(&typed.policies));
}

#[test]
fn pairs_that_are_no_policies_are_not_taken_for_them() {
    let read = read("url=ws://x&close-code=4000&&=1&a&B=1&b1=2&reconnect=on&url=ws://y&x=1\n2&codes=%ff");
    assert_eq!(read.unwrap().unwrap().policies, "reconnect=on&codes=%ff");
}

/// A document with these fields, encoded; what is read back, and the names of what was masked.
fn shared(fields: &[(Key, &str)]) -> (Document, Vec<String>) {
    let mut document = Document::default();
    for (key, text) in fields {
        document.set(*key, (*text).to_owned());
    }
    let link = encode(&lasting(&document.to_text())).unwrap();
    let setup = read(&link.fragment).unwrap().unwrap();
    (Document::read(&setup.policies), link.masked)
}

#[test]
fn the_messages_of_a_link_hold_no_secrets_and_their_names_are_told() {
    let steps = r#"[{"send":"{\"type\":\"auth\",\"token\": \"a b\"}","reply":{"kind":"field","path":"$.session","text":"s3cret"},"later":"s3cret"},{"send":"room 7"}]"#;
    let rules = r#"[{"when":{"kind":"text","text":"go?pin=1234"},"send":"{\"key\":\"{{match:$.key}}\",\"code\":77}"}]"#;
    let (read, masked) = shared(&[
        (Key::Beat, "login password=hunter2 now"),
        (Key::BeatPath, "$.nonce"),
        (Key::BeatText, "hunter3"),
        (Key::OnOpen, steps),
        (Key::Rules, rules),
        (Key::Attempts, "AKIAIOSFODNN7EXAMPLE"),
    ]);
    assert_eq!(read.get(Key::Beat), "login password=*** now");
    assert_eq!(read.get(Key::BeatText), "***");
    assert_eq!(
        read.get(Key::OnOpen),
        r#"[{"send":"{\"type\":\"auth\",\"token\": \"***\"}","reply":{"kind":"field","path":"$.session","text":"***"}},{"send":"room 7"}]"#
    );
    assert_eq!(
        read.get(Key::Rules),
        r#"[{"when":{"kind":"text","text":"go?pin=***"},"send":"{\"key\":\"{{match:$.key}}\",\"code\":***}"}]"#
    );
    assert_eq!(read.get(Key::Attempts), "***");
    assert_eq!(
        masked,
        [
            "part of a message",
            "password",
            "nonce",
            "token",
            "session",
            "code",
            "pin"
        ]
    );
}

#[test]
fn a_list_that_cannot_be_read_is_left_out() {
    let (read, masked) = shared(&[(Key::OnOpen, "[{\"send\":\"hunter2\"")]);
    assert_eq!((read.get(Key::OnOpen), masked.len()), ("", 0));
}

#[test]
fn messages_too_long_for_a_link_are_said() {
    let step = format!(r#"[{{"send":"{}"}}]"#, "x".repeat(MAX_FRAGMENT_BYTES));
    let mut document = Document::default();
    document.set(Key::OnOpen, step);
    let error = encode(&lasting(&document.to_text())).unwrap_err();
    assert!(matches!(error, LinkError::TooLong(_)), "{error}");
    assert!(
        error.to_string().contains("Shorten the on-open messages"),
        "{error}"
    );
}

proptest! {
    #[test]
    fn a_masked_message_is_one_that_connect_asks_for(
        secret in "[a-z][A-Z][0-9][A-Za-z0-9]{40}",
        template in prop::sample::select(vec![
            r#"{"type":"auth","token":"SECRET"}"#, r#"{"data":{"password": "SECRET"},"id":{{seq}}}"#, "AUTH SECRET",
            "CONNECT\nlogin:me\npasscode:SECRET\n\n", r#"42["auth",{"key":"SECRET"}]"#, "wss://h/?sig=SECRET&room=7",
            r#"{"url":"wss://me:SECRET@h/live","n":1}"#, "Authorization: Bearer SECRET\nroom: 7",
        ]),
    ) {
        let step = Step { send: template.replace("SECRET", &secret), ..Step::default() };
        let (read, masked) = shared(&[(Key::OnOpen, &lists::write(&[step]))]);
        prop_assert!(!read.get(Key::OnOpen).contains(&secret));
        prop_assert_eq!(masked.len(), 1);
        let error = Rules::read(&read, Timestamp::default()).unwrap_err();
        prop_assert!(error.sentence.starts_with("Message 1 of On open still has ***"), "{}", error.sentence);
    }

    #[test]
    fn all_policies_can_be_shared_and_shared_again(
        fields in prop::collection::vec((prop::sample::select(Key::ALL), "\\PC{0,20}|[a-z=:\"{}?&* ]{0,20}"), 0..5),
        sent in "\\PC{0,20}|[a-z=:\"{}?&* ]{0,20}",
    ) {
        let steps = lists::write(&[Step { send: sent, ..Step::default() }]);
        let fields = fields.iter().map(|(key, text)| (*key, text.as_str()));
        let (once, _) = shared(&fields.chain([(Key::OnOpen, steps.as_str())]).collect::<Vec<_>>());
        let again: Vec<(Key, &str)> = Key::ALL.iter().map(|key| (*key, once.get(*key))).collect();
        let (twice, names) = shared(&again);
        prop_assert_eq!((&twice, names.len()), (&once, 0));
    }

    #[test]
    fn every_link_reads_back_as_what_was_masked(
        url in "(wss?://)?(\\PC|[a-z&#%+=?/ ]){0,80}", subprotocols in "(\\PC|[a-z, ]){0,40}",
        secs in prop::option::of(1_u32..=600),
        close in prop::option::of((3000_u16..=4999, "(\\PC|\\pC|[&=%]){0,30}")),
    ) {
        let (code, reason) = close.map_or_else(Default::default, |(code, reason)| (code.to_string(), reason));
        let typed = Setup { close_code: code, close_reason: reason, ..setup(&url, &subprotocols, secs) };
        // A reason may be too long for a frame.
        prop_assume!(typed.close_args().is_ok());
        let link = encode(&typed).unwrap();
        let expect = Setup {
            url: mask_url(url.trim(), Mask::Stars).text,
            subprotocols: mask_subprotocols(subprotocols.trim(), Mask::Stars).text,
            ..typed
        };
        prop_assert_eq!(read(&link.fragment), Ok(Some(expect)));
        let fits_a_fragment = |byte: u8| byte.is_ascii_graphic() && !b"#\"<>`".contains(&byte);
        prop_assert!(link.fragment.bytes().all(fits_a_fragment));
    }

    #[test]
    fn any_text_at_all_can_be_read_or_refused(text in "#?(v=|url=|subprotocols=|connect-timeout=|close-code=|close-reason=|&|%|\\PC|\\pC)*") {
        if let Ok(Some(setup)) = read(&text) {
            prop_assert!(setup.url.len() <= MAX_URL_BYTES);
        }
    }
}
