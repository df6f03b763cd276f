//! The names of the close codes, as the registry has them.

use super::CloseCode;

impl CloseCode {
    /// The registry's name for it: `CloseCode::from(1006).name() == "Abnormal Closure"`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unused(_) => "Not Used",
            Self::Normal => "Normal Closure",
            Self::GoingAway => "Going Away",
            Self::ProtocolError => "Protocol Error",
            Self::UnsupportedData => "Unsupported Data",
            Self::NoStatusReceived => "No Status Received",
            Self::AbnormalClosure => "Abnormal Closure",
            Self::InvalidPayload => "Invalid Frame Payload Data",
            Self::PolicyViolation => "Policy Violation",
            Self::MessageTooBig => "Message Too Big",
            Self::MandatoryExtension => "Mandatory Extension",
            Self::InternalError => "Internal Error",
            Self::ServiceRestart => "Service Restart",
            Self::TryAgainLater => "Try Again Later",
            Self::BadGateway => "Bad Gateway",
            Self::TlsHandshake => "TLS Handshake",
            Self::Undefined | Self::Reserved(_) => "Reserved",
            Self::Unauthorized => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::Timeout => "Timeout",
            Self::Registered(_) => "Registered",
            Self::Private(_) => "Private Use",
            Self::Invalid(_) => "Invalid",
        }
    }
}
