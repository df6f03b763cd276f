//! The browser's own URL parser: the one its WebSocket constructor uses, and no bytes of ours.

use tabcat_core::target::{UrlParser, UrlParts};

/// `URL`, as the WHATWG URL standard has it.
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
            // `hash` is empty for a URL that ends in `#`, which has a fragment all the same.
            fragment: href.split_once('#').map(|(_, fragment)| fragment.to_owned()),
            href,
        })
    }
}
