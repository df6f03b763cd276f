//! What the placeholders become, how texts are refused, and that JSON stays JSON.

use proptest::prelude::*;

use super::*;
use crate::payload::larges;

fn expand(template: &str, message: Option<Message<'_>>) -> String {
    let values = Values {
        seq: 3,
        now: Timestamp::from_micros(1_795_183_333_817_250),
        message,
    };
    Template::parse(template).unwrap().expand(&values)
}

fn check(template: &str, received: &str, expect: &str) {
    let message = Message::received(Encoding::Text, received.as_bytes());
    assert_eq!(
        expand(template, Some(message)),
        expect,
        "{template} after {received}"
    );
}

#[test]
fn the_placeholders_become_what_they_name() {
    check("", "x", "");
    check("no { placeholder } }}", "x", "no { placeholder } }}");
    check("beat {{seq}} at {{ now }}", "x", "beat 3 at 1795183333817");
    check("you said {{message}}", "hi\n", "you said hi\n");
    check("{{message}}{{message}}", "é", "éé");
    check(
        r#"{"type":"ping","id":{{seq}}}"#,
        "x",
        r#"{"type":"ping","id":3}"#,
    );
}

#[test]
fn a_field_outside_quotes_is_as_written() {
    let received = r#"{"ping":1712,"id":"a\"b","o":{"n":[1,2]},"t":true}"#;
    check(r#"{"pong":{{match:$.ping}}}"#, received, r#"{"pong":1712}"#);
    check(r#"{"id":{{match:$.id}}}"#, received, r#"{"id":"a\"b"}"#);
    check("{{match:o}}", received, r#"{"n":[1,2]}"#);
    check("{{match:o.n[1]}}", received, "2");
    check("{{match:$.gone}}", received, "null");
    check("{{match:$.ping}}", "no JSON", "null");
    check("{{match:$}}", received, received);
    check(r#"{{match:["a}}\""]}}"#, r#"{"a}}\"":5}"#, "5");
}

#[test]
fn inside_quotes_a_field_is_a_piece_of_the_string() {
    let received = r#"{"ping":1712,"id":"a\"b\u00e9","o":{"n":"x"}}"#;
    check(
        r#"{"id":"<{{match:$.id}}>"}"#,
        received,
        r#"{"id":"<a\"b\u00e9>"}"#,
    );
    check(r#"{"id":"{{match:$.ping}}"}"#, received, r#"{"id":"1712"}"#);
    check(r#"["{{match:o}}"]"#, received, r#"["{\"n\":\"x\"}"]"#);
    check(r#"["{{match:gone}}"]"#, received, r#"[""]"#);
    check(
        r#"["\"{{match:$.ping}}\"",{{match:$.id}}]"#,
        received,
        r#"["\"1712\"","a\"b\u00e9"]"#,
    );
}

#[test]
fn inside_quotes_the_message_is_escaped() {
    check(
        r#"{"echo":"{{message}}"}"#,
        "a\"b\\c\n\u{1}é",
        r#"{"echo":"a\"b\\c\n\u0001é"}"#,
    );
    check(r#"{"echo":{{message}}}"#, r#"{"a":1}"#, r#"{"echo":{"a":1}}"#);
    check(r#""\\"{{message}}"#, "\"", r#""\\"""#);
}

#[test]
fn two_braces_can_be_written() {
    check("{{{{seq}}", "", "{{seq}}");
    check("{{{{{{seq}}}}", "", "{{3}}");
    check("{{{seq}}}", "", "{3}");
    check("{{{{{seq}}}", "", "{{{seq}}}");
    check("{{{{{{{{", "", "{{{{");
}

#[test]
fn a_binary_message_is_hex_and_has_no_fields() {
    let message = Message::received(Encoding::Binary, &[0, 0xab, 0xff]);
    assert_eq!(expand("{{message}} {{match:$}}", Some(message)), "00abff null");
}

#[test]
fn without_a_message_there_is_nothing_to_read() {
    assert_eq!(
        expand("<{{message}}><{{match:$.id}}>\"{{match:$}}\"", None),
        "<><null>\"\""
    );
    for (template, reads) in [
        ("{{seq}}{{now}}", false),
        ("{{message}}", true),
        ("{{match:a}}", true),
    ] {
        assert_eq!(
            Template::parse(template).unwrap().uses_message(),
            reads,
            "{template}"
        );
    }
}

#[test]
fn a_large_message_is_read_whole_and_its_fields_from_the_first_megabyte() {
    let near = format!(r#"{{"id":7,"load":"{}","far":8}}"#, "é".repeat(1 << 20));
    let large = larges::text(&near);
    let preview = large.preview();
    let message = Message {
        large: Some(&large),
        ..Message::received(Encoding::Text, &preview)
    };
    assert_eq!(
        expand("{{match:id}} {{match:far}} {{match:load}}", Some(message)),
        "7 null null"
    );
    assert_eq!(expand("{{message}}", Some(message)), near);
}

#[test]
fn an_expansion_ends_where_there_is_no_more_room() {
    let values = Values {
        seq: 1,
        now: Timestamp::default(),
        message: Some(Message::received(Encoding::Text, "éé\"".as_bytes())),
    };
    let template = Template::parse("a{{message}}\"{{message}}\"{{seq}}").unwrap();
    let whole = "aéé\"\"éé\\\"\"1";
    for most in 0..=whole.len() {
        let text = template.expand_within(&values, most);
        assert!(text.len() <= most && whole.starts_with(&text), "{most} {text}");
        assert!(text.len() + 1 >= most, "{most} {text}");
    }
}

#[test]
fn a_text_that_is_no_template_says_what_to_do() {
    let check = |text: &str, says: &str| {
        assert_eq!(Template::parse(text).unwrap_err().to_string(), says, "{text}");
    };
    let known = "There are {{seq}}, {{now}}, {{message}} and {{match:$.id}}; write {{{{ where the message has {{ itself.";
    check("{{nmae}}", &format!("{{{{nmae}}}} is no placeholder. {known}"));
    check("{{}}", &format!("{{{{}}}} is no placeholder. {known}"));
    check(
        "a {{seq} b",
        &format!("The placeholder {{{{seq}} b does not end in }}}}. {known}"),
    );
    check(
        "{{match:}}",
        "{{match:}} has no path that can be followed. Enter a path such as $.type or data.items[0].id.",
    );
    check(
        "{{match:a..b}}",
        "{{match:a..b}} has no path that can be followed. A name is missing after a dot. Write a key with no letters \
         as [\"\"].",
    );
}

proptest! {
    #[test]
    fn any_text_is_a_template_or_refused_with_words(text in "(\\PC|[{}\"\\\\]|\\{\\{(seq|now|message|match:a)\\}\\}){0,20}") {
        match Template::parse(&text) {
            Ok(template) => {
                let values = Values { seq: 1, now: Timestamp::default(), message: None };
                template.expand(&values);
            }
            Err(error) => prop_assert!(error.to_string().len() > 30),
        }
    }

    #[test]
    fn text_without_two_braces_stands_for_itself(text in "(\\PC|\\pC|[}\"\\\\]){0,30}") {
        let literal = text.replace("{{", "{{{{");
        let doubled = literal.replace("{{{{{", "x");
        prop_assume!(doubled == literal);
        prop_assert_eq!(expand(&literal, None), text);
    }

    #[test]
    fn json_stays_json(text in "\\PC{0,20}|[\"\\\\\n\t]{0,9}", number in any::<i32>()) {
        let received = serde_json::json!({ "text": text, "number": number }).to_string();
        let message = Message::received(Encoding::Text, received.as_bytes());
        let sent = expand(
            r#"{"a":"{{match:text}}","b":{{match:text}},"c":{{match:number}},"d":"{{match:number}}","e":"{{message}}","f":{{message}}}"#,
            Some(message),
        );
        let sent: serde_json::Value = serde_json::from_str(&sent).unwrap();
        prop_assert_eq!(&sent["a"], &text);
        prop_assert_eq!(&sent["b"], &text);
        prop_assert_eq!(&sent["c"], number);
        prop_assert_eq!(&sent["d"], &number.to_string());
        prop_assert_eq!(&sent["e"], &received);
        prop_assert_eq!(&sent["f"]["text"], &text);
    }
}
