//! The connections of a page in one line of text: the numbers of their drawers in storage, in order: `1,4,5`.

use crate::workbench::MAX_CONNECTIONS;

/// The key of it.
pub const STRIP: &str = "tabs";

/// The drawer of the first connection of a page.
pub const FIRST_DRAWER: u32 = 1;

/// The connections of a page, by their drawers. No number occurs twice, and there is at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip(pub Vec<u32>);

impl Default for Strip {
    /// The strip of a new page.
    fn default() -> Self {
        Self(vec![FIRST_DRAWER])
    }
}

impl Strip {
    /// The text to keep.
    pub fn keep(&self) -> String {
        let numbers: Vec<String> = self.0.iter().map(u32::to_string).collect();
        numbers.join(",")
    }

    /// Reads a kept text, or any other: invalid items are left out; if none is left, returns the default.
    pub fn read(kept: &str) -> Self {
        let mut numbers = Vec::new();
        for number in kept.split(',').filter_map(|part| part.parse().ok()) {
            if !numbers.contains(&number) && numbers.len() < MAX_CONNECTIONS {
                numbers.push(number);
            }
        }
        if numbers.is_empty() {
            Self::default()
        } else {
            Self(numbers)
        }
    }
}

/// The connection that was shown: its place among all, and its drawer. Kept separately, as a page needs only
/// this to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Counted from 0.
    pub place: usize,
    /// The number of its drawer in storage.
    pub drawer: u32,
}

impl Shown {
    /// The key of it.
    pub const KEY: &str = "tab";

    /// The text to keep: `2:5`.
    pub fn keep(self) -> String {
        [&self.place.to_string(), ":", &self.drawer.to_string()].concat()
    }

    /// Reads a kept text; any other means the first connection.
    pub fn read(kept: &str) -> Self {
        let read = || {
            let (place, drawer) = kept.split_once(':')?;
            Some(Self {
                place: place.parse().ok()?,
                drawer: drawer.parse().ok()?,
            })
        };
        read().unwrap_or(Self {
            place: 0,
            drawer: FIRST_DRAWER,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn connections_are_read_as_they_were_kept() {
        let check = |kept: &str, numbers: &[u32]| assert_eq!(Strip::read(kept).0, numbers, "{kept:?}");
        check("1", &[1]);
        check("1,4,5", &[1, 4, 5]);
        check("", &[1]);
        check("x,,4294967296,-1", &[1]);
        check("7,7,8,9", &[7, 8, 9]);
        check("{\"v\":2}", &[1]);
    }

    proptest! {
        #[test]
        fn any_text_is_some_connections(text in "[0-9,:]{0,200}|\\PC{0,40}") {
            let read = Strip::read(&text);
            prop_assert!((1..=MAX_CONNECTIONS).contains(&read.0.len()));
            prop_assert_eq!(Strip::read(&read.keep()), read);
            let shown = Shown::read(&text);
            prop_assert_eq!(Shown::read(&shown.keep()), shown);
        }
    }
}
