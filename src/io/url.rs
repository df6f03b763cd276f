//! The browser's own URL parser: its WebSocket constructor uses the same, and it adds no code to the page.

use tabcat_core::target::{UrlParser, UrlParts};

/// The `URL` class of the WHATWG URL standard.
pub struct BrowserUrl;

impl UrlParser for BrowserUrl {
    fn parse(&self, text: &str) -> Option<UrlParts> {
        let url = web_sys::Url::new(text).ok()?;
        let href = url.href();
        Some(UrlParts {
            scheme: url.protocol().trim_end_matches(':').to_owned(),
            username: url.username(),
            password: url.password(),
            host: url.hostname(),
            port: url.port().parse().ok(),
            path_and_query: url.pathname() + &url.search(),
            // `hash` is also empty for a URL that ends in `#`, which has a fragment.
            fragment: href.split_once('#').map(|(_, fragment)| fragment.to_owned()),
            href,
        })
    }
}
