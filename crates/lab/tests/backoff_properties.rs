//! Any numbers that make sense: waits keep their bounds, and no attempt of a herd is lost.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use proptest::prelude::*;
use tabcat_core::Span;
use tabcat_lab::backoff::{Backoff, Jitter, herd};

fn backoff() -> impl Strategy<Value = Backoff> {
    let micros = || prop_oneof![1..100_000_000_u64, 1..u64::MAX];
    let factor = prop_oneof![1.0..4.0_f64, 1.0..f64::MAX];
    let jitter = prop::sample::select(Jitter::ALL.to_vec());
    (micros(), micros(), factor, 1..=20_u32, jitter).prop_map(|(one, other, factor, attempts, jitter)| {
        let (first, cap) = (one.min(other), one.max(other));
        Backoff::new(
            Span::from_micros(first),
            factor,
            Span::from_micros(cap),
            attempts,
            jitter,
        )
        .unwrap()
    })
}

proptest! {
    #[test]
    fn every_wait_keeps_its_bounds_and_they_grow(backoff in backoff(), roll in prop_oneof![Just(1.0_f64), 0.0..1.0]) {
        let waits = backoff.waits();
        let drawn = backoff.draw(|| roll);
        prop_assert_eq!((waits.len(), drawn.len()), (backoff.attempts() as usize, waits.len()));
        prop_assert!(waits.is_sorted_by_key(|wait| wait.most));
        for (wait, drawn) in waits.iter().zip(drawn) {
            prop_assert!(wait.least <= drawn && drawn <= wait.most, "{wait:?} {drawn:?}");
        }
    }

    #[test]
    fn no_attempt_of_a_herd_is_lost(
        backoff in backoff(),
        clients in 0..50_u32,
        stretch in any::<u64>(),
        rolls in prop::collection::vec(prop_oneof![Just(1.0), any::<f64>()], 1..20),
    ) {
        let mut rolls = rolls.into_iter().cycle();
        let herd = herd(clients, &backoff, || rolls.next().unwrap());
        prop_assert_eq!(herd.attempts(), u64::from(clients * backoff.attempts()));
        let columns = herd.columns(Span::from_micros(stretch));
        prop_assert!(columns.is_sorted_by(|one, other| one.from < other.from));
        prop_assert_eq!(columns.iter().map(|column| column.attempts).max().unwrap_or(0), herd.peak());
    }
}
