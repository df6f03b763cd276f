//! Secrets planted anywhere in a URL, a list of subprotocols or a sentence: nothing of them comes out, all else does, and
//! what comes out has no more to mask. Any text at all is taken.

use proptest::prelude::*;
use tabcat_core::secret::{
    Mask, VEIL, hides, hole_in_subprotocols, hole_in_url, mask_subprotocols, mask_text, mask_url,
};
use tabcat_core::setup::Setup;
use tabcat_core::share::encode;

/// A secret that is known by its looks.
fn secret() -> impl Strategy<Value = String> {
    // Of every kind of character, so that the run of 32 is as dense as chance makes it.
    let random = "[a-z][A-Z][0-9]([A-Za-z0-9]{6}[A-Za-z0-9_-]){6,11}[A-Za-z0-9]";
    prop_oneof![
        random,
        "[0-9a-f]{32,64}",
        "(sk_live_|ghp_|gho_|github_pat_|glpat-|xoxb-|xoxp-|xapp-|AIza)[A-Za-z0-9]{8,40}",
        "(sk-|sk-proj-|ek_|hf_|npm_)[a-z0-9]{5}[0-9][a-zA-Z0-9]{0,30}",
        "(AKIA|ASIA)[A-Z0-9]{16}",
        "eyJhbGciOi[A-Za-z0-9]{5,20}\\.eyJ[A-Za-z0-9_-]{5,40}\\.[A-Za-z0-9_-]{5,43}",
    ]
}

/// A name that says that its value is secret.
fn secret_name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "token",
        "access_token",
        "apiKey",
        "ticket",
        "code",
        "otp",
        "pin",
        "hmac",
        "nonce",
        "sign",
        "sig",
        "PHPSESSID",
        "X-Amz-Security-Token",
        "connect.sid",
        "subscriptionkey",
        "t%6Fken",
        "client_secret",
        "auth_code",
    ])
}

fn encoded(text: &str, times: usize) -> String {
    (0..times).fold(text.to_owned(), |text, _| {
        let escape = |byte: u8| match byte {
            b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(escape).collect()
    })
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let digits = |chunk: &[u8]| -> String {
        let bits = chunk
            .iter()
            .chain(&[0, 0])
            .take(3)
            .fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        let digit = |at: usize| char::from(DIGITS[bits >> (18 - 6 * at) & 63]);
        (0..=chunk.len()).map(digit).collect()
    };
    text.as_bytes().chunks(3).map(digits).collect()
}

/// Both masks, and that neither leaves anything to mask.
fn masked(url: &str) -> [String; 2] {
    [Mask::Stars, Mask::Dots].map(|mask| {
        let once = mask_url(url, mask);
        for again in [Mask::Stars, Mask::Dots] {
            let twice = mask_url(&once.text, again);
            assert_eq!((&twice.text, twice.names), (&once.text, vec![]), "of {url}");
        }
        once.text
    })
}

proptest! {
    #[test]
    fn a_secret_by_its_looks_is_taken_out_wherever_it_is_and_nothing_else(
        secret in secret(), times in 0_usize..3,
        before in "(/[a-z]{1,8}){0,3}", after in "(/[a-z]{1,8}){0,2}(\\?room=[a-z0-9]{1,8})?",
        prefix in "([a-z]{1,12}[.:])?",
    ) {
        let planted = encoded(&secret, times);
        let places = [
            format!("wss://host.example:1{before}/{prefix}{{}}{after}"),
            format!("wss://host.example{before}?a=1&q={prefix}{{}}&b=2"),
            format!("wss://host.example{before}?{prefix}{{}}"),
            format!("wss://host.example{before}?q=%7B%22a%22%3A%22{{}}%22%7D&b=2"),
            format!("wss://host.example{after}#{prefix}{{}}"),
        ];
        for place in places {
            let [stars, dots] = masked(&place.replace("{}", &planted));
            prop_assert_eq!(stars, place.replace("{}", "***"));
            prop_assert_eq!(dots, place.replace("{}", "•••"));
        }
    }

    #[test]
    fn a_secret_by_its_name_is_taken_out_and_nothing_else(
        name in secret_name(), secret in "[A-Za-z0-9@!$*(),./?+é-]{1,40}", times in 0_usize..3, path in "(/[a-z]{1,8}){0,3}",
    ) {
        prop_assume!(secret != "***");
        let planted = encoded(&secret, times);
        for sign in ["?", "?room=7&", "?a;", "#", "?x#a=1&"] {
            let place = format!("wss://host.example{path}{sign}{name}={{}}&b=2");
            let [stars, _] = masked(&place.replace("{}", &planted));
            prop_assert_eq!(stars, place.replace("{}", "***"));
        }
        let nested = format!("wss://host.example/?u=a%3Fx%3D1%26{name}%3D{{}}&b=2");
        let planted = encoded(&secret, times + 1);
        prop_assert_eq!(&masked(&nested.replace("{}", &planted))[0], &nested.replace("{}", "***"));
    }

    #[test]
    fn a_secret_in_json_is_taken_out_and_the_rest_stays(
        name in "(token|apiKey|client_secret|password)", secret in "[A-Za-z0-9 @&=:;,{}/]{1,40}", times in 0_usize..3,
    ) {
        let json = format!(r#"{{"room":7,"{name}":"{{}}","b":[1]}}"#);
        let (before, after) = json.split_once("{}").unwrap();
        let place = format!("wss://host.example/?a=1&q={}{{}}{}", encoded(before, times), encoded(after, times));
        let planted = encoded(&secret, times.max(1));
        prop_assert_eq!(&masked(&place.replace("{}", &planted))[0], &place.replace("{}", "***"));

        let whole = base64(&json.replace("{}", &secret));
        prop_assert_eq!(&masked(&format!("wss://h/{whole}?q={whole}"))[0], "wss://h/***?q=***");
    }

    #[test]
    fn a_link_and_a_sentence_hold_nothing_of_a_secret(secret in secret(), prefix in "([a-z]{1,12}[.-]){0,2}") {
        let setup = Setup {
            url: format!("wss://me:{secret}@host.example/{secret}?q={secret}"),
            subprotocols: format!("chat.v1, {prefix}{secret},graphql-transport-ws"),
            ..Setup::default()
        };
        let link = encode(&setup).unwrap();
        prop_assert!(!link.fragment.contains(&secret), "{}", link.fragment);
        prop_assert!(link.fragment.ends_with("&subprotocols=chat.v1,%20***,graphql-transport-ws"), "{}", link.fragment);
        prop_assert!(!link.masked.iter().any(|name| name.contains(&secret)), "{:?}", link.masked);
        let text = mask_text(&format!("close of ws://h/?q={secret} for ({secret}) there"), Mask::Dots).text;
        prop_assert_eq!(text, "close of ws://h/?q=••• for (•••) there");
    }

    #[test]
    fn nothing_of_a_secret_is_before_the_veil(
        secret in secret(), name in secret_name(), short in "[A-Z0-9@!$*(),./?+é-]{1,40}", times in 0_usize..3,
        before in "(wss?://)?([a-z]{1,8}@)?(host\\.example(:1)?)?(/[a-z]{1,8}){0,3}",
    ) {
        let planted = encoded(&secret, times);
        let places = [
            format!("{before}/{planted}"),
            format!("{before}?{name}={planted}"),
            format!("{before}#{planted}"),
            format!("wss://{planted}@host.example/"),
            format!("wss://me:{planted}@host.example/"),
            format!("wss://me:{short}{planted}@host.example/"),
            planted.clone(),
        ];
        for place in places {
            let shown = (VEIL.url)(&place);
            prop_assert!(hides(&place) && !shown.contains(&planted), "{}", shown);
            let start = shown.strip_suffix('…').unwrap();
            prop_assert!(start.is_empty() || place.starts_with(start), "{}", shown);
        }
        for hides in [VEIL.text, VEIL.subprotocols] {
            prop_assert_eq!(hides(&planted), "…");
        }
    }

    #[test]
    fn what_the_veil_shows_has_nothing_to_mask(text in "(wss?://|https://|[/?#:.@-]|[a-zA-Z0-9é]{1,30}|\\PC){0,8}") {
        let shown = (VEIL.url)(&text);
        prop_assert_eq!(mask_url(&shown, Mask::Dots).text, shown);
    }

    #[test]
    fn what_has_no_secret_stays_as_it_is(
        host in "[a-z]{1,10}(\\.[a-z]{2,5}){1,2}(:[1-9][0-9]{0,3})?", path in "(/[a-z]{1,12}(-[a-z]{1,8})?|/[0-9]{1,10}|/v[0-9]){0,6}",
        query in "(\\?(room|user|id|v|lang|transport)=[a-z0-9]{0,12})?(&page=[0-9]{1,4})?",
        uuid in "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ) {
        let url = format!("wss://{host}{path}/{uuid}{query}");
        prop_assert_eq!(mask_url(&url, Mask::Stars).text, url.clone());
        prop_assert_eq!(hole_in_url(&url), None);
    }

    #[test]
    fn any_text_at_all_is_taken(
        text in "(wss?:|//|/|[?&;#=:,.@+%\"'\\\\{}\\[\\] -]|%25|%3D|%22|token|key|bearer|eyJ|eyJhbGciOi|sk-|sk_live_|\\*\\*\\*|•••|[a-zA-Z0-9]{1,40}|\\PC|\\pC){0,40}",
    ) {
        let [stars, _] = masked(&text);
        let _ = mask_text(&text, Mask::Stars);
        for hole in [hole_in_url(&text), hole_in_subprotocols(&text), hole_in_url(&stars)].into_iter().flatten() {
            prop_assert!(hole.range.end <= stars.encode_utf16().count().max(text.encode_utf16().count()));
            prop_assert!(!hole.range.is_empty() && !hole.names.is_empty());
        }
        let list = mask_subprotocols(&text, Mask::Stars).text;
        let again = mask_subprotocols(&list, Mask::Dots);
        prop_assert_eq!((again.text, again.names), (list, vec![]));
    }
}

#[test]
fn text_that_was_made_to_be_slow_is_masked_as_fast_as_any() {
    for piece in [
        "a",
        "%25",
        "token=",
        "token:\"",
        "token:{",
        "basic+",
        "eyJhbGciOi.",
        "eyJ-",
        "sk-",
        "eyJ.",
        "token:\"\\",
        "/key:",
        ";",
        "=",
        "/",
        "a&b=",
        "***",
    ] {
        let text = format!("wss://h/?{}", piece.repeat(100_000 / piece.len()));
        // What grows with the square would take minutes here.
        let masked = mask_url(&text, Mask::Dots);
        assert_eq!(
            mask_url(&masked.text, Mask::Dots).names,
            Vec::<String>::new(),
            "{piece}"
        );
        hole_in_url(&text);
    }
}
