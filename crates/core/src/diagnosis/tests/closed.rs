//! Ends with a close frame: the reason's words, the events before, and the code.

use super::*;

#[test]
fn a_close_frame_is_explained_by_its_code_and_reason() {
    let check = |code: u16, reason: &str, tone: Tone, summary: &str| {
        let diagnosis = diagnose(&closed(code, reason));
        assert_eq!((diagnosis.tone, diagnosis.summary.as_str()), (tone, summary));
    };
    check(
        1000,
        "",
        Tone::Neutral,
        "The other side closed the connection with 1000 Normal Closure. The connection did what it was opened for and \
         ended as agreed. It gave no reason.",
    );
    check(
        1005,
        "",
        Tone::Neutral,
        "The other side closed the connection and gave no code. It gave no reason.",
    );
    check(
        1011,
        "<b>db</b>\u{202e} down",
        Tone::Danger,
        "The other side closed the connection with 1011 Internal Error. The server met a condition that it did not \
         expect. Its reason: “<b>db</b>⟨U+202E⟩ down”",
    );
    check(
        4401,
        "token expired",
        Tone::Warn,
        "The other side closed the connection with 4401 Private Use. The application's own, by agreement between client \
         and server. Its reason: “token expired”",
    );
}

#[test]
fn a_close_frame_rules_out_no_more_than_a_connection_lost_on_the_way() {
    for code in [1000, 1001, 1011, 1012, 1014, 4000] {
        let says = diagnose(&closed(code, "")).ruled_out;
        assert_eq!(
            says.as_deref(),
            Some(
                "Ruled out: a lost connection between here and whoever sent the close frame, which may be a proxy."
            )
        );
    }
}

const PING: &str = "A ping of the server's got no answer in time";
const IDLE: &str = "An idle limit ended it";
const REPLACED: &str = "Another connection took this one's place";
const TOO_BIG: &str = "The last message was over the server's limit";
const TOO_MANY: &str = "A limit of the server's was reached";
const NOT_ALLOWED: &str = "The server did not accept who connects";
const VERSION: &str = "The server does not speak this subprotocol or version";
const FORMAT: &str = "The server could not make sense of a message";
const RESTART: &str = "The server is being deployed or stopped";
const UPSTREAM: &str = "A service behind the server failed";
const TIMEOUT: &str = "The server waited for something that did not come";
const UNKNOWN: &str = "What the server's own reason says";

#[test]
fn the_words_of_a_reason_come_before_the_table_of_its_code() {
    for (reason, cause) in [
        ("keepalive ping timeout", PING),
        ("Ping timeout", PING),
        ("No heartbeat received", PING),
        ("idle timeout", IDLE),
        ("Connection closed due to inactivity", IDLE),
        ("Going away", RESTART),
        ("server restarting", RESTART),
        ("deploy in progress", RESTART),
        ("SHUTDOWN", RESTART),
        ("Replaced by a newer connection", REPLACED),
        ("duplicate login", REPLACED),
        ("another session was opened", REPLACED),
        ("message too big", TOO_BIG),
        ("max message size exceeded", TOO_BIG),
        ("Max payload size exceeded", TOO_BIG),
        ("maximum is 1024", TOO_BIG),
        ("a message may have 1024 bytes at most", TOO_BIG),
        ("rate limited", TOO_MANY),
        ("Rate limit exceeded", TOO_MANY),
        ("throttled", TOO_MANY),
        ("too many connections", TOO_MANY),
        ("max connections: limit reached", TOO_MANY),
        ("Unauthorized", NOT_ALLOWED),
        ("forbidden", NOT_ALLOWED),
        ("invalid token", NOT_ALLOWED),
        ("JWT expired", NOT_ALLOWED),
        ("auth failed", NOT_ALLOWED),
        ("origin not allowed", NOT_ALLOWED),
        ("unsupported subprotocol", VERSION),
        ("Unsupported version: 3", VERSION),
        ("Invalid JSON", FORMAT),
        ("could not parse message", FORMAT),
        ("unsupported data", FORMAT),
        ("invalid payload", FORMAT),
        ("upstream went away", UPSTREAM),
        ("Connection initialisation timeout", TIMEOUT),
        // A word counts where it starts.
        ("separate concerns", UNKNOWN),
        ("dominating", UNKNOWN),
        ("operation delimited", UNKNOWN),
        ("out of cheese", UNKNOWN),
    ] {
        for code in [1002, 1008, 1011, 1013, 4000] {
            let evidence = sent(closed(code, reason), 40, 60_000);
            assert_eq!(first(&evidence), [cause], "{code} {reason:?}");
        }
    }
}

#[test]
fn a_reason_that_says_nothing_known_is_quoted_first_and_one_that_says_nothing_is_not() {
    assert_eq!(
        why(&closed(1011, "out of \u{202e}cheese")),
        "“out of ⟨U+202E⟩cheese”"
    );
    for (code, reason) in [
        (1011, ""),
        (1011, "internal error"),
        (1000, "bye"),
        (1012, "Service Restart"),
    ] {
        assert!(
            !titles(&closed(code, reason)).contains(&UNKNOWN),
            "{code} {reason:?}"
        );
    }
    assert!(titles(&closed(1000, "bye")).is_empty());
}

#[test]
fn where_nothing_was_sent_no_cause_takes_a_message() {
    let other = "Something other than a message from here";
    for code in 0..=u16::MAX {
        for reason in ["", "message too big", "Invalid JSON", "max payload"] {
            let evidence = closed(code, reason);
            if diagnose(&evidence).summary.starts_with("The server put") || code == 1006 {
                continue;
            }
            let listed = titles(&evidence);
            let needs = CloseCode::from(code)
                .likely_causes()
                .iter()
                .filter(|cause| cause.needs_sent);
            for cause in needs.map(|cause| cause.title).chain([TOO_BIG, FORMAT]) {
                assert!(!listed.contains(&cause), "{code} {reason:?}: {cause}");
            }
        }
    }
    for code in [1003, 1007, 1009] {
        let evidence = closed(code, "");
        assert_eq!(first(&evidence), [other], "{code}");
        assert_eq!(why(&evidence), "nothing was sent");
        assert!(!titles(&sent(evidence, 5, 14)).contains(&other), "{code}");
    }
    // The reason counts even if it mentions a message that was never sent.
    assert_eq!(first(&closed(1009, "maximum is 5")), [UNKNOWN]);
    let evidence = Evidence {
        largest_before: Some(5),
        ..sent(closed(1008, "maximum is 5"), 6, 20)
    };
    assert_eq!(
        why(&evidence),
        "you sent 6 B 20 ms before the close; largest that was taken before: 5 B"
    );
}

#[test]
fn a_message_just_before_is_named_with_its_size_and_time() {
    let too_big = "The last message was over the server's limit";
    let evidence = sent(closed(1009, ""), 90_000, 14);
    assert_eq!(first(&evidence), [too_big]);
    assert_eq!(
        why(&evidence),
        "you sent 90.0 KB 14 ms before the close; largest that was taken before: none yet"
    );
    let evidence = Evidence {
        largest_before: Some(1_000),
        ..evidence
    };
    assert_eq!(
        why(&evidence),
        "you sent 90.0 KB 14 ms before the close; largest that was taken before: 1.0 KB"
    );

    let (exception, last) = (
        "An exception in the server's handler",
        "The last message set it off",
    );
    assert_eq!(first(&sent(closed(1011, ""), 5, 4_999)), [exception, last]);
    assert_eq!(first(&sent(closed(1011, ""), 5, 5_001)), [exception]);
    assert!(titles(&sent(closed(1011, ""), 5, 5_001)).contains(&last));
    assert!(!titles(&closed(1011, "")).contains(&last));
    let diagnosis = diagnose(&sent(closed(1011, ""), 5, 20));
    assert_eq!(
        diagnosis.causes[1].evidence,
        "you sent 5 B 20 ms before the close"
    );
}

#[test]
fn an_unanswered_heartbeat_with_a_word_for_it_needs_no_message() {
    let evidence = Evidence {
        open_for: Some(Span::from_millis(1_200)),
        silent_for: Some(Span::from_millis(1_200)),
        messages_received: 0,
        ..closed(1011, "keepalive ping timeout")
    };
    assert_eq!(first(&evidence), [PING]);
    assert!(!titles(&evidence).contains(&"The last message set it off"));
    let says = diagnose(&evidence).ruled_out.unwrap_or_default();
    assert!(!says.contains("the network"), "{says}");
}

#[test]
fn silence_near_a_limit_comes_before_a_deployment() {
    let silent = |code: u16, secs: u64, reason: &str| Evidence {
        silent_for: Some(Span::from_secs(secs)),
        ..closed(code, reason)
    };
    assert_eq!(first(&silent(1001, 60, "")), [IDLE]);
    assert_eq!(first(&silent(1001, 600, "Going Away")), [IDLE]);
    assert_eq!(titles(&silent(1001, 60, "going away"))[..2], [IDLE, RESTART]);
    assert_eq!(
        first(&silent(1001, 8, "")),
        ["The server is being deployed or stopped"]
    );
    assert_eq!(first(&silent(1005, 60, "")), [IDLE]);
    assert_eq!(
        first(&silent(1011, 60, "")),
        ["An exception in the server's handler"]
    );
    assert!(!diagnose(&silent(1001, 60, "")).causes[0].settings.is_empty());
    let said = diagnose(&silent(1001, 1, "idle timeout"));
    assert_eq!(said.causes[0].evidence, "its reason says so");
    assert!(!said.causes[0].settings.is_empty());
}

#[test]
fn a_private_code_is_named_only_where_it_is_known_whose_it_is() {
    let at = |code: u16, subprotocol: &str, host: &str| Evidence {
        subprotocol: subprotocol.to_owned(),
        host: host.to_owned(),
        ..closed(code, "")
    };
    let own = "The application's own rule";
    let check = |evidence: Evidence, expect: &str| assert_eq!(first(&evidence), [expect]);
    check(at(4429, "", "h"), own);
    check(
        at(4429, "graphql-transport-ws", "h"),
        "connection_init was sent more than once",
    );
    check(
        at(4408, "graphql-transport-ws", "h"),
        "connection_init did not come in time",
    );
    check(at(4999, "graphql-transport-ws", "h"), own);
    check(at(4004, "", "gateway.discord.gg"), "The token is wrong");
    check(
        at(4004, "", "ws-mt1.pusher.com"),
        "The application is over its connection quota",
    );
    check(at(4004, "", "notdiscord.gg"), own);
    let diagnosis = diagnose(&at(4403, "graphql-transport-ws", "h"));
    assert_eq!(diagnosis.causes[0].evidence, "4403 of graphql-transport-ws");
    assert!(diagnosis.causes[0].check.contains("PROTOCOL.md"));
}

#[test]
fn a_number_that_only_browsers_set_is_not_called_a_lost_connection() {
    for (code, reason) in [(1006, ""), (1015, ""), (1005, "why")] {
        let diagnosis = diagnose(&closed(code, reason));
        assert!(
            diagnosis
                .summary
                .starts_with(&format!("The server put {code} in a close frame."))
        );
        assert_eq!(diagnosis.causes.len(), 1);
    }
    assert!(diagnose(&closed(1005, "")).summary.contains("gave no code"));
}

#[test]
fn a_close_that_the_person_asked_for_needs_explaining_only_where_the_code_is_another() {
    let check = |evidence: Evidence, tone: Tone, summary: &str| {
        let diagnosis = diagnose(&evidence);
        assert_eq!((diagnosis.tone, diagnosis.summary.as_str()), (tone, summary));
        assert_eq!(diagnosis.causes.is_empty(), tone == Tone::Neutral);
    };
    let ended = |ending, evidence| Evidence { ending, ..evidence };
    let asked = |evidence| ended(Ending::Disconnected { asked: 1000 }, evidence);
    check(
        ended(Ending::Cancelled, never_opened()),
        Tone::Neutral,
        "You cancelled after 40 ms, before the connection opened.",
    );
    check(
        asked(closed(1000, "")),
        Tone::Neutral,
        "You closed it with 1000 Normal Closure, and the close event has 1000 Normal Closure.",
    );
    check(
        asked(closed(1005, "")),
        Tone::Neutral,
        "You closed it with 1000 Normal Closure, and the close event has 1005: the close frame that came had no code.",
    );
    check(
        asked(closed(4000, "kicked")),
        Tone::Warn,
        "You closed it with 1000 Normal Closure. The close event has 4000 Private Use, which is the other side's own: it \
         answered with another code, or had closed before it read yours. The application's own, by agreement between \
         client and server. Its reason: “kicked”",
    );
    check(
        Evidence {
            ending: Ending::Abandoned { asked: 1000 },
            event: None,
            ..dropped()
        },
        Tone::Warn,
        "You closed it with 1000 Normal Closure, and no close frame came in time.",
    );
    check(
        asked(dropped()),
        Tone::Warn,
        "You closed it with 1000 Normal Closure, and the connection ended before a close frame came.",
    );
    let kicked = asked(closed(4000, "kicked"));
    assert_eq!(titles(&kicked), [UNKNOWN, "The application's own rule"]);
}

#[test]
fn a_broken_close_frame_is_among_the_equals_where_the_browser_takes_it_for_an_empty_one() {
    let titles = |engine| {
        let evidence = Evidence {
            engine,
            ..closed(1005, "")
        };
        let diagnosis = diagnose(&evidence);
        let first = diagnosis.ranks().next().unwrap_or_default();
        first.iter().map(|cause| cause.title).collect::<Vec<_>>()
    };
    let no_code = "The server closed without naming a code";
    assert_eq!(titles(Engine::Firefox), [no_code, "Its close frame was broken"]);
    assert_eq!(titles(Engine::Chromium), [no_code]);
}
