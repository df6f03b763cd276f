//! What the placeholders become, how texts are refused, and that JSON stays JSON.

use proptest::prelude::*;

use super::*;
use crate::payload::{Encoding, larges};

fn expand(template: &str, message: Option<Message<'_>>) -> String {
    let values = Values {
        seq: 3,
        now: Timestamp::from_micros(1_795_183_333_817_250),
        seed: 5,
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
        seed: 1,
        message: Some(Message::received(Encoding::Text, "éé\"".as_bytes())),
    };
    let template = Template::parse("a{{message}}\"{{message}}\"{{seq}}").unwrap();
    let whole = "aéé\"\"éé\\\"\"1";
    for most in 0..=whole.len() {
        let out = template.expand_within(&values, most, &mut |_, _| {});
        let text = out.text;
        assert_eq!(out.is_cut, text != whole);
        assert!(text.len() <= most && whole.starts_with(&text), "{most} {text}");
        assert!(text.len() + 1 >= most, "{most} {text}");
    }
}

#[test]
fn a_date_is_as_machines_write_it() {
    check("{{now:iso}}", "x", "2026-11-20T14:02:13.817Z");
}

#[test]
fn each_placeholder_draws_its_own_and_the_same_seed_the_same() {
    let drawn = |text, seed| {
        let values = Values {
            seq: 1,
            now: Timestamp::default(),
            seed,
            message: None,
        };
        Template::for_message(text).unwrap().expand(&values)
    };
    let two = drawn("{{uuid}} {{uuid}}", 5);
    let (first, second) = two.split_once(' ').unwrap();
    assert_ne!(first, second);
    assert_eq!(two, drawn("{{uuid}} {{uuid}}", 5));
    assert_ne!(two, drawn("{{uuid}} {{uuid}}", 6));
    for seed in 0..200 {
        let uuid = drawn("{{uuid}}", seed);
        let places: Vec<usize> = uuid.match_indices('-').map(|(at, _)| at).collect();
        assert_eq!((uuid.len(), places), (36, vec![8, 13, 18, 23]), "{uuid}");
        assert_eq!(&uuid[14..15], "4", "{uuid}");
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
        let lower_hex = |c: char| matches!(c, '0'..='9' | 'a'..='f' | '-');
        assert!(uuid.chars().all(lower_hex), "{uuid}");

        let number: i32 = drawn("{{ random: -1 :1}}", seed).parse().unwrap();
        assert!((-1..=1).contains(&number));
    }
    assert_eq!(drawn("{{random:7:7}}", 1), "7");
    let all = [
        "{{random:",
        &i64::MIN.to_string(),
        ":",
        &i64::MAX.to_string(),
        "}}",
    ]
    .concat();
    drawn(&all, 1).parse::<i64>().unwrap();
}

#[test]
fn a_text_that_is_no_template_says_what_to_do() {
    let refused = |template: Result<Template, TemplateError>, says: &str| {
        assert_eq!(template.unwrap_err().to_string(), says);
    };
    let check = |text: &str, says: &str| refused(Template::parse(text), says);
    let known = "There are {{seq}}, {{now}}, {{now:iso}}, {{uuid}}, {{random:1:100}}, {{message}} and {{match:$.id}}; write \
                 {{{{ where the message has {{ itself.";
    check("{{nmae}}", &format!("{{{{nmae}}}} is not defined. {known}"));
    check("{{}}", &format!("{{{{}}}} is not defined. {known}"));
    check(
        "{{sqe}}",
        "{{sqe}} is not defined. Did you mean {{seq}}? Write {{{{ where the message has {{ itself.",
    );
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
    for wrong in [
        "",
        ":",
        ":1",
        ":1:",
        ":2:1",
        ":1:2:3",
        ":a:b",
        ":1.5:2",
        ":0:9223372036854775808",
    ] {
        check(
            &format!("{{{{random{wrong}}}}}"),
            &format!(
                "{{{{random{wrong}}}}} has no numbers to draw from. Enter two whole numbers within 64 bits, the \
                 smaller one first: {{{{random:1:100}}}}."
            ),
        );
    }
    for wrong in ["{{message}}", "{{match:$.id}}", "{{match}}"] {
        refused(
            Template::for_message(wrong),
            "{{message}} and {{match:…}} read the message that a reply answers, and this answers none. Use {{seq}} or \
             {{now}}.",
        );
    }
    refused(
        Template::for_message("{{nmae}}"),
        "{{nmae}} is not defined. There are {{seq}}, {{now}}, {{now:iso}}, {{uuid}} and {{random:1:100}}; write {{{{ where \
         the message has {{ itself.",
    );
}

#[test]
fn an_error_has_its_place() {
    let check = |text: &str, expect: &str| {
        let error = Template::parse(text).unwrap_err();
        assert_eq!(&text[error.range], expect, "{text}");
    };
    check("é{{seq}}{{ nmae }}{{x}}", "{{ nmae }}");
    check("é{{seq} é", "{{");
    check("{{{{ {{{random:2:1}}", "{{random:2:1}}");
}

#[test]
fn placeholders_are_found_in_the_source() {
    let spans = |text: &'static str| {
        let template = Template::parse(text).unwrap();
        let spans: Vec<&str> = template.spans().map(|range| &text[range]).collect();
        assert_eq!(template.has_placeholders(), !spans.is_empty());
        spans
    };
    assert_eq!(spans("é {{seq}}{{{ now }}} {{{{uuid}}"), ["{{seq}}", "{{ now }}"]);
    assert_eq!(spans("{{{{ }}"), [""; 0]);
}

#[test]
fn a_place_in_the_expansion_is_one_in_the_source() {
    let text = "ab{{{{c{{seq}}d{{message}}e";
    let template = Template::parse(text).unwrap();
    let values = Values {
        seq: 100,
        now: Timestamp::default(),
        seed: 1,
        message: None,
    };
    let expanded = template.expand_mapped(&values);
    assert_eq!((expanded.text.as_str(), expanded.is_cut), ("ab{{c100de", false));
    let sources: Vec<usize> = (0..=11).map(|at| expanded.source_of(at)).collect();
    assert_eq!(sources, [0, 1, 2, 2, 6, 7, 7, 7, 14, 26, 27, 27]);
    let range = |start, end| &text[expanded.source_range(start..end)];
    assert_eq!(range(0, 2), "ab");
    assert_eq!(range(4, 5), "c");
    assert_eq!(range(4, 6), "c{{seq}}");
    assert_eq!(range(6, 7), "{{seq}}");
    assert_eq!(range(7, 9), "{{seq}}d");
    assert_eq!(range(3, 4), "{{{{");
    assert_eq!(range(0, 10), text);
    assert_eq!(range(5, 5), "");
}

#[test]
fn a_megabyte_of_placeholders_is_expanded_and_mapped_whole() {
    let text = "{{uuid}}".repeat(30_000);
    let values = Values {
        seq: 1,
        now: Timestamp::default(),
        seed: 1,
        message: None,
    };
    let expanded = Template::for_message(&text).unwrap().expand_mapped(&values);
    assert_eq!((expanded.text.len(), expanded.is_cut), (36 * 30_000, false));
    assert_eq!(expanded.source_of(36 * 29_999 + 35), 8 * 29_999);
}

fn texts() -> &'static str {
    "(\\PC|[{}\"\\\\:]|\\{\\{(seq|now|now:iso|uuid|random:1:9|message|match:a|sq|match)\\}\\}){0,20}"
}

proptest! {
    #[test]
    fn any_text_is_a_template_or_refused_with_words(text in texts()) {
        for template in [Template::parse(&text), Template::for_message(&text)] {
            match template {
                Ok(template) => {
                    let values = Values { seq: 1, now: Timestamp::default(), seed: 1, message: None };
                    template.expand(&values);
                    for span in template.spans() {
                        prop_assert!(text[span.clone()].starts_with("{{") && text[span].ends_with("}}"));
                    }
                }
                Err(error) => {
                    prop_assert!(error.to_string().len() > 30);
                    prop_assert!(text[error.range].starts_with("{{"));
                }
            }
        }
    }

    #[test]
    fn places_in_the_source_are_in_order_and_inside(text in texts(), received in "\\PC{0,9}") {
        let text = if Template::parse(&text).is_err() { text.replace("{{", "{{{{") } else { text };
        let Ok(template) = Template::parse(&text) else { return Ok(()) };
        let message = Message::received(Encoding::Text, received.as_bytes());
        let values = Values { seq: 7, now: Timestamp::default(), seed: 1, message: Some(message) };
        let expanded = template.expand_mapped(&values);
        prop_assert_eq!(&expanded.text, &template.expand(&values));
        let sources: Vec<usize> = (0..=expanded.text.len() + 1).map(|at| expanded.source_of(at)).collect();
        prop_assert!(sources.is_sorted() && sources.last() == Some(&text.len()));
        for (at, _) in expanded.text.char_indices() {
            prop_assert!(text.is_char_boundary(expanded.source_of(at)));
            let range = expanded.source_range(at..expanded.text.len());
            prop_assert!(text.get(range).is_some());
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
