//! Why a URL or a list of subprotocols cannot be used, each with what to type instead.

use std::fmt;

use super::subprotocols::SubprotocolError;
use crate::secret::Masking;

/// The field that a [`TargetError`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetField {
    /// The WebSocket URL.
    Url,
    /// The subprotocols.
    Subprotocols,
}

/// An error in the typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetError {
    /// The URL cannot be used.
    Url(Box<UrlError>),
    /// The subprotocols cannot be used.
    Subprotocols(SubprotocolError),
}

impl TargetError {
    /// The field to mark and focus.
    pub const fn field(&self) -> TargetField {
        match self {
            Self::Url(_) => TargetField::Url,
            Self::Subprotocols(_) => TargetField::Subprotocols,
        }
    }

    /// A valid URL to replace the typed one, for a button beside the sentence.
    pub fn suggestion(&self) -> Option<&str> {
        let Self::Url(error) = self else { return None };
        match error.as_ref() {
            UrlError::NoScheme { suggestion } | UrlError::Scheme { suggestion, .. } => suggestion.as_deref(),
            UrlError::Fragment { without, .. } => Some(without),
            _ => None,
        }
    }

    /// Whole sentences, the last of them saying what to type.
    pub fn sentence(&self, masking: &Masking) -> String {
        match self {
            Self::Url(error) => Said(error, masking).to_string(),
            Self::Subprotocols(error) => error.sentence(masking),
        }
    }
}

/// An error in a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlError {
    /// Nothing was typed.
    Empty,
    /// No `ws:` or `wss:` in front.
    NoScheme {
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A scheme that is not a WebSocket's.
    Scheme {
        /// As typed, without its colon.
        scheme: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A `#`.
    Fragment {
        /// The URL as typed, up to the `#`.
        without: String,
        /// Whether nothing follows the `#`.
        is_empty: bool,
    },
    /// Nothing between the slashes and the path.
    NoHost,
    /// White space in the host, which is given.
    SpaceInHost(String),
    /// A port that is not a number, or over 65535.
    Port(String),
    /// A host that the URL grammar refuses.
    Host(String),
}

/// An error as a person reads it. On the screen, URLs have no secrets.
struct Said<'a>(&'a UrlError, &'a Masking);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(error, masking) = self;
        let did_you_mean = |f: &mut fmt::Formatter<'_>, suggestion: &Option<String>| match suggestion {
            Some(url) => write!(f, " Did you mean {}?", (masking.url)(url)),
            None => Ok(()),
        };
        match error {
            UrlError::Empty => f.write_str("Enter a WebSocket URL, such as wss://example.com/socket."),
            UrlError::NoScheme { suggestion } => {
                f.write_str("A WebSocket URL starts with ws:// or wss://.")?;
                did_you_mean(f, suggestion)
            }
            UrlError::Scheme { scheme, suggestion } => {
                write!(
                    f,
                    "The URL starts with {scheme}: - a WebSocket URL starts with ws: or wss:."
                )?;
                did_you_mean(f, suggestion)
            }
            UrlError::Fragment { without, is_empty } => {
                write!(
                    f,
                    "A WebSocket URL cannot have a #fragment. Use {}",
                    (masking.url)(without)
                )?;
                // A "#" at the end was hardly meant as a character of the address.
                f.write_str(if *is_empty {
                    ""
                } else {
                    " or, if the # belongs to the address, write it as %23."
                })
            }
            UrlError::NoHost => {
                f.write_str("The URL has no host. Write one after the //, as in wss://example.com/socket.")
            }
            UrlError::SpaceInHost(host) => {
                write!(
                    f,
                    "The host “{host}” has a space in it. Take it out, or write %20 if it belongs to the path."
                )
            }
            UrlError::Port(port) => write!(
                f,
                "“{port}” is not a port: use a number up to 65535, or leave it out."
            ),
            UrlError::Host(host) if host.starts_with('[') => {
                write!(
                    f,
                    "“{host}” is not an IPv6 address. Write it as in ws://[::1]:8080/."
                )
            }
            UrlError::Host(host) => write!(
                f,
                "“{host}” is not a host. Use a name such as example.com, or an address such as 192.168.1.5 or [::1]."
            ),
        }
    }
}
