//! What a client says in JSON, on the routes that listen for it.

use serde_json::{Map, Value};
use tokio_tungstenite::tungstenite::Message;

use crate::limits;

/// The object in a short text whose `"type"` is this one.
pub(super) fn said(message: &Message, of_type: &str) -> Option<Map<String, Value>> {
    // The memory of a parsed document is many times its length.
    let Message::Text(text) = message else {
        return None;
    };
    if text.len() > limits::JSON_BYTES {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) if object.get("type").is_some_and(|word| word == of_type) => Some(object),
        _ => None,
    }
}

/// The number that `{"type":"ack","seq":5}` acknowledges, and all before it.
pub(super) fn acknowledged(message: &Message) -> Option<u64> {
    said(message, "ack")?.get("seq")?.as_u64()
}

/// What is said to who acknowledges more than there was.
pub(super) fn too_early(seq: u64) -> String {
    format!("seq {seq} is acknowledged and was not sent yet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acknowledgement_is_a_json_object_with_its_type_and_a_whole_number() {
        let check = |text: &str, expect| {
            assert_eq!(acknowledged(&Message::text(text)), expect, "{text}");
        };
        check(r#"{"type":"ack","seq":5}"#, Some(5));
        check(r#" { "id": [1], "seq": 0, "type": "ack" } "#, Some(0));
        check(r#"{"type":"ack","seq":"5"}"#, None);
        check(r#"{"type":"ack","seq":-5}"#, None);
        check(r#"{"type":"ack","seq":5.5}"#, None);
        check(r#"{"type":"ack"}"#, None);
        check(r#"{"type":"Ack","seq":5}"#, None);
        check(r#"{"seq":5}"#, None);
        check(r#"["ack",5]"#, None);
        check("ack 5", None);
        check("", None);
        let long = format!(
            r#"{{"type":"ack","seq":5,"x":"{}"}}"#,
            "x".repeat(limits::JSON_BYTES)
        );
        check(&long, None);
        assert_eq!(
            acknowledged(&Message::binary(&br#"{"type":"ack","seq":5}"#[..])),
            None
        );
    }
}
