//! Keys, answers and reasons that people may type: nothing panics, and only the right answer opens a connection.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use proptest::prelude::*;
use tabcat_lab::close::{self, CloseError};
use tabcat_lab::handshake::{Comparison, Key};

proptest! {
    #[test]
    fn every_nonce_makes_a_key_that_is_read_back(nonce: [u8; 16]) {
        let key = Key::from_nonce(nonce);
        prop_assert!(key.is_canonical());
        prop_assert_eq!(Key::parse(key.as_str()).unwrap(), key);
    }

    #[test]
    fn any_text_is_a_key_or_told_why_not(text in "[A-Za-z0-9+/=_ -]{20,26}|\\PC{0,30}") {
        match Key::parse(&text) {
            Ok(key) => prop_assert_eq!(key.as_str().len(), 24),
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }

    #[test]
    fn a_change_of_one_character_is_never_accepted_and_named_where_it_is(
        nonce: [u8; 16],
        at in 0_usize..28,
        to in "\\PC",
    ) {
        let key = Key::from_nonce(nonce);
        let mut answer: Vec<char> = key.accept().chars().collect();
        let to = to.chars().next().unwrap();
        prop_assume!(answer[at] != to && to != ' ');
        answer[at] = to;
        let answer: String = answer.into_iter().collect();
        let comparison = Comparison::of(&key, &answer);
        prop_assert!(!comparison.is_accepted());
        match comparison {
            Comparison::OneCharacter { at: named, given, .. } => prop_assert_eq!((named, given), (at, to)),
            Comparison::Case { at: named } | Comparison::UrlAlphabet { at: named } => prop_assert_eq!(named, at),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn only_the_right_answer_is_accepted(nonce: [u8; 16], given in "[A-Za-z0-9+/]{27}=|\\PC{0,40}") {
        let key = Key::from_nonce(nonce);
        let comparison = Comparison::of(&key, &given);
        let right = given.trim_matches(' ') == key.accept();
        prop_assert_eq!(comparison.is_accepted(), right);
        prop_assert!(comparison.to_string().ends_with('.'));
    }

    #[test]
    fn the_answer_to_another_key_is_none_to_this_one(one: [u8; 16], other: [u8; 16]) {
        prop_assume!(one != other);
        let given = Key::from_nonce(other).accept();
        let comparison = Comparison::of(&Key::from_nonce(one), &given);
        prop_assert!(matches!(comparison, Comparison::Other { .. }), "{comparison:?}");
    }

    #[test]
    fn a_reason_cut_where_it_says_fits(reason in "\\PC{30,130}") {
        match close::frame(Some(1000), &reason, None) {
            Ok(frame) => prop_assert_eq!(&frame.payload[2..], reason.as_bytes()),
            Err(CloseError::ReasonTooLong { bytes, cut_at, .. }) => {
                prop_assert_eq!(bytes, reason.len());
                prop_assert!((120..=123).contains(&cut_at));
                prop_assert!(close::frame(Some(1000), &reason[..cut_at], None).is_ok());
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
