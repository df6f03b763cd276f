//! Which policies can be used, and the words for the others.

use proptest::prelude::*;

use super::*;

fn document(fields: &[(Key, &str)]) -> Document {
    let mut document = Document::default();
    for (key, text) in fields {
        document.set(*key, (*text).to_owned());
    }
    document
}

fn read(fields: &[(Key, &str)]) -> Result<Option<Rules>, PolicyError> {
    Rules::read(&document(fields), Timestamp::from_micros(1_795_183_333_817_250))
}

fn rules(fields: &[(Key, &str)]) -> Rules {
    read(fields).unwrap().unwrap()
}

/// The error of a field whose policy is on.
fn check(switch: Key, key: Key, text: &str, says: &str) {
    let error = read(&[(switch, "on"), (key, text)]).unwrap_err();
    assert_eq!((error.key, error.sentence.as_str()), (key, says), "{text}");
}

/// The error of an item of a list.
fn check_item(key: Key, list: &str, item: usize, says: &str) {
    let error = read(&[(Key::Replies, "on"), (key, list)]).unwrap_err();
    assert_eq!(
        (error.key, error.item, error.sentence.as_str()),
        (key, Some(item), says),
        "{list}"
    );
}

#[test]
fn without_a_policy_nothing_is_checked() {
    assert_eq!(read(&[]), Ok(None));
    let wrong = Key::ALL
        .iter()
        .filter(|key| **key != Key::OnOpen)
        .map(|key| (*key, "{{wrong"));
    assert_eq!(read(&wrong.collect::<Vec<_>>()), Ok(None));
    assert_eq!(read(&[(Key::OnOpen, "[]")]), Ok(None));
}

#[test]
fn a_policy_that_is_switched_on_can_be_used_at_once() {
    let all = rules(&[
        (Key::Reconnect, "on"),
        (Key::Heartbeat, "on"),
        (Key::Outbox, "on"),
        (Key::Replies, "on"),
    ]);
    let expect = Rules {
        reconnect: Some(ReconnectRules {
            attempts: Some(10),
            first: Span::from_secs(1),
            longest: Span::from_secs(30),
            every: false,
            codes: Vec::new(),
        }),
        heartbeat: Some(HeartbeatRules {
            every: Span::from_secs(25),
            within: Span::from_secs(10),
            misses: 1,
            beat: Template::parse(r#"{"type":"ping","id":{{seq}}}"#).unwrap(),
            reply: ReplyTo::Any,
            postpone: true,
        }),
        outbox: Some(OutboxRules {
            messages: 100,
            bytes: 1 << 20,
        }),
        high_water: 1 << 20,
        opening: Vec::new(),
        replies: Vec::new(),
    };
    assert_eq!(all, expect);
    let one = rules(&[(Key::Outbox, "on")]);
    assert_eq!((one.reconnect, one.heartbeat), (None, None));
}

#[test]
fn attempts_and_waits_have_bounds() {
    let on = |key, text| rules(&[(Key::Reconnect, "on"), (key, text)]).reconnect.unwrap();
    assert_eq!(on(Key::Attempts, " Unlimited ").attempts, None);
    assert_eq!(on(Key::Attempts, "1000000").attempts, Some(1_000_000));
    assert_eq!(on(Key::FirstWait, "0.1").first, Span::from_millis(100));
    assert_eq!(on(Key::LongestWait, "3600").longest, Span::from_secs(3_600));
    assert!(on(Key::After, "every").every);
    for attempts in ["0", "1e9", "1000000000", "-1", "", "many"] {
        check(
            Key::Reconnect,
            Key::Attempts,
            attempts,
            "Enter 1 to 1000000 attempts, or the word unlimited.",
        );
    }
    for wait in ["0", "86400", "0.05", "soon", "1,5", ""] {
        check(Key::Reconnect, Key::FirstWait, wait, "Enter 0.1 to 3600 seconds.");
    }
    for wait in ["0", "86400", "0.9"] {
        check(Key::Reconnect, Key::LongestWait, wait, "Enter 1 to 3600 seconds.");
    }
    let error = read(&[
        (Key::Reconnect, "on"),
        (Key::FirstWait, "1.25"),
        (Key::LongestWait, "1"),
    ]);
    assert_eq!(error.unwrap_err().sentence, "Enter 1.25 to 3600 seconds.");
    check(
        Key::Reconnect,
        Key::After,
        "never",
        "Choose the closes to reconnect after.",
    );
}

#[test]
fn close_codes_are_listed_with_a_minus_where_none_follows() {
    let codes = |text| {
        rules(&[(Key::Reconnect, "on"), (Key::Codes, text)])
            .reconnect
            .unwrap()
            .codes
    };
    assert_eq!(
        codes(" 1000  -1012,4999"),
        [(1000, true), (1012, false), (4999, true)]
    );
    for word in ["1e3", "999", "5000", "+1000", "--1000", "70000"] {
        check(
            Key::Reconnect,
            Key::Codes,
            word,
            &format!(
                "“{word}” is not a close code. Enter codes from 1000 to 4999 with spaces between them, and a minus sign \
                 before those not to reconnect after: 1000 -1012."
            ),
        );
    }
    check(
        Key::Reconnect,
        Key::Codes,
        "1000 -1000",
        "1000 is there twice. Enter each code once.",
    );
}

#[test]
fn a_beat_is_a_message_of_its_own_and_not_too_long() {
    let wrong = |key, text: &str, says: &str| check(Key::Heartbeat, key, text, says);
    wrong(Key::Every, "0", "Enter 0.1 to 3600 seconds.");
    wrong(Key::Within, "601", "Enter 0.1 to 600 seconds.");
    wrong(Key::Misses, "101", "Enter a whole number from 0 to 100.");
    wrong(Key::Beat, "", "Enter the heartbeat's message.");
    wrong(
        Key::Beat,
        "{{message}}",
        "{{message}} and {{match:…}} read the message that a reply answers, and this answers none. Use {{seq}} or \
         {{now}}.",
    );
    wrong(
        Key::Beat,
        "{{nmae}}",
        "{{nmae}} is not defined. There are {{seq}}, {{now}}, {{now:iso}}, {{uuid}} and {{random:1:100}}; write {{{{ where \
         the message has {{ itself.",
    );
    let fits = ["x".repeat(MOST_BEAT_BYTES - 33), "{{seq}}{{now}}".to_owned()].concat();
    rules(&[(Key::Heartbeat, "on"), (Key::Beat, &fits)]);
    wrong(
        Key::Beat,
        &format!("{fits}x"),
        "65537 bytes with its placeholders filled in are too many. Shorten it to 65536.",
    );
}

#[test]
fn the_reply_to_a_beat_may_repeat_its_number() {
    let reply = |kind, path, text| {
        let fields = [
            (Key::Heartbeat, "on"),
            (Key::BeatReply, kind),
            (Key::BeatPath, path),
            (Key::BeatText, text),
        ];
        read(&fields).map(|rules| {
            let values = Values {
                seq: 7,
                now: Timestamp::default(),
                seed: 1,
                message: None,
            };
            rules.unwrap().heartbeat.unwrap().reply.matcher(&values)
        })
    };
    assert_eq!(reply("any", "", "***"), Ok(Matcher::Any));
    assert_eq!(
        reply("text", "", "pong {{seq}}"),
        Ok(Matcher::Text("pong 7".to_owned()))
    );
    assert_eq!(
        reply("field", "$.id", "{{seq}}").ok(),
        Matcher::field("$.id", "7").ok()
    );
    assert_eq!(reply("field", "$.id", "").ok(), Matcher::field("$.id", "").ok());
    let wrong = |kind, path, text| reply(kind, path, text).unwrap_err().key;
    assert_eq!(wrong("some", "", ""), Key::BeatReply);
    assert_eq!(wrong("field", "", "7"), Key::BeatPath);
    assert_eq!(wrong("text", "", ""), Key::BeatText);
    assert_eq!(wrong("text", "", "{{message}}"), Key::BeatText);
    assert_eq!(
        reply("text", "", "key=***").unwrap_err().sentence,
        "The reply to the heartbeat still has *** where the link left out “key”: put yours in."
    );
}

#[test]
fn an_outbox_and_the_high_water_mark_have_bounds() {
    let outbox = rules(&[
        (Key::Outbox, "on"),
        (Key::OutboxMessages, "100000"),
        (Key::OutboxSize, "64"),
        (Key::HighWater, "0.5"),
    ]);
    let expect = OutboxRules {
        messages: 100_000,
        bytes: 64 << 20,
    };
    assert_eq!((outbox.outbox, outbox.high_water), (Some(expect), 1 << 19));
    for messages in ["0", "100001", "1.5"] {
        check(
            Key::Outbox,
            Key::OutboxMessages,
            messages,
            "Enter a whole number from 1 to 100000.",
        );
    }
    for size in ["0", "64.1", "0.0001"] {
        check(Key::Outbox, Key::OutboxSize, size, "Enter 0.001 to 64 megabytes.");
    }
    check(Key::Outbox, Key::HighWater, "0", "Enter 0.001 to 1024 megabytes.");
}

#[test]
fn on_open_messages_are_steps() {
    let list = r#"[{"send":"a"},{"send":"b {{seq}}","reply":{"kind":"text","text":"ok"},"within":"0.5","closes":true},
        {"send":"c","reply":{}}]"#;
    let steps = rules(&[(Key::OnOpen, list)]).opening;
    let template = |text| Template::parse(text).unwrap();
    let expect = [
        StepRules {
            send: template("a"),
            reply: None,
            closes: false,
        },
        StepRules {
            send: template("b {{seq}}"),
            reply: Some((Matcher::Text("ok".to_owned()), Span::from_millis(500))),
            closes: true,
        },
        StepRules {
            send: template("c"),
            reply: Some((Matcher::Any, Span::from_secs(10))),
            closes: false,
        },
    ];
    assert_eq!(steps, expect);
}

#[test]
fn a_step_that_cannot_be_used_is_named() {
    let wrong = |step: &str, says: &str| {
        check_item(
            Key::OnOpen,
            &format!(r#"[{{"send":"first"}},{step}]"#),
            1,
            &format!("Message 2 of On open{says}"),
        );
    };
    wrong(r#"{"send":""}"#, ": Enter a text, or remove it.");
    wrong(
        r#"{"send":"x","reply":{},"within":"0"}"#,
        ": Enter 0.1 to 600 seconds.",
    );
    wrong(
        r#"{"send":"x","reply":{"kind":"text"}}"#,
        ": Enter the whole text of the message.",
    );
    wrong(
        r#"{"send":"{\"token\":\"***\"}"}"#,
        " still has *** where the link left out “token”: put yours in.",
    );
    wrong(
        r#"{"send":"AUTH ***"}"#,
        " still has *** where the link left out a secret: put yours in.",
    );
    wrong(
        r#"{"send":"x","reply":{"kind":"field","path":"$.key","text":"***"}}"#,
        " still has *** where the link left out a secret: put yours in.",
    );
    let long = format!(r#"{{"send":"{}"}}"#, "x".repeat(MOST_STEP_BYTES + 1));
    wrong(
        &long,
        ": 1048577 bytes with its placeholders filled in are too many. Shorten it to 1048576.",
    );
    let unread = read(&[(Key::OnOpen, "[3]")]).unwrap_err();
    assert_eq!(
        (unread.item, unread.sentence.as_str()),
        (
            None,
            "The on-open messages cannot be read. Remove them, and enter them again."
        )
    );
    let many = lists::write(&vec![Step::default(); MOST_STEPS + 1]);
    assert_eq!(
        read(&[(Key::OnOpen, &many)]).unwrap_err().sentence,
        "There are 101 on-open messages, and there may be 100. Remove some."
    );
}

#[test]
fn a_reply_that_cannot_be_used_is_named() {
    let wrong = |rule: &str, says: &str| {
        check_item(Key::Rules, &format!("[{rule}]"), 0, &format!("Reply 1{says}"));
    };
    wrong(
        r#"{"when":{}}"#,
        ": Enter the text to answer with, or choose to echo.",
    );
    for every in ["0", "1000001", "x"] {
        wrong(
            &format!(r#"{{"when":{{}},"echo":true,"every":"{every}"}}"#),
            ": Enter a whole number from 1 to 1000000, or nothing to answer each message.",
        );
    }
    wrong(
        r#"{"when":{},"send":"{{match:}}"}"#,
        ": {{match:}} has no path that can be followed. Enter a path such as $.type or data.items[0].id.",
    );
    wrong(
        r#"{"when":{},"send":"wss://h/?token=***"}"#,
        " still has *** where the link left out “token”: put yours in.",
    );
    let rules = rules(&[
        (Key::Replies, "on"),
        (
            Key::Rules,
            r#"[{"when":{},"echo":true,"send":"{{unused"},{"when":{"kind":"text","text":"2"},"send":"{{message}}!","every":" 7 "}]"#,
        ),
    ])
    .replies;
    assert_eq!((&rules[0].send, rules[0].every), (&None, 1));
    assert_eq!(rules[1].every, 7);
}

#[test]
fn a_reply_that_answers_itself_loops() {
    let check = |when: &str, send: &str, expect: bool| {
        let rule: Rule = serde_json::from_str(&format!(r#"{{"when":{when}}}"#)).unwrap();
        let typed = Rule {
            send: send.to_owned(),
            echo: send == "echo",
            ..rule
        };
        assert_eq!(loops(&reply(0, &typed).unwrap()), expect, "{when} {send}");
        let seldom = Rule {
            every: "2".to_owned(),
            ..typed
        };
        assert!(!loops(&reply(0, &seldom).unwrap()), "{when} {send}");
    };
    check("{}", "echo", true);
    check("{}", "hello", true);
    check(r#"{"kind":"text","text":"2"}"#, "echo", true);
    check(r#"{"kind":"text","text":"2"}"#, "3", false);
    check(r#"{"kind":"text","text":"2"}"#, "{{message}}", true);
    check(r#"{"kind":"text","text":"2"}"#, "2{{message}}", false);
    let ping = r#"{"kind":"field","path":"type","text":"ping"}"#;
    check(ping, r#"{"type":"pong"}"#, false);
    check(ping, r#"{"type":"ping","of":{{match:$.id}}}"#, true);
    check(ping, "{{message}}", true);
    check(
        r#"{"kind":"field","path":"ping"}"#,
        r#"{"pong":{{match:ping}}}"#,
        false,
    );
    check(
        r#"{"kind":"field","path":"ping"}"#,
        r#"{"ping":{{match:ping}}}"#,
        true,
    );
}

fn typed() -> impl Strategy<Value = Vec<(Key, String)>> {
    let text = prop_oneof![
        Just("on".to_owned()),
        Just(r#"[{"send":"a","reply":{"kind":"field","path":"a"}}]"#.to_owned()),
        Just(r#"[{"when":{"kind":"text","text":"a"},"send":"{{message}}","every":"3"}]"#.to_owned()),
        "[0-9.]{1,4}",
        "any|text|field|every",
        "\\PC{0,12}",
    ];
    prop::collection::vec((prop::sample::select(Key::ALL), text), 0..12)
}

proptest! {
    #[test]
    fn all_policies_can_be_used_or_are_refused_with_words(fields in typed()) {
        let mut document = Document::default();
        for (key, text) in fields {
            document.set(key, text);
        }
        match Rules::read(&document, Timestamp::default()) {
            Ok(Some(rules)) => {
                if let Some(reconnect) = rules.reconnect {
                    prop_assert!(SHORTEST <= reconnect.first && reconnect.first <= reconnect.longest);
                }
                for rule in &rules.replies {
                    loops(rule);
                }
            }
            Ok(None) => {}
            Err(error) => prop_assert!(error.sentence.ends_with('.'), "{}", error.sentence),
        }
    }
}
