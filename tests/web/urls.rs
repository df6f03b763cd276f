//! The browser's URL parser passes the table that the `url` crate passes in the core.

#[path = "../../crates/core/tests/cases/urls.rs"]
mod cases;

use tabcat::io::url::BrowserUrl;
use tabcat_core::secret::FINDER;
use tabcat_core::target::{Target, TargetField};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_browser_reads_urls_as_the_core_expects() {
    for (typed, effective) in cases::EFFECTIVE {
        let url = Target::parse(&BrowserUrl, typed, "").map(|target| target.url().to_owned());
        assert_eq!(url, Ok((*effective).to_owned()), "{typed:?}");
    }
}

#[wasm_bindgen_test]
fn the_browser_refuses_what_the_core_refuses_with_the_same_sentence() {
    for (typed, says) in cases::REFUSED {
        let error = Target::parse(&BrowserUrl, typed, "").unwrap_err();
        assert_eq!(error.field(), TargetField::Url, "{typed:?}");
        assert_eq!(error.sentence(&FINDER), *says, "{typed:?}");
    }
}

#[wasm_bindgen_test]
fn the_parts_of_a_url_are_those_that_browsers_name() {
    let target = Target::parse(&BrowserUrl, "wss://[::1]:9160/a?b=c", "x, y").unwrap();
    assert_eq!(
        (target.host(), target.port(), target.is_secure()),
        ("[::1]", 9160, true)
    );
    assert!(target.is_loopback());
    assert_eq!(target.subprotocols(), ["x", "y"]);
}
