//! A growing bit set with rank and select: how many ones come before a place, and where the nth one is. The
//! front can be dropped. 72 bytes for 512 places: a million entries take 141 KB, however many match.

use std::collections::VecDeque;

const WORDS: usize = 8;
const BLOCK: u64 = 64 * WORDS as u64;

/// Bits for the places `first..end`.
#[derive(Debug, Default)]
pub(super) struct Bits {
    blocks: VecDeque<Block>,
    /// The place of the first bit of the first block.
    base: u64,
    first: u64,
    end: u64,
    /// The number of ones before `end`, and before `first`.
    ones: u64,
    forgotten: u64,
}

/// 512 bits, and the ones in all blocks before them.
#[derive(Debug)]
struct Block {
    before: u64,
    words: [u64; WORDS],
}

impl Bits {
    /// No bits yet; the first pushed will be at `first`.
    pub(super) fn starting_at(first: u64) -> Self {
        Self {
            base: first,
            first,
            end: first,
            ..Self::default()
        }
    }

    pub(super) fn first(&self) -> u64 {
        self.first
    }

    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// How many ones there are.
    pub(super) fn ones(&self) -> usize {
        count(self.ones - self.forgotten)
    }

    /// Appends one bit.
    pub(super) fn push(&mut self, bit: bool) {
        let at = self.end - self.base;
        if at.is_multiple_of(BLOCK) {
            self.blocks.push_back(Block {
                before: self.ones,
                words: [0; WORDS],
            });
        }
        self.end += 1;
        if bit {
            let block = self
                .blocks
                .back_mut()
                .expect("one was just pushed if there was none");
            block.words[count(at % BLOCK / 64)] |= 1 << (at % 64);
            self.ones += 1;
        }
    }

    /// Whether the bit of that place is one.
    pub(super) fn get(&self, place: u64) -> bool {
        if !(self.first..self.end).contains(&place) {
            return false;
        }
        let at = place - self.base;
        self.blocks[count(at / BLOCK)].words[count(at % BLOCK / 64)] >> (at % 64) & 1 == 1
    }

    /// How many ones there are before a place. O(1).
    pub(super) fn rank(&self, place: u64) -> usize {
        count(self.all_before(place.clamp(self.first, self.end)) - self.forgotten)
    }

    /// The place of the nth one, counted from 0. O(log n).
    pub(super) fn select(&self, nth: usize) -> Option<u64> {
        let nth = nth as u64 + self.forgotten;
        if nth >= self.ones {
            return None;
        }
        let index = self.blocks.partition_point(|block| block.before <= nth) - 1;
        let block = &self.blocks[index];
        let mut left = nth - block.before;
        for (number, &word) in block.words.iter().enumerate() {
            let ones = u64::from(word.count_ones());
            if left < ones {
                let bit = (0..left).fold(word, |word, _| word & (word - 1)).trailing_zeros();
                return Some(self.base + index as u64 * BLOCK + number as u64 * 64 + u64::from(bit));
            }
            left -= ones;
        }
        None
    }

    /// Drops the bits before a place.
    pub(super) fn forget_before(&mut self, place: u64) {
        if place >= self.end {
            *self = Self::starting_at(place);
        } else if place > self.first {
            self.forgotten = self.all_before(place);
            self.first = place;
            let blocks = (place - self.base) / BLOCK;
            self.blocks.drain(..count(blocks));
            self.base += blocks * BLOCK;
        }
    }

    /// Ones before a place, including dropped ones.
    fn all_before(&self, place: u64) -> u64 {
        let at = place - self.base;
        let Some(block) = self.blocks.get(count(at / BLOCK)) else {
            return self.ones;
        };
        let whole = count(at % BLOCK / 64);
        let within: u32 = block.words[..whole].iter().map(|word| word.count_ones()).sum();
        let last = block.words[whole] & ((1 << (at % 64)) - 1);
        block.before + u64::from(within + last.count_ones())
    }
}

fn count(number: u64) -> usize {
    usize::try_from(number).expect("there are no more bits than entries in memory")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counting_bits_agrees_with_a_list_of_places(
            first in 0_u64..5_000,
            runs in prop::collection::vec((any::<bool>(), 1_usize..400, 0_u64..900), 1..10),
        ) {
            let mut bits = Bits::starting_at(first);
            let mut places: Vec<u64> = Vec::new();
            let (mut begin, mut end) = (first, first);
            for (dense, length, forget) in runs {
                for _ in 0..length {
                    let bit = end.is_multiple_of(if dense { 2 } else { 97 });
                    bits.push(bit);
                    if bit {
                        places.push(end);
                    }
                    end += 1;
                }
                begin = begin.max(first + forget * 4);
                end = end.max(begin);
                bits.forget_before(begin);
                places.retain(|&place| place >= begin);
                prop_assert_eq!((bits.first(), bits.end(), bits.ones()), (begin, end, places.len()));
                for place in begin.saturating_sub(3)..end + 3 {
                    prop_assert_eq!(bits.get(place), places.binary_search(&place).is_ok());
                    prop_assert_eq!(bits.rank(place), places.partition_point(|&one| one < place));
                }
                for (nth, &place) in places.iter().enumerate() {
                    prop_assert_eq!(bits.select(nth), Some(place));
                }
                prop_assert_eq!(bits.select(places.len()), None);
            }
        }
    }
}
