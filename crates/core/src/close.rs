//! The meaning of the number in a `CloseEvent`: [`CloseCode`], total over every number a browser can report.
//!
//! [`crate::diagnosis`] explains why *this* connection closed; this module has only facts about the code
//! itself.

mod args;
mod name;
mod prose;
mod reference;

pub use args::{CloseArgs, CloseArgsError, CloseField, MAX_REASON_BYTES, validate_close};
pub use prose::LikelyCause;
pub use reference::{ReferenceRow, reference, search};

/// A close code. `CloseCode::from(n)` has a variant for every `n`, because both Chromium and Firefox deliver 0, 999 and
/// 65535 as clean closes. Build the range variants through `From<u16>`, which puts each number where it belongs.
///
/// Sources: RFC 6455 section 7.4 and the IANA "WebSocket Close Code Number" registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloseCode {
    /// 0 to 999: never given out (RFC 6455 7.4.2).
    Unused(u16),
    /// 1000.
    Normal,
    /// 1001.
    GoingAway,
    /// 1002.
    ProtocolError,
    /// 1003.
    UnsupportedData,
    /// 1004, reserved without a meaning.
    Undefined,
    /// 1005, set by the browser when the close frame was empty.
    NoStatusReceived,
    /// 1006, set by the browser when there was no close frame.
    AbnormalClosure,
    /// 1007.
    InvalidPayload,
    /// 1008.
    PolicyViolation,
    /// 1009.
    MessageTooBig,
    /// 1010.
    MandatoryExtension,
    /// 1011.
    InternalError,
    /// 1012 (IANA, not in the RFC).
    ServiceRestart,
    /// 1013 (IANA, not in the RFC).
    TryAgainLater,
    /// 1014 (IANA, not in the RFC).
    BadGateway,
    /// 1015, set by the client when TLS failed.
    TlsHandshake,
    /// 1016 to 2999: kept for later versions of the protocol and its extensions.
    Reserved(u16),
    /// 3000 (IANA).
    Unauthorized,
    /// 3003 (IANA).
    Forbidden,
    /// 3008 (IANA).
    Timeout,
    /// The rest of 3000 to 3999: for libraries and frameworks, first come, first served at IANA.
    Registered(u16),
    /// 4000 to 4999: by agreement between a client and its server.
    Private(u16),
    /// 5000 to 65535: outside every range the RFC gives out.
    Invalid(u16),
}

/// Who may put a code in a close frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sender {
    /// Client and server alike.
    EitherSide,
    /// Only a server has a use for it.
    Server,
    /// Only a client has a use for it; a server fails the handshake instead.
    Client,
    /// Nobody: the receiving side reports it itself.
    SetLocally,
    /// Nobody: no specification gives it a meaning.
    NoOne,
}

impl Sender {
    /// In words that fit a table cell.
    pub const fn label(self) -> &'static str {
        match self {
            Self::EitherSide => "Either side",
            Self::Server => "Server",
            Self::Client => "Client",
            Self::SetLocally => "The browser, locally",
            Self::NoOne => "Nobody",
        }
    }

    /// In words that begin a line of facts.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::EitherSide => "Sent by either side",
            Self::Server => "Sent by the server",
            Self::Client => "Sent by the client",
            Self::SetLocally => "Set by the browser, locally",
            Self::NoOne => "Sent by nobody",
        }
    }
}

/// How bad an event is, for choosing a colour beside the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As requested; nothing to do.
    Neutral,
    /// Went well.
    Ok,
    /// Expected to pass, or meant by someone.
    Warn,
    /// A failure.
    Danger,
}

impl From<u16> for CloseCode {
    fn from(code: u16) -> Self {
        match code {
            0..=999 => Self::Unused(code),
            1000 => Self::Normal,
            1001 => Self::GoingAway,
            1002 => Self::ProtocolError,
            1003 => Self::UnsupportedData,
            1004 => Self::Undefined,
            1005 => Self::NoStatusReceived,
            1006 => Self::AbnormalClosure,
            1007 => Self::InvalidPayload,
            1008 => Self::PolicyViolation,
            1009 => Self::MessageTooBig,
            1010 => Self::MandatoryExtension,
            1011 => Self::InternalError,
            1012 => Self::ServiceRestart,
            1013 => Self::TryAgainLater,
            1014 => Self::BadGateway,
            1015 => Self::TlsHandshake,
            1016..=2999 => Self::Reserved(code),
            3000 => Self::Unauthorized,
            3003 => Self::Forbidden,
            3008 => Self::Timeout,
            3001..=3999 => Self::Registered(code),
            4000..=4999 => Self::Private(code),
            5000.. => Self::Invalid(code),
        }
    }
}

impl CloseCode {
    /// The number itself.
    pub const fn as_u16(self) -> u16 {
        match self {
            Self::Unused(code)
            | Self::Reserved(code)
            | Self::Registered(code)
            | Self::Private(code)
            | Self::Invalid(code) => code,
            Self::Normal => 1000,
            Self::GoingAway => 1001,
            Self::ProtocolError => 1002,
            Self::UnsupportedData => 1003,
            Self::Undefined => 1004,
            Self::NoStatusReceived => 1005,
            Self::AbnormalClosure => 1006,
            Self::InvalidPayload => 1007,
            Self::PolicyViolation => 1008,
            Self::MessageTooBig => 1009,
            Self::MandatoryExtension => 1010,
            Self::InternalError => 1011,
            Self::ServiceRestart => 1012,
            Self::TryAgainLater => 1013,
            Self::BadGateway => 1014,
            Self::TlsHandshake => 1015,
            Self::Unauthorized => 3000,
            Self::Forbidden => 3003,
            Self::Timeout => 3008,
        }
    }

    /// Its meaning, in one plain sentence.
    pub fn meaning(self) -> &'static str {
        self.prose().meaning
    }

    /// Who may send it.
    pub fn sender(self) -> Sender {
        self.prose().sender
    }

    /// Its usual causes and a check for each, likeliest first. Empty for a normal close.
    pub fn likely_causes(self) -> &'static [LikelyCause] {
        self.prose().causes
    }

    /// Whether a close frame may carry it. 1005, 1006 and 1015 may not (RFC 6455 7.4.1), nor may undefined
    /// codes; a code that breaks this rule is still shown as it is.
    pub fn on_the_wire(self) -> bool {
        !matches!(self.sender(), Sender::SetLocally | Sender::NoOne)
    }

    /// Whether a page may pass it to `close()`: 1000, or 3000 to 4999 (WHATWG WebSockets, `close(code, reason)`).
    pub fn allowed_in_close(self) -> bool {
        matches!(self.as_u16(), 1000 | 3000..=4999)
    }

    /// How bad it is to receive. Applications define the codes of the 3000s and 4000s, so these only warn.
    pub fn severity(self) -> Tone {
        match self {
            // 1005 is a clean close by a server that left the number out.
            Self::Normal | Self::NoStatusReceived => Tone::Neutral,
            Self::GoingAway
            | Self::ServiceRestart
            | Self::TryAgainLater
            | Self::Registered(_)
            | Self::Private(_) => Tone::Warn,
            _ => Tone::Danger,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_back_as_itself_and_has_a_name_and_a_meaning() {
        for number in 0..=u16::MAX {
            let code = CloseCode::from(number);
            assert_eq!(code.as_u16(), number);
            assert!(
                !code.name().is_empty() && code.meaning().ends_with('.'),
                "{number}"
            );
        }
    }

    #[test]
    fn what_may_be_sent_follows_the_rfc_and_the_browser() {
        let check = |number: u16, wire: bool, close: bool, tone: Tone| {
            let code = CloseCode::from(number);
            assert_eq!(
                (code.on_the_wire(), code.allowed_in_close(), code.severity()),
                (wire, close, tone),
                "{number}"
            );
        };
        check(0, false, false, Tone::Danger);
        check(999, false, false, Tone::Danger);
        check(1000, true, true, Tone::Neutral);
        check(1001, true, false, Tone::Warn);
        check(1002, true, false, Tone::Danger);
        check(1004, false, false, Tone::Danger);
        check(1005, false, false, Tone::Neutral);
        check(1006, false, false, Tone::Danger);
        check(1011, true, false, Tone::Danger);
        check(1012, true, false, Tone::Warn);
        check(1014, true, false, Tone::Danger);
        check(1015, false, false, Tone::Danger);
        check(1016, false, false, Tone::Danger);
        check(2999, false, false, Tone::Danger);
        check(3000, true, true, Tone::Danger);
        check(3001, true, true, Tone::Warn);
        check(4999, true, true, Tone::Warn);
        check(5000, false, false, Tone::Danger);
        check(u16::MAX, false, false, Tone::Danger);
    }

    #[test]
    fn every_failure_says_what_to_check() {
        for number in 0..=u16::MAX {
            let code = CloseCode::from(number);
            assert_eq!(
                code.likely_causes().is_empty(),
                code == CloseCode::Normal,
                "{number}"
            );
            for cause in code.likely_causes() {
                assert!(
                    !cause.title.ends_with('.') && cause.check.ends_with('.'),
                    "{number}: {cause:?}"
                );
            }
        }
    }
}
