//! Replies that common protocols expect, for the list to begin with.

use super::lists::{Expect, Rule};

/// Replies to add at once.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// The name, for a menu.
    pub name: &'static str,
    /// What the replies do, short enough for a menu line.
    pub says: &'static str,
    rules: fn() -> Vec<Rule>,
}

impl Preset {
    /// Its replies, as typed.
    pub fn rules(&self) -> Vec<Rule> {
        (self.rules)()
    }
}

/// All, in the order of the menu.
pub static PRESETS: [Preset; 5] = [
    Preset {
        name: "Echo",
        says: "Sends each message back as it came, text and binary",
        rules: || {
            vec![Rule {
                echo: true,
                ..Rule::default()
            }]
        },
    },
    Preset {
        name: "Engine.IO",
        says: "Answers the ping 2 with the pong 3",
        rules: || vec![answer(expect("text", "", "2"), "3")],
    },
    Preset {
        name: "graphql-transport-ws",
        says: "Answers {\"type\":\"ping\"} with {\"type\":\"pong\"}",
        rules: || vec![answer(expect("field", "$.type", "ping"), r#"{"type":"pong"}"#)],
    },
    Preset {
        name: "Ping with a number",
        says: "Answers {\"ping\":n} with {\"pong\":n}",
        rules: || {
            let ping = expect("field", "$.ping", "");
            vec![answer(ping, r#"{"pong":{{match:$.ping}}}"#)]
        },
    },
    Preset {
        name: "Ack",
        says: "Sends {\"ack\":n} after every tenth message",
        rules: || {
            vec![Rule {
                every: "10".to_owned(),
                ..answer(Expect::default(), r#"{"ack":{{seq}}}"#)
            }]
        },
    },
];

fn expect(kind: &str, path: &str, text: &str) -> Expect {
    Expect {
        kind: kind.to_owned(),
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn answer(when: Expect, send: &str) -> Rule {
    Rule {
        when,
        send: send.to_owned(),
        ..Rule::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Message;
    use crate::payload::Encoding;
    use crate::policies::check::{loops, reply};
    use crate::template::Values;
    use crate::time::Timestamp;

    /// The answer of the preset's first rule that matches; a message that comes back as it came is `echo`.
    fn answered(name: &str, received: &str) -> Option<String> {
        let message = Message::received(Encoding::Text, received.as_bytes());
        let preset = PRESETS.iter().find(|preset| preset.name == name).unwrap();
        let rules = preset.rules();
        let mut rules = rules.iter().map(|rule| reply(0, rule).unwrap());
        let rule = rules.find(|rule| rule.when.matches(&message))?;
        let values = Values {
            seq: 1,
            now: Timestamp::default(),
            seed: 1,
            message: Some(message),
        };
        Some(rule.send.map_or("echo".to_owned(), |send| send.expand(&values)))
    }

    #[test]
    fn each_preset_answers_what_its_protocol_asks() {
        let check = |name, received, expect: Option<&str>| {
            assert_eq!(
                answered(name, received).as_deref(),
                expect,
                "{name} after {received}"
            );
        };
        check("Echo", "hi", Some("echo"));
        check("Engine.IO", "2", Some("3"));
        check("Engine.IO", "2probe", None);
        check(
            "graphql-transport-ws",
            r#"{"type":"ping"}"#,
            Some(r#"{"type":"pong"}"#),
        );
        check("graphql-transport-ws", r#"{"type":"next"}"#, None);
        check(
            "Ping with a number",
            r#"{"ping":1712000000123}"#,
            Some(r#"{"pong":1712000000123}"#),
        );
        check(
            "Ping with a number",
            r#"{"ping":"a\"b"}"#,
            Some(r#"{"pong":"a\"b"}"#),
        );
        check("Ping with a number", r#"{"pong":1}"#, None);
        check("Ack", "anything", Some(r#"{"ack":1}"#));
    }

    #[test]
    fn only_the_echo_answers_itself() {
        for preset in &PRESETS {
            let rules = preset.rules();
            let any_loops = rules.iter().any(|rule| loops(&reply(0, rule).unwrap()));
            assert_eq!(any_loops, preset.name == "Echo", "{}", preset.name);
        }
    }
}
