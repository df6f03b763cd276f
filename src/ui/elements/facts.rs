//! Facts as a list of terms and values.

use leptos::prelude::*;

/// The lines of a `<dl>`.
pub fn facts(facts: Vec<(&'static str, String)>) -> Vec<AnyView> {
    let line =
        |(term, fact): (&'static str, String)| view! { <div><dt>{term}</dt><dd>{fact}</dd></div> }.into_any();
    facts.into_iter().map(line).collect()
}
