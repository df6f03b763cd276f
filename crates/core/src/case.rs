//! Mappings of letter case from outside: the page asks the browser, since the standard library's tables would
//! be 9 KB of page; native programs have [`StdCase`].

/// Upper and lower case of whole texts, by Unicode's default mappings and no language's own.
pub trait CaseMap {
    /// As `String.prototype.toUpperCase` and [`str::to_uppercase`] do it.
    fn upper(&self, text: &str) -> String;
    /// As `String.prototype.toLowerCase` and [`str::to_lowercase`] do it.
    fn lower(&self, text: &str) -> String;
}

/// The standard library's mappings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StdCase;

impl CaseMap for StdCase {
    fn upper(&self, text: &str) -> String {
        text.to_uppercase()
    }

    fn lower(&self, text: &str) -> String {
        text.to_lowercase()
    }
}
