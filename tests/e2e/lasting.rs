//! Connections that are to last: what the journeys about them begin with, and what wsbin has counted.

use serde::Deserialize;
use serde_json::json;

use crate::page::{Page, see_of};
use crate::view::{Row, View};

/// Comes back at once, again and again.
pub(crate) const AT_ONCE: [(&str, &str); 3] = [
    ("reconnect", "on"),
    ("first-wait", "0.1"),
    ("longest-wait", "0.1"),
];

/// Waits for many seconds before the first attempt.
pub(crate) const IN_A_WHILE: [(&str, &str); 2] = [("reconnect", "on"), ("first-wait", "30")];

/// What wsbin has counted under one name.
#[derive(Debug, Deserialize)]
pub(crate) struct Count {
    pub(crate) connections: u64,
    pub(crate) messages: u64,
    pub(crate) bytes: u64,
    pub(crate) last: Vec<String>,
}

/// A link to a URL with these policies.
pub(crate) fn fragment(url: &str, policies: &[&[(&str, &str)]]) -> String {
    let url = [("url", url)];
    let fields = url.iter().chain(policies.iter().copied().flatten());
    let fields: Vec<String> = fields
        .map(|(key, value)| format!("&{key}={}", percent(value)))
        .collect();
    format!("#v=2{}", fields.concat())
}

fn percent(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
    bytes.concat()
}

/// Verbs for them.
impl Page {
    /// Opens the page by a link to a URL with these policies. Every wait is drawn as 0.88 of the longest at first.
    #[track_caller]
    pub(crate) fn set_up(&self, url: &str, policies: &[&[(&str, &str)]]) {
        self.before_the_page("Math.random = () => 0.5");
        self.open_address(&[&self.address(), &*fragment(url, policies)].concat());
        // The link fills it in.
        self.see_value("WebSocket URL", url);
    }

    /// The same for one of wsbin's endpoints, and connects.
    #[track_caller]
    pub(crate) fn start_to_last(&self, path: &str, policies: &[&[(&str, &str)]]) {
        self.set_up(&self.url(path), policies);
        self.press("Connect");
    }

    /// What wsbin has counted under that name.
    #[track_caller]
    pub(crate) fn count(&self, run: &str) -> Count {
        let fetch = "return fetch(`/count/${arguments[0]}`).then(answer => answer.json())";
        self.script(fetch, vec![json!(run)])
    }

    /// Waits for so many messages to have come there, and gives what has.
    #[track_caller]
    pub(crate) fn see_count(&self, run: &str, messages: u64) -> Count {
        see_of(
            &format!("wsbin has {messages} messages"),
            || self.count(run),
            |count| count.messages >= messages,
        )
    }
}

/// What a person looks for in the transcript of such a connection.
impl View {
    /// The rows of that kind that begin with this.
    pub(crate) fn notes(&self, label: &str) -> Vec<&Row> {
        let rows = self.rows.iter().filter(|row| row.direction == "system");
        rows.filter(|row| row.text.starts_with(label)).collect()
    }
}
