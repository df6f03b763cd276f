//! Pseudo-random numbers from one seed, which the caller supplies.

/// `SplitMix64` (Steele, Lea, Flood 2014). Good enough for waits that are drawn; not for secrets.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The same numbers for the same seed.
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, from 0 up to 1 and never 1.
    pub fn part(&mut self) -> f64 {
        // No more bits than a float holds, so that each value is distinct.
        let bits = u32::try_from(self.bits() >> 32).expect("these are 32 bits");
        f64::from(bits) / 4_294_967_296.0
    }

    /// The next four bytes, as of a masking key.
    pub fn key(&mut self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.bits().to_be_bytes();
        [a, b, c, d]
    }

    /// A whole number from `from` to `to`, both among them. `from` is not larger.
    pub fn whole(&mut self, from: i64, to: i64) -> i64 {
        let many = u128::from(to.abs_diff(from)) + 1;
        let drawn = (u128::from(self.bits()) * many) >> 64;
        from.saturating_add_unsigned(u64::try_from(drawn).expect("it is less than 2^64"))
    }

    /// The next 64 bits: a seed for dice of their own.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_the_same_numbers_and_they_are_spread() {
        let draw = |seed| {
            let mut dice = Dice::of(seed);
            (0..1_000).map(|_| dice.part()).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let in_tenth = |tenth: u32| {
            let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
            draw(7)
                .into_iter()
                .filter(|part| (from..to).contains(part))
                .count()
        };
        assert!((0..10).all(|tenth| (60..140).contains(&in_tenth(tenth))));
    }

    #[test]
    fn a_whole_number_is_drawn_from_all_between_and_the_ends() {
        let mut dice = Dice::of(1);
        let mut times = [0; 6];
        for _ in 0..6_000 {
            times[usize::try_from(dice.whole(-2, 3) + 2).unwrap()] += 1;
        }
        assert!(
            times.iter().all(|times| (800..1_200).contains(times)),
            "{times:?}"
        );
        assert_eq!(dice.whole(7, 7), 7);
        let mut all = || dice.whole(i64::MIN, i64::MAX);
        assert!((0..99).any(|_| all() < i64::MIN / 2) && (0..99).any(|_| all() > i64::MAX / 2));
    }

    #[test]
    fn the_first_number_is_that_of_the_published_generator() {
        assert_eq!(Dice::of(0).bits(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(Dice::of(0).key(), [0xe2, 0x20, 0xa8, 0x39]);
    }
}
