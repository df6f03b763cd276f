//! The browser's own letter case.

use js_sys::JsString;
use tabcat_core::case::CaseMap;

/// `String.prototype.toUpperCase` and `toLowerCase`.
pub struct BrowserCase;

impl CaseMap for BrowserCase {
    fn upper(&self, text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }

    fn lower(&self, text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }
}
