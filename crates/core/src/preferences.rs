//! A person's choices, each stored under its own key, as browsers' storage works; a JSON reader would be 8 KB
//! of page. Reading never fails: a missing or invalid value becomes the default, because a broken setting
//! must not keep anyone from the tool.

use std::ops::RangeInclusive;

use crate::limit::{DEFAULT_MIB, MAX_ENTRIES, MAX_MIB};
use crate::plan::{Timeouts, parse_timeout};

/// The colour theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The system's theme.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Theme {
    /// The theme after a press of the theme button: system, light, dark, and round again.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Its name in style sheets and storage; `None` for the system's.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// A person's choices. They outlast the tab; typed and received text does not belong here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// The colours.
    pub theme: Theme,
    /// Whether single keys are shortcuts; some people press them unawares (WCAG 2.1.4).
    pub single_keys: bool,
    /// Whether to ask a person who leaves the page while something would be lost.
    pub ask_before_leaving: bool,
    /// Whether Enter sends a message, and Shift+Enter breaks the line.
    pub enter_sends: bool,
    /// How long to wait for a server.
    pub timeouts: Timeouts,
    /// The bound of a transcript in MiB, within 1..=[`MAX_MIB`].
    pub keep_mib: u32,
    /// Its bound in lines, within 1..=[`MAX_ENTRIES`]; `None` bounds the bytes alone.
    pub keep_entries: Option<u32>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            single_keys: true,
            ask_before_leaving: true,
            enter_sends: false,
            timeouts: Timeouts::default(),
            keep_mib: DEFAULT_MIB,
            keep_entries: None,
        }
    }
}

impl Preferences {
    /// Reads the output of [`Self::values`], of an older or newer version too, or any other text.
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let default = Self::default();
        let number = |key: &str, within: RangeInclusive<u32>| {
            let number = value(key).and_then(|number| number.parse().ok());
            number.filter(|number| within.contains(number))
        };
        let timeout = |key: &str| value(key).and_then(|seconds| parse_timeout(&seconds).ok());
        let is_on = |key: &str| value(key).is_none_or(|on| on != "off");
        let theme = value(THEME).unwrap_or_default();
        Self {
            theme: [Theme::Light, Theme::Dark]
                .into_iter()
                .find(|known| known.name() == Some(&theme))
                .unwrap_or_default(),
            single_keys: is_on(SINGLE_KEYS),
            ask_before_leaving: is_on(ASK_BEFORE_LEAVING),
            enter_sends: value(ENTER_SENDS).is_some_and(|on| on == "on"),
            timeouts: Timeouts {
                connect: timeout(CONNECT_TIMEOUT).unwrap_or(default.timeouts.connect),
                close: timeout(CLOSE_TIMEOUT).unwrap_or(default.timeouts.close),
            },
            keep_mib: number(KEEP_MIB, 1..=MAX_MIB).unwrap_or(default.keep_mib),
            keep_entries: number(KEEP_ENTRIES, 1..=MAX_ENTRIES),
        }
    }

    /// Each key and the value to store; an empty value means the default.
    pub fn values(&self) -> [(&'static str, String); 8] {
        let switch = |on: bool| if on { "" } else { "off" }.to_owned();
        [
            (THEME, self.theme.name().unwrap_or_default().to_owned()),
            (SINGLE_KEYS, switch(self.single_keys)),
            (ASK_BEFORE_LEAVING, switch(self.ask_before_leaving)),
            (ENTER_SENDS, if self.enter_sends { "on" } else { "" }.to_owned()),
            (CONNECT_TIMEOUT, self.timeouts.connect.as_secs().to_string()),
            (CLOSE_TIMEOUT, self.timeouts.close.as_secs().to_string()),
            (KEEP_MIB, self.keep_mib.to_string()),
            (
                KEEP_ENTRIES,
                self.keep_entries
                    .map(|entries| entries.to_string())
                    .unwrap_or_default(),
            ),
        ]
    }
}

const THEME: &str = "theme";
const SINGLE_KEYS: &str = "single-keys";
const ASK_BEFORE_LEAVING: &str = "ask-before-leaving";
const ENTER_SENDS: &str = "enter-sends";
const CONNECT_TIMEOUT: &str = "connect-timeout-secs";
const CLOSE_TIMEOUT: &str = "close-timeout-secs";
const KEEP_MIB: &str = "keep-mib";
const KEEP_ENTRIES: &str = "keep-entries";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::Span;

    fn read(kept: &[(&str, &str)]) -> Preferences {
        Preferences::read(|key| {
            let value = kept.iter().find(|(known, _)| *known == key);
            value.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn choices_are_kept() {
        let check = |chosen: &Preferences| {
            let values = chosen.values();
            let kept: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            assert_eq!(&read(&kept), chosen);
        };
        check(&Preferences::default());
        check(&Preferences {
            theme: Theme::Dark,
            single_keys: false,
            ask_before_leaving: false,
            enter_sends: true,
            timeouts: Timeouts {
                connect: Span::from_secs(600),
                close: Span::from_secs(1),
            },
            keep_mib: MAX_MIB,
            keep_entries: Some(MAX_ENTRIES),
        });
    }

    #[test]
    fn a_broken_value_costs_only_itself() {
        assert_eq!(read(&[]), Preferences::default());
        let broken = [
            ("theme", "neon"),
            ("single-keys", "?"),
            ("ask-before-leaving", "maybe"),
            ("enter-sends", "yes"),
            ("connect-timeout-secs", "20 s"),
            ("close-timeout-secs", "4294967296"),
            ("keep-mib", "0"),
            ("keep-entries", "many"),
        ];
        assert_eq!(read(&broken), Preferences::default());
        let mut mended = broken;
        mended[5] = ("keep-mib", "1");
        assert_eq!(
            read(&mended),
            Preferences {
                keep_mib: 1,
                ..Preferences::default()
            }
        );
    }

    #[test]
    fn the_theme_goes_round() {
        assert_eq!(Theme::System.next(), Theme::Light);
        assert_eq!(Theme::System.next().next().next(), Theme::System);
    }

    proptest! {
        #[test]
        fn any_text_gives_preferences_within_bounds(text in "\\PC*|[0-9]{1,10}") {
            let read = Preferences::read(|_| Some(text.clone()));
            prop_assert!((1..=600).contains(&read.timeouts.connect.as_secs()));
            prop_assert!((1..=MAX_MIB).contains(&read.keep_mib));
            prop_assert!(read.keep_entries.is_none_or(|entries| (1..=MAX_ENTRIES).contains(&entries)));
        }
    }
}
