//! A URL as it is typed, in parts to show differently. It need not be valid.

/// A URL in three parts, to show differently. Together they are the text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlPieces {
    /// Up to and with `://`, or empty.
    pub scheme: String,
    /// Host and port.
    pub authority: String,
    /// Path and query.
    pub rest: String,
    /// Whether the scheme is wss (or https).
    pub is_secure: bool,
}

/// Cuts the typed text into parts; a text without a scheme is all rest.
pub fn url_pieces(typed: &str) -> UrlPieces {
    let Some(at) = typed.find("://") else {
        return UrlPieces {
            rest: typed.to_owned(),
            ..UrlPieces::default()
        };
    };
    let (scheme, after) = typed.split_at(at + 3);
    let (authority, rest) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
    UrlPieces {
        scheme: scheme.to_owned(),
        authority: authority.to_owned(),
        rest: rest.to_owned(),
        is_secure: matches!(scheme.trim().to_ascii_lowercase().as_str(), "wss://" | "https://"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_url_are_the_text_as_typed() {
        for typed in [
            "wss://a.example:1/b?c=d://e",
            "ws://h",
            "h/p",
            "",
            "://",
            "WSS://x?y",
        ] {
            let pieces = url_pieces(typed);
            assert_eq!(
                format!("{}{}{}", pieces.scheme, pieces.authority, pieces.rest),
                typed
            );
        }
        let pieces = url_pieces("WSS://a.example:1?b");
        assert_eq!(
            (pieces.authority.as_str(), pieces.rest.as_str(), pieces.is_secure),
            ("a.example:1", "?b", true)
        );
    }
}
