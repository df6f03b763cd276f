//! A checked set-up: the parameters of a connection, or a sentence about the field that prevents it.

use std::fmt;
use std::ops::RangeInclusive;

use crate::close::{CloseArgs, CloseArgsError, validate_close};
use crate::secret::Masking;
use crate::setup::{Setup, SetupField};
use crate::target::{Target, TargetError, TargetField, UrlParser};
use crate::time::Span;

/// The range of a timeout in seconds.
pub const TIMEOUT_SECS: RangeInclusive<u32> = 1..=600;

/// How long to wait for a server that may never answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// The time from pressing Connect to `open`.
    pub connect: Span,
    /// The time from our `close()` to the `close` event.
    pub close: Span,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Span::from_secs(20),
            close: Span::from_secs(10),
        }
    }
}

/// The parameters of a connection. Those of Disconnect are read when it is pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The URL and subprotocols.
    pub target: Target,
    /// How long to wait.
    pub timeouts: Timeouts,
}

/// The reason that a set-up cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupError {
    /// The URL or the subprotocols are invalid.
    Target(TargetError),
    /// The connect timeout is invalid.
    ConnectTimeout(TimeoutError),
    /// The close timeout is invalid.
    CloseTimeout(TimeoutError),
}

impl SetupError {
    /// The field to mark and focus.
    pub const fn field(&self) -> SetupField {
        match self {
            Self::Target(error) => match error.field() {
                TargetField::Url => SetupField::Url,
                TargetField::Subprotocols => SetupField::Subprotocols,
            },
            Self::ConnectTimeout(_) => SetupField::ConnectTimeout,
            Self::CloseTimeout(_) => SetupField::CloseTimeout,
        }
    }

    /// Whole sentences, the last of them saying what to type.
    pub fn sentence(&self, masking: &Masking) -> String {
        match self {
            Self::Target(error) => error.sentence(masking),
            Self::ConnectTimeout(error) | Self::CloseTimeout(error) => error.to_string(),
        }
    }
}

impl Setup {
    /// The plan of the connection, or the first error.
    pub fn plan(&self, parser: &impl UrlParser) -> Result<Plan, SetupError> {
        let target = Target::parse(parser, &self.url, &self.subprotocols).map_err(SetupError::Target)?;
        let connect = parse_timeout(&self.connect_timeout).map_err(SetupError::ConnectTimeout)?;
        let close = parse_timeout(&self.close_timeout).map_err(SetupError::CloseTimeout)?;
        Ok(Plan {
            target,
            timeouts: Timeouts { connect, close },
        })
    }

    /// The arguments for `close()`.
    pub fn close_args(&self) -> Result<CloseArgs, CloseArgsError> {
        validate_close(&self.close_code, &self.close_reason)
    }
}

/// A timeout that cannot be used. Display says what to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// Reads a timeout in seconds as a person types it: `" 20 "` is 20 s.
pub fn parse_timeout(text: &str) -> Result<Span, TimeoutError> {
    let secs: Option<u32> = text.trim().parse().ok();
    secs.filter(|secs| TIMEOUT_SECS.contains(secs))
        .map(|secs| Span::from_secs(secs.into()))
        .ok_or(TimeoutError)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::secret::FINDER;
    use crate::target::testing::UrlCrate;

    #[test]
    fn a_timeout_is_whole_seconds_within_bounds() {
        let check = |text: &str, expect: Result<u64, TimeoutError>| {
            assert_eq!(parse_timeout(text), expect.map(Span::from_secs), "{text:?}");
        };
        check("1", Ok(1));
        check(" 20 ", Ok(20));
        check("600", Ok(600));
        for text in ["", "0", "601", "1.5", "-1", "soon", "99999999999"] {
            check(text, Err(TimeoutError));
        }
        assert_eq!(TimeoutError.to_string(), "Enter whole seconds from 1 to 600.");
    }

    fn setup(url: &str, subprotocols: &str, timeouts: [&str; 2]) -> Setup {
        Setup {
            url: url.to_owned(),
            subprotocols: subprotocols.to_owned(),
            connect_timeout: timeouts[0].to_owned(),
            close_timeout: timeouts[1].to_owned(),
            ..Setup::default()
        }
    }

    #[test]
    fn a_set_up_that_can_be_used_becomes_a_plan() {
        let plan = setup("wss://example.com/a", "x, y", ["3", " 4 "])
            .plan(&UrlCrate)
            .unwrap();
        assert_eq!(plan.target.url(), "wss://example.com/a");
        assert_eq!(plan.target.subprotocols(), ["x", "y"]);
        assert_eq!(
            (plan.timeouts.connect, plan.timeouts.close),
            (Span::from_secs(3), Span::from_secs(4))
        );
        // Invalid arguments of Disconnect do not prevent connecting.
        let odd = Setup {
            close_code: "1001".to_owned(),
            ..setup("ws://h", "", ["20", "10"])
        };
        assert!(odd.plan(&UrlCrate).is_ok() && odd.close_args().is_err());
    }

    #[test]
    fn the_first_field_that_is_wrong_is_named() {
        let check = |setup: Setup, field: SetupField| {
            assert_eq!(setup.plan(&UrlCrate).unwrap_err().field(), field, "{setup:?}");
        };
        check(setup("", "a b", ["x", "x"]), SetupField::Url);
        check(setup("ws://h", "a b", ["x", "x"]), SetupField::Subprotocols);
        check(setup("ws://h", "", ["x", "x"]), SetupField::ConnectTimeout);
        check(setup("ws://h", "", ["1", "601"]), SetupField::CloseTimeout);
        assert_eq!(
            setup("ws://h", "", ["1", ""]).plan(&UrlCrate),
            Err(SetupError::CloseTimeout(TimeoutError))
        );
    }

    proptest! {
        #[test]
        fn every_set_up_is_planned_or_refused_with_words(
            url in "((wss?|https?|ftp)?:?/{0,2})?(\\PC|[a-z0-9.:/?#@ ]){0,40}",
            subprotocols in "([a-z]{1,3}|[ ,]|\\PC){0,8}",
            connect in "[0-9]{0,4}|\\PC{0,6}",
            close in "[0-9]{0,4}|\\PC{0,6}",
        ) {
            match setup(&url, &subprotocols, [&connect, &close]).plan(&UrlCrate) {
                Ok(plan) => {
                    prop_assert!(plan.target.url().starts_with("ws"));
                    for timeout in [plan.timeouts.connect, plan.timeouts.close] {
                        prop_assert!((1..=600).contains(&timeout.as_secs()));
                    }
                }
                Err(error) => {
                    let sentence = error.sentence(&FINDER);
                    prop_assert!(sentence.len() > 10, "{sentence:?}");
                }
            }
        }
    }
}
