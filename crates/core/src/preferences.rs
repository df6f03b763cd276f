//! What the page remembers of a person's choices, as JSON. Reading never fails: a field that is missing or makes no sense
//! has its default, because a broken setting must not keep anyone from the tool.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a timeout may be, in seconds.
pub const TIMEOUT_SECS: RangeInclusive<u32> = 1..=600;

/// Which colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Theme {
    /// The one a press of the theme button goes to: system, light, dark, and round again.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// A person's choices. They outlast the tab; what was typed and received does not belong here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// The colours.
    pub theme: Theme,
    /// Whether single keys are shortcuts; some people press them unawares (WCAG 2.1.4).
    pub single_keys: bool,
    /// How long to wait for a connection to open, in seconds, within [`TIMEOUT_SECS`].
    pub connect_timeout_secs: u32,
    /// How long to wait for the server to answer our close, in seconds, within [`TIMEOUT_SECS`].
    pub close_timeout_secs: u32,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            single_keys: true,
            connect_timeout_secs: 20,
            close_timeout_secs: 10,
        }
    }
}

impl Preferences {
    /// Reads what [`Self::to_json`] wrote, or what an older or newer version did, or anything at all.
    pub fn from_json(json: &str) -> Self {
        let fields: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
        let default = Self::default();
        let timeout = |name: &str, default: u32| {
            let secs = fields
                .get(name)
                .and_then(Value::as_u64)
                .and_then(|secs| u32::try_from(secs).ok());
            secs.filter(|secs| TIMEOUT_SECS.contains(secs)).unwrap_or(default)
        };
        Self {
            theme: fields
                .get("theme")
                .and_then(|theme| Theme::deserialize(theme).ok())
                .unwrap_or_default(),
            single_keys: fields
                .get("single_keys")
                .and_then(Value::as_bool)
                .unwrap_or(default.single_keys),
            connect_timeout_secs: timeout("connect_timeout_secs", default.connect_timeout_secs),
            close_timeout_secs: timeout("close_timeout_secs", default.close_timeout_secs),
        }
    }

    /// As a JSON object.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a struct of plain fields is always JSON")
    }
}

/// A timeout that cannot be used. Display says what to enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeoutError;

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Enter whole seconds from {} to {}.",
            TIMEOUT_SECS.start(),
            TIMEOUT_SECS.end()
        )
    }
}

impl std::error::Error for TimeoutError {}

/// Reads a timeout in seconds as a person types it: `parse_timeout(" 20 ") == Ok(20)`.
pub fn parse_timeout(text: &str) -> Result<u32, TimeoutError> {
    text.trim()
        .parse()
        .ok()
        .filter(|secs| TIMEOUT_SECS.contains(secs))
        .ok_or(TimeoutError)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn choices_are_kept() {
        let chosen = Preferences {
            theme: Theme::Dark,
            single_keys: false,
            connect_timeout_secs: 600,
            close_timeout_secs: 1,
        };
        assert_eq!(Preferences::from_json(&chosen.to_json()), chosen);
        assert!(
            chosen.to_json().contains(r#""theme":"dark""#),
            "{}",
            chosen.to_json()
        );
    }

    #[test]
    fn a_broken_field_costs_only_itself() {
        let check =
            |json: &str, expect: Preferences| assert_eq!(Preferences::from_json(json), expect, "{json}");
        for json in [
            "",
            "null",
            "[]",
            "{",
            "{}",
            r#"{"theme":"neon","single_keys":1,"later":[]}"#,
        ] {
            check(json, Preferences::default());
        }
        check(
            r#"{"theme":7,"single_keys":false,"connect_timeout_secs":"20","close_timeout_secs":30}"#,
            Preferences {
                single_keys: false,
                close_timeout_secs: 30,
                ..Preferences::default()
            },
        );
        check(
            r#"{"theme":"light","connect_timeout_secs":0,"close_timeout_secs":4294967296}"#,
            Preferences {
                theme: Theme::Light,
                ..Preferences::default()
            },
        );
    }

    #[test]
    fn the_theme_goes_round() {
        assert_eq!(Theme::System.next(), Theme::Light);
        assert_eq!(Theme::System.next().next().next(), Theme::System);
    }

    #[test]
    fn a_timeout_is_whole_seconds_within_bounds() {
        let check = |text: &str, expect: Result<u32, TimeoutError>| {
            assert_eq!(parse_timeout(text), expect, "{text:?}");
        };
        check("1", Ok(1));
        check(" 20 ", Ok(20));
        check("600", Ok(600));
        for text in ["", "0", "601", "1.5", "-1", "soon", "99999999999"] {
            check(text, Err(TimeoutError));
        }
        assert_eq!(TimeoutError.to_string(), "Enter whole seconds from 1 to 600.");
    }

    proptest! {
        #[test]
        fn any_text_gives_preferences_within_bounds(json in "\\PC*") {
            let read = Preferences::from_json(&json);
            prop_assert!(TIMEOUT_SECS.contains(&read.connect_timeout_secs));
        }
    }
}
