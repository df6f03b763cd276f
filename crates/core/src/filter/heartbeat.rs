//! Messages that only keep a connection alive, as common protocols send them. A narrow guess by content:
//! messages that carry anything else must not be hidden.

use crate::entry::Message;
use crate::format::{TokenKind, json_tokens};
use crate::payload::Encoding;

/// Heartbeats are short; anything longer carries something.
const LONGEST: usize = 160;

/// MQTT 3.1.1, 3.12 and 3.13: PINGREQ and PINGRESP.
const MQTT: [&[u8]; 2] = [&[0xc0, 0], &[0xd0, 0]];

/// Whole messages, besides the words: Engine.IO's ping and pong and its probes, the heartbeat of `SockJS`.
const WHOLE: [&str; 5] = ["2", "3", "2probe", "3probe", "h"];

/// Names of heartbeats: `ka` in the older GraphQL protocol.
const WORDS: [&str; 7] = [
    "ping",
    "pong",
    "heartbeat",
    "heart-beat",
    "keepalive",
    "keep-alive",
    "ka",
];

/// Keys whose value names the type of a JSON message.
const KEYS: [&str; 9] = [
    "type", "op", "event", "action", "method", "cmd", "command", "msg", "kind",
];

/// Whether the message looks like a ping, a pong or the like. An empty message counts as one.
pub(super) fn is_heartbeat(message: &Message<'_>) -> bool {
    if message.len() > LONGEST {
        return false;
    }
    match message.encoding {
        Encoding::Binary => message.bytes.is_empty() || MQTT.contains(&message.bytes),
        // STOMP's heartbeat is a line end; SignalR ends each message with 0x1e.
        Encoding::Text => {
            let text = message.text_prefix(LONGEST);
            is_heartbeat_text(text.trim_matches(|c: char| c.is_whitespace() || c == '\u{1e}'))
        }
    }
}

fn is_heartbeat_text(text: &str) -> bool {
    let unquoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    text.is_empty()
        || WHOLE.contains(&text)
        || is_word(unquoted)
        || text == r#"{"type":6}"#
        || (mentions_word(text) && is_heartbeat_json(text))
}

/// Whether the value of a top-level field is such a word (`{"type":"ping"}`), or the name of the first field
/// (`{"ping":1712}`), or, in an array, an item (`[null,"7","phoenix","heartbeat",{}]`).
fn is_heartbeat_json(text: &str) -> bool {
    let Some(tokens) = json_tokens(text) else {
        return false;
    };
    let is_array = text.starts_with('[');
    let mut depth = 0_u32;
    let mut key = None;
    for token in tokens {
        let piece = &text[token.range];
        let unquoted = piece.trim_matches('"');
        match token.kind {
            TokenKind::Punct if piece == "{" || piece == "[" => depth += 1,
            TokenKind::Punct if piece == "}" || piece == "]" => depth = depth.saturating_sub(1),
            TokenKind::Key if depth == 1 => {
                if key.is_none() && is_word(unquoted) {
                    return true;
                }
                key = Some(unquoted);
            }
            TokenKind::Str
                if depth == 1
                    && is_word(last_part(unquoted))
                    && (is_array || key.is_some_and(|key| KEYS.contains(&key))) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Pusher's event is `pusher:ping`.
fn last_part(name: &str) -> &str {
    name.rsplit([':', '.', '/']).next().unwrap_or(name)
}

fn is_word(text: &str) -> bool {
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A quick look before reading JSON: most messages mention no such word anywhere.
fn mentions_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|at| {
        matches!(bytes[at] | 0x20, b'p' | b'h' | b'k')
            && WORDS.iter().any(|word| {
                bytes[at..]
                    .get(..word.len())
                    .is_some_and(|piece| piece.eq_ignore_ascii_case(word.as_bytes()))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_connections_alive_is_told_from_what_says_something() {
        let check = |text: &str, expect: bool| {
            let message = Message::received(Encoding::Text, text.as_bytes());
            assert_eq!(is_heartbeat(&message), expect, "{text}");
        };
        let alive = [
            "",
            "\n",
            "ping",
            "PONG",
            "\"ping\"",
            "heartbeat",
            "2",
            "3",
            "2probe",
            "h",
            r#"{"type":"ping"}"#,
            r#"{"op":"pong"}"#,
            r#"{ "event" : "Heartbeat", "ts": 1712000000 }"#,
            r#"{"event":"pusher:ping","data":{}}"#,
            r#"{"ping":1712000000123}"#,
            r#"{"type":"ka"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
            r#"[null,"7","phoenix","heartbeat",{}]"#,
            r#"{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"7"}"#,
            "{\"type\":6}\u{1e}",
        ];
        for text in alive {
            check(text, true);
        }
        let news = [
            "4",
            "22",
            "hello",
            "pinged",
            "ping me",
            r#"{"type":"tick"}"#,
            r#"{"text":"ping"}"#,
            r#"{"type":"chat","text":"ping"}"#,
            r#"{"data":{"type":"ping"}}"#,
            r#"{"a":1,"ping":2}"#,
            r#"["tick",["ping"]]"#,
            r#"{"type":"shopping"}"#,
        ];
        for text in news {
            check(text, false);
        }
        check(
            &format!(r#"{{"type":"ping","load":"{}"}}"#, "x".repeat(LONGEST)),
            false,
        );
    }

    #[test]
    fn a_binary_message_is_a_heartbeat_when_empty_or_a_ping_of_mqtt() {
        let check = |bytes: &[u8], expect: bool| {
            assert_eq!(
                is_heartbeat(&Message::received(Encoding::Binary, bytes)),
                expect,
                "{bytes:?}"
            );
        };
        check(&[], true);
        check(&[0xc0, 0], true);
        check(&[0xd0, 0], true);
        check(&[0], false);
        check(b"ping", false);
    }
}
