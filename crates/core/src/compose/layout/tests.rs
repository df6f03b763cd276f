//! Layouts at their limits, and against a reader of bytes that knows the types but not this module.

use proptest::prelude::*;

use super::*;

fn bytes(text: &str) -> Result<Vec<u8>, Problem> {
    Layout::parse(text)?.build()
}

fn makes(text: &str, expect: &[u8]) {
    assert_eq!(bytes(text).as_deref(), Ok(expect), "{text}");
}

fn refuses(text: &str, place: &str, says: &str) {
    let problem = bytes(text).unwrap_err();
    assert_eq!(
        (&text[problem.range], problem.sentence.as_str()),
        (place, says),
        "{text}"
    );
}

#[test]
fn a_line_makes_bytes() {
    makes("", b"");
    makes(" \n", b"");
    makes(
        "u8 7, u16be 513, i64le -1",
        b"\x07\x02\x01\xff\xff\xff\xff\xff\xff\xff\xff",
    );
    makes("f32le[1, 2.5]", b"\0\0\x80\x3f\0\0\x20\x40");
    makes("utf8 \"x\", hex 00ff, zero 4", b"x\0\xff\0\0\0\0");
    makes("len32be(utf8 \"body\")", b"\0\0\0\x04body");
    makes(
        "u24be 0x010203, u24le 0x010203, i24be -2",
        b"\x01\x02\x03\x03\x02\x01\xff\xff\xfe",
    );
    makes("i8[-128, 127 , 0x7f,]\n,\nu8[ ],", b"\x80\x7f\x7f");
    makes(
        "f64be -1e-3, f32be NaN, f32be -inf",
        b"\xbf\x50\x62\x4d\xd2\xf1\xa9\xfc\x7f\xc0\0\0\xff\x80\0\0",
    );
    makes("base64 SGVs\nbG8=, hex 00 0a\n0x0b", b"Hello\0\x0a\x0b");
    makes(
        r#"utf8 "\"\u00e9\ud83d\uDC08\n\u0000, u8 1""#,
        "\"é🐈\n\0, u8 1".as_bytes(),
    );
    makes("len8(), len16le(u8 1, len8( u8 2 ,),)", b"\0\x03\0\x01\x01\x02");
    makes(
        "u64be 18446744073709551615, i64be -9223372036854775808",
        b"\xff\xff\xff\xff\xff\xff\xff\xff\x80\0\0\0\0\0\0\0",
    );
    makes("u8 -0", b"\0");
}

#[test]
fn a_value_out_of_range_is_refused_with_the_range() {
    refuses("u8 256", "256", "u8 holds 0 to 255: 256 does not fit.");
    refuses("u8 1, u8[1, -1]", "-1", "u8 holds 0 to 255: -1 does not fit.");
    refuses("i8 128", "128", "i8 holds -128 to 127: 128 does not fit.");
    refuses("i8 -129", "-129", "i8 holds -128 to 127: -129 does not fit.");
    refuses(
        "u24le 0x1000000",
        "0x1000000",
        "u24le holds 0 to 16777215: 0x1000000 does not fit.",
    );
    refuses(
        "i64be 9223372036854775808",
        "9223372036854775808",
        "i64be holds -9223372036854775808 to 9223372036854775807: 9223372036854775808 does not fit.",
    );
    refuses(
        "u64be 99999999999999999999999999999999999999999999",
        "99999999999999999999999999999999999999999999",
        "u64be holds 0 to 18446744073709551615: 999999999999999999999999999999… does not fit.",
    );
    refuses(
        "u8 1.5",
        "1.5",
        "u8 takes a whole number, such as 7 or 0x07: 1.5 is none.",
    );
    refuses(
        "u8 1_000",
        "1_000",
        "u8 takes a whole number, such as 7 or 0x07: 1_000 is none.",
    );
    refuses(
        "u8 --1",
        "--1",
        "u8 takes a whole number, such as 7 or 0x07: --1 is none.",
    );
    refuses(
        "u8 0x",
        "0x",
        "u8 takes a whole number, such as 7 or 0x07: 0x is none.",
    );
    refuses(
        "f32be 1e39",
        "1e39",
        "f32be holds up to 3.4028235e38: 1e39 does not fit. Write inf for infinity.",
    );
    refuses(
        "f64be -1e309",
        "-1e309",
        "f64be holds up to 1.7976931348623157e308: -1e309 does not fit. Write inf for infinity.",
    );
    refuses(
        "f64be infinity",
        "infinity",
        "f64be takes a number, such as 2.5, -1e-3, NaN or inf: infinity is none.",
    );
    refuses(
        "f64be -.5",
        "-.5",
        "f64be takes a number, such as 2.5, -1e-3, NaN or inf: -.5 is none.",
    );
    refuses(
        "f64be 1-2",
        "1-2",
        "f64be takes a number, such as 2.5, -1e-3, NaN or inf: 1-2 is none.",
    );
}

#[test]
fn an_unknown_type_is_told_the_nearest_one() {
    refuses("u16 1", "u16", "u16 says no byte order. Write u16be or u16le.");
    refuses(
        "uint16 1",
        "uint16",
        "uint16 says no byte order. Write u16be or u16le.",
    );
    refuses(
        "len32(u8 1)",
        "len32",
        "len32 says no byte order. Write len32be or len32le.",
    );
    refuses("u16bee 1", "u16bee", "u16bee is no type. Did you mean u16be?");
    refuses("u61be 1", "u61be", "u61be is no type. Did you mean u16be?");
    refuses("U8 1", "U8", "U8 is no type. Did you mean u8?");
    refuses(
        "float64le 1",
        "float64le",
        "float64le is no type. Did you mean f64le?",
    );
    refuses("utf-8 \"x\"", "utf-8", "utf-8 is no type. Did you mean utf8?");
    refuses(
        "u8 1, 7",
        "7",
        "7 has no type. Write one before it, such as u8 7.",
    );
    refuses(
        "\"x\"",
        "\"",
        "A text has its type before it. Write utf8 before the quote.",
    );
    refuses(
        "[1]",
        "[",
        "A type belongs before [, such as u8[1, 2] or len8(u8 1).",
    );
    let all = " is no type. Write u8 or i8; u16, i16, u24, i24, u32, i32, u64, i64, f32 or f64 with be or le; utf8, \
               hex, base64 or zero; or len8, len16, len24, len32 or len64 around fields.";
    refuses("string \"x\"", "string", &["string", all].concat());
    refuses("é 1", "é", &["é", all].concat());
    let long = "u".repeat(1_000_000);
    refuses(&long, &long, &["uuuuuuuuuuuuuuuuuuuuuuuuuuuuuu…", all].concat());
}

#[test]
fn a_missing_mark_or_value_is_said_where_it_is_missing() {
    refuses("u8 1 u8 2", "u8", "Write a comma before u8.");
    refuses("u8 1 2", "2", "Write a comma before 2.");
    refuses("u8[1 2]", "2", "Write a comma before 2.");
    refuses("utf8 \"a\" \"b\"", "\"", "Write a comma before \".");
    refuses("hex 00 f32be 1", "f32be", "Write a comma before f32be.");
    refuses("base64 AAAA u8 1", "u8", "Write a comma before u8.");
    refuses("len8(u8 1) zero 1", "zero", "Write a comma before zero.");
    refuses(
        "u8 1,, u8 2",
        ",",
        "There is no field before this comma. Remove it.",
    );
    refuses(
        "u8[,]",
        ",",
        "A list has numbers with commas between. Remove this , here.",
    );
    refuses(
        "u8[1)",
        ")",
        "A list has numbers with commas between. Remove this ) here.",
    );
    refuses("u8[1, 2", "[", "This list is not closed. Write ] at its end.");
    refuses(
        "u8 1, len8(u8 1",
        "len8",
        "len8( is not closed. Write ) at its end.",
    );
    refuses("u8 1)", ")", "This ) closes nothing. Remove it.");
    refuses("u8 1]", "]", "This ] closes nothing. Remove it.");
    refuses("u8", "u8", "u8 needs a value. Write u8 0 or u8[1, 2].");
    refuses("u8, u8 1", "u8", "u8 needs a value. Write u8 0 or u8[1, 2].");
    refuses("u8 u8 1", "u8", "u8 needs a value. Write u8 0 or u8[1, 2].");
    refuses("zero", "zero", "zero needs a number of bytes. Write zero 4.");
    refuses("zero -1", "-1", "zero needs a number of bytes. Write zero 4.");
    refuses("hex", "hex", "hex needs bytes after it, such as hex 00ff.");
    refuses(
        "base64, u8 1",
        "base64",
        "base64 needs bytes after it, such as base64 AP8=.",
    );
    refuses(
        "len8 u8 1",
        "len8",
        "len8 goes around fields. Write len8(utf8 \"x\").",
    );
    refuses(
        "utf8 x",
        "utf8",
        "utf8 needs a text in double quotes. Write utf8 \"x\".",
    );
}

#[test]
fn what_is_wrong_inside_a_value_is_said_with_its_place_in_the_whole() {
    refuses(
        "u8 1, hex 00 0g",
        "g",
        "Character 15 is “g”, which is no hex digit: use 0 to 9 and a to f.",
    );
    refuses("hex 0", "0", "Hex needs an even number of digits: 1.");
    refuses(
        "utf8 \"é\", base64 AAAA A",
        "A",
        "Not valid Base64 at character 23: the text ends inside a byte. Add the digits that are missing.",
    );
    refuses(
        "u8 1,\nutf8 \"a\\q\"",
        "q",
        r#"Line 2, column 9: expected one of " \ / b f n r t u after a backslash"#,
    );
    refuses(
        "utf8 \"é",
        "\"é",
        "Line 1, column 8: expected a closing quote, but the text ends",
    );
    refuses(
        "utf8 \"é\\ud800\"",
        "\\ud800",
        "Half a surrogate pair is no UTF-8. Write hex eda080 for its bytes, or both halves.",
    );
}

#[test]
fn a_length_that_its_field_cannot_hold_is_refused() {
    makes("len8(zero 255)", &[&[255][..], &[0; 255]].concat());
    refuses(
        "u8 1, len8(zero 256)",
        "len8(zero 256)",
        "len8 holds 0 to 255, and there are 256 bytes in it. Write len16be or len16le.",
    );
    refuses(
        "len8(len16le(zero 65536))",
        "len16le(zero 65536)",
        "len16le holds 0 to 65535, and there are 65536 bytes in it. Write len24be or len24le.",
    );
    refuses(
        "len24be(zero 0x1000000)",
        "len24be(zero 0x1000000)",
        "len24be holds 0 to 16777215, and there are 16777216 bytes in it. Write len32be or len32le.",
    );
}

#[test]
fn more_than_64_mebibytes_are_refused_before_they_are_made() {
    let check = |text: &str, place: &str, name: &str| {
        let says = format!("A layout makes 64 MiB at most (67,108,864 bytes): {name} does not fit.");
        refuses(text, place, &says);
    };
    check("u8 1, zero 1000000000", "zero 1000000000", "zero");
    check(
        "zero 99999999999999999999999",
        "zero 99999999999999999999999",
        "zero",
    );
    check("zero 67108864, u8 1", "u8 1", "u8");
    check("len8(zero 1000000000)", "zero 1000000000", "zero");
    check("zero 67108862, len32be()", "len32be()", "len32be");
    let layout = Layout::parse("len32be(zero 67108860)").unwrap();
    assert_eq!(layout.size(), Ok(MAX_BYTES));
}

#[test]
fn lengths_are_nested_so_deep_and_no_deeper() {
    let nested = |levels: usize| "len64le(".repeat(levels) + &")".repeat(levels);
    assert_eq!(bytes(&nested(64)).map(|bytes| bytes.len()), Ok(64 * 8));
    refuses(&nested(65), "len64le", "Lengths are nested 64 deep at most.");
    assert!(bytes(&"len8(".repeat(1_000_000)).is_err());
}

#[test]
fn a_text_and_bytes_become_a_layout_of_themselves() {
    assert_eq!(
        of_text("a\"\\\r\n\t\0é\u{feff}"),
        "utf8 \"a\\\"\\\\\\r\\n\\t\\u0000é\u{feff}\""
    );
    assert_eq!(of_bytes(b"\0\xff"), "hex 00 ff");
    assert_eq!(of_text("") + &of_bytes(b""), "");
}

/// A field as a test writes it and reads it back.
#[derive(Debug, Clone)]
enum Item {
    Unsigned(usize, bool, Vec<u64>),
    Signed(usize, bool, Vec<i64>),
    F32(bool, Vec<f32>),
    F64(bool, Vec<f64>),
    Text(String),
    Hex(Vec<u8>),
    Base64(Vec<u8>),
    Zero(usize),
    Length(usize, bool, Vec<Item>),
}

fn item() -> impl Strategy<Value = Item> {
    let width = prop::sample::select(vec![1_usize, 2, 3, 4, 8]);
    let leaf = prop_oneof![
        (
            width.clone(),
            any::<bool>(),
            prop::collection::vec(any::<u64>(), 0..4)
        )
            .prop_map(|(width, big, values)| {
                let narrow = values
                    .into_iter()
                    .map(|value| value >> (64 - 8 * width))
                    .collect();
                Item::Unsigned(width, big, narrow)
            }),
        (width, any::<bool>(), prop::collection::vec(any::<i64>(), 0..4)).prop_map(|(width, big, values)| {
            let narrow = values
                .into_iter()
                .map(|value| value >> (64 - 8 * width))
                .collect();
            Item::Signed(width, big, narrow)
        }),
        (any::<bool>(), prop::collection::vec(any::<f32>(), 1..3))
            .prop_map(|(big, values)| Item::F32(big, values)),
        (any::<bool>(), prop::collection::vec(any::<f64>(), 1..3))
            .prop_map(|(big, values)| Item::F64(big, values)),
        r#"(\PC|[\x00-\x1f"\\]){0,6}"#.prop_map(Item::Text),
        prop::collection::vec(any::<u8>(), 1..40).prop_map(Item::Hex),
        prop::collection::vec(any::<u8>(), 1..9).prop_map(Item::Base64),
        (0_usize..9).prop_map(Item::Zero),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        let width = prop::sample::select(vec![2_usize, 3, 4, 8]);
        (width, any::<bool>(), prop::collection::vec(inner, 0..4))
            .prop_map(|(width, big, items)| Item::Length(width, big, items))
    })
}

/// `u8 7` for one value, `u8[7, 8]` for any other number of them.
fn numbers<T: ToString>(letter: &str, width: usize, big: bool, values: &[T]) -> String {
    let order = match (width, big) {
        (1, _) => "",
        (_, true) => "be",
        (_, false) => "le",
    };
    let name = format!("{letter}{}{order}", 8 * width);
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    match values.as_slice() {
        [one] => format!("{name} {one}"),
        many => format!("{name}[{}]", many.join(", ")),
    }
}

fn written(items: &[Item]) -> String {
    let texts: Vec<String> = items
        .iter()
        .map(|item| match item {
            Item::Unsigned(width, big, values) => numbers("u", *width, *big, values),
            Item::Signed(width, big, values) => numbers("i", *width, *big, values),
            Item::F32(big, values) => numbers("f", 4, *big, values),
            Item::F64(big, values) => numbers("f", 8, *big, values),
            Item::Text(text) => format!("utf8 {}", serde_json::to_string(text).unwrap()),
            Item::Hex(bytes) => of_bytes(bytes),
            Item::Base64(bytes) => format!("base64 {}", crate::compose::base64::write(bytes)),
            Item::Zero(zeros) => format!("zero {zeros}"),
            Item::Length(width, big, items) => {
                let order = if *big { "be" } else { "le" };
                format!("len{}{order}({})", 8 * width, written(items))
            }
        })
        .collect();
    texts.join(", ")
}

fn take<'b>(bytes: &mut &'b [u8], length: usize) -> &'b [u8] {
    let (taken, rest) = bytes.split_at(length);
    *bytes = rest;
    taken
}

fn take_number(bytes: &mut &[u8], width: usize, big: bool) -> u64 {
    let mut taken = take(bytes, width).to_vec();
    if !big {
        taken.reverse();
    }
    taken
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Reads what these items made, and fails where it is something else.
fn read(items: &[Item], bytes: &mut &[u8]) {
    for item in items {
        match item {
            Item::Unsigned(width, big, values) => {
                for value in values {
                    assert_eq!(take_number(bytes, *width, *big), *value);
                }
            }
            Item::Signed(width, big, values) => {
                for value in values {
                    let unused = 64 - 8 * width;
                    let found = (take_number(bytes, *width, *big) << unused).cast_signed() >> unused;
                    assert_eq!(found, *value);
                }
            }
            Item::F32(big, values) => {
                for value in values {
                    let bits = u32::try_from(take_number(bytes, 4, *big)).unwrap();
                    assert!(f32::from_bits(bits).total_cmp(value).is_eq() || value.is_nan());
                }
            }
            Item::F64(big, values) => {
                for value in values {
                    let found = f64::from_bits(take_number(bytes, 8, *big));
                    assert!(found.total_cmp(value).is_eq() || value.is_nan());
                }
            }
            Item::Text(text) => assert_eq!(take(bytes, text.len()), text.as_bytes()),
            Item::Hex(own) | Item::Base64(own) => assert_eq!(take(bytes, own.len()), own),
            Item::Zero(zeros) => assert_eq!(take(bytes, *zeros), vec![0; *zeros]),
            Item::Length(width, big, items) => {
                let length = usize::try_from(take_number(bytes, *width, *big)).unwrap();
                let mut inside = take(bytes, length);
                read(items, &mut inside);
                assert_eq!(inside, b"", "the length counts what is in it");
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_built_is_read_back(items in prop::collection::vec(item(), 0..6)) {
        let layout = Layout::parse(&written(&items)).unwrap();
        let built = layout.build().unwrap();
        prop_assert_eq!(layout.size(), Ok(built.len()));
        let mut rest = built.as_slice();
        read(&items, &mut rest);
        prop_assert_eq!(rest, b"");
    }

    #[test]
    fn any_text_is_a_layout_or_has_a_place_that_is_not(text in r"\PC*") {
        if let Err(problem) = bytes(&text) {
            prop_assert!(text.get(problem.range).is_some_and(|place| !place.is_empty()));
        }
    }

    #[test]
    fn an_altered_layout_is_one_or_has_a_place_that_is_not(
        items in prop::collection::vec(item(), 0..4),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, r#"[\[\](),"\\ ux0-9be-]|é|len8\(|utf8 "#), 1..4),
    ) {
        let mut text = written(&items);
        for (place, removed, added) in edits {
            let start = text.floor_char_boundary(place.index(text.len() + 1));
            let end = text.ceil_char_boundary((start + removed).min(text.len()));
            text.replace_range(start..end, &added);
        }
        if let Err(problem) = bytes(&text) {
            prop_assert!(text.get(problem.range).is_some_and(|place| !place.is_empty()), "{}", text);
        }
    }
}
