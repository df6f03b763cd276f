//! What the policies as typed will do, in words for the form.

use super::check;
use super::codes;
use super::document::{Document, Key};
use super::lists::{self, Rule, Step};
use super::number;
use super::reconnect::STEADY;
use super::rules::Rules;
use crate::format;
use crate::setup::{Setup, SetupField};
use crate::time::{Span, Timestamp};

/// The most waits that are listed.
const MOST_WAITS: usize = 7;

/// What the automatic reconnect does.
pub fn reconnect(document: &Document) -> String {
    if !document.is_on(Key::Reconnect) {
        return "Connects again by itself after a close that may pass.".to_owned();
    }
    let mut said = waits(document).unwrap_or_default();
    let own = codes::read(document.get(Key::Codes)).map_or(0, |codes| codes.len());
    if own > 0 {
        said.push(' ');
        said.push_str(&some(own as u64, "close", "closes"));
        said.push_str(" treated your way.");
    }
    said
}

/// The waits as far as the fields can be read.
fn waits(document: &Document) -> Option<String> {
    let longest = number::seconds(document.get(Key::LongestWait))?;
    let mut wait = number::seconds(document.get(Key::FirstWait))?.min(longest);
    if wait == Span::default() {
        return None;
    }
    let attempts = number::whole(document.get(Key::Attempts)).map_or(usize::MAX, |most| most as usize);
    let most = attempts.min(MOST_WAITS);
    let mut said = String::from("Waits up to ");
    for at in 0..most {
        if at > 0 {
            said.push_str(", ");
        }
        said.push_str(&seconds(wait));
        if wait == longest {
            break;
        }
        wait = Span::from_micros(wait.as_micros().saturating_mul(2)).min(longest);
        if at + 1 == most && attempts > most {
            said.push_str(" … ");
            said.push_str(&seconds(longest));
        }
    }
    said.push_str(" s, at random (full jitter). Counts from 1 again once open for ");
    said.push_str(&STEADY.as_secs().to_string());
    said.push_str(" s.");
    (most > 0).then_some(said)
}

/// What the heartbeat does.
pub fn heartbeat(document: &Document) -> String {
    if !document.is_on(Key::Heartbeat) {
        return "Sends a message and expects a reply, to notice a dead peer.".to_owned();
    }
    let mut said = "A message, not a ping frame: browsers cannot send those.".to_owned();
    if let Some(time) = until_noticed(document) {
        said.push_str(" A dead peer is noticed within ");
        said.push_str(&seconds(time));
        said.push_str(" s, then it closes with 4000.");
    }
    said
}

/// The longest time from the end of a peer to the close: until the next beat, and the waits for its reply and
/// those of the beats that follow at once.
fn until_noticed(document: &Document) -> Option<Span> {
    let misses = number::whole(document.get(Key::Misses))?;
    let every = number::seconds(document.get(Key::Every))?.as_micros();
    let within = number::seconds(document.get(Key::Within))?.as_micros();
    let waits = within.checked_mul(u64::from(misses) + 1)?;
    waits.checked_add(every).map(Span::from_micros)
}

/// What the outbox does.
pub fn outbox(document: &Document) -> String {
    let mut said = "Keeps what you send while a connection is made or comes back".to_owned();
    if document.is_on(Key::Outbox) {
        said.push_str(", and sends it in order on open");
    }
    said.push('.');
    said
}

/// What the replies do.
pub fn replies(document: &Document) -> String {
    if !document.is_on(Key::Replies) {
        return "Answers received messages by itself.".to_owned();
    }
    match lists::read::<Rule>(document.get(Key::Rules)).map(|rules| rules.len()) {
        None | Some(0) => "No rule yet: nothing is answered.",
        Some(1) => "At most 100 replies a second.",
        Some(_) => "Each rule that fits answers, at most 100 times a second together.",
    }
    .to_owned()
}

/// An item of a list: the start of the message, and a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The start of the message.
    pub start: String,
    /// Its size, or what stands in its place.
    pub note: String,
}

/// The on-open messages in short.
pub fn steps(document: &Document) -> Vec<Line> {
    let steps = lists::read::<Step>(document.get(Key::OnOpen)).unwrap_or_default();
    let line = |step: &Step| Line {
        start: start(&step.send),
        note: size(&step.send),
    };
    steps.iter().map(line).collect()
}

/// The replies in short.
pub fn rules(document: &Document) -> Vec<Line> {
    let rules = lists::read::<Rule>(document.get(Key::Rules)).unwrap_or_default();
    let line = |rule: &Rule| {
        let (start, note) = if rule.echo {
            ("as it came".to_owned(), "echo".to_owned())
        } else {
            (start(&rule.send), size(&rule.send))
        };
        Line { start, note }
    };
    rules.iter().map(line).collect()
}

/// Whether a rule, as typed, would answer its own answers where a server echoes them.
pub fn loops(rule: &Rule) -> bool {
    let mut document = Document::default();
    document.set(Key::Replies, "on".to_owned());
    document.set(Key::Rules, lists::write(std::slice::from_ref(rule)));
    // No moment matters to this.
    let rules = Rules::read(&document, Timestamp::default());
    let replies = rules.ok().flatten().map(|rules| rules.replies);
    replies.is_some_and(|replies| replies.iter().any(check::loops))
}

/// The size of a message, as typed.
pub fn size(text: &str) -> String {
    format::size(text.len() as u64)
}

/// As much of a message as a short line may have room for.
fn start(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    format::preview(text, 60).text
}

/// A typed value with its unit, or words for an empty field.
pub fn measured(typed: &str, empty: &str, unit: &str) -> String {
    match (typed.trim(), unit) {
        ("", _) => empty.to_owned(),
        (typed, "") => typed.to_owned(),
        (typed, unit) => [typed, " ", unit].concat(),
    }
}

/// What policies are on, in a sentence with a space before it; empty if none is.
pub fn switched_on(document: &Document) -> String {
    let switches = [Key::Reconnect, Key::Heartbeat, Key::Outbox, Key::Replies];
    let mut names: Vec<&str> = switches
        .into_iter()
        .filter(|key| document.is_on(*key))
        .map(group)
        .collect();
    if !document.get(Key::OnOpen).is_empty() {
        names.push(group(Key::OnOpen));
    }
    match *names {
        [] => String::new(),
        _ => [" Switched on: ", &names.join(", "), "."].concat(),
    }
}

/// What was changed and applies at the next connect only; `None` if nothing was.
pub fn waiting(used: &Setup, now: &Setup) -> Option<String> {
    const FIELDS: [(SetupField, &str); 3] = [
        (SetupField::Subprotocols, "Subprotocols"),
        (SetupField::ConnectTimeout, "Connect timeout"),
        (SetupField::CloseTimeout, "Close timeout"),
    ];
    let mut names: Vec<&str> = Vec::new();
    for (field, name) in FIELDS {
        if used.get(field) != now.get(field) {
            names.push(name);
        }
    }
    let (used, now) = (Document::read(&used.policies), Document::read(&now.policies));
    for key in Key::ALL {
        if used.get(*key) != now.get(*key) && !names.contains(&group(*key)) {
            names.push(group(*key));
        }
    }
    let said = match *names {
        [] => return None,
        ["Subprotocols" | "Replies"] => [names[0], " apply"].concat(),
        [name] => [name, " applies"].concat(),
        [first, second] => [first, " and ", second, " apply"].concat(),
        [first, ref others @ ..] => {
            let others = others.len().to_string();
            [first, " and ", &others, " more apply"].concat()
        }
    };
    Some([&said, " at the next press on Connect"].concat())
}

/// The name of the group that a field is in.
fn group(key: Key) -> &'static str {
    match key {
        Key::Reconnect | Key::Attempts | Key::FirstWait | Key::LongestWait | Key::After | Key::Codes => {
            "Auto-reconnect"
        }
        Key::Heartbeat
        | Key::Every
        | Key::Within
        | Key::Misses
        | Key::Beat
        | Key::BeatReply
        | Key::BeatPath
        | Key::BeatText
        | Key::Postpone => "Heartbeat",
        Key::Outbox | Key::OutboxMessages | Key::OutboxSize => "Outbox",
        Key::HighWater => "Hold back",
        Key::OnOpen => "On open",
        Key::Replies | Key::Rules => "Replies",
    }
}

/// A number of things.
fn some(count: u64, one: &str, many: &str) -> String {
    let name = if count == 1 { one } else { many };
    [&format::count(count), " ", name].concat()
}

/// Seconds with as many decimals as there are.
fn seconds(span: Span) -> String {
    let micros = span.as_micros();
    let mut text = (micros / 1_000_000).to_string();
    if !micros.is_multiple_of(1_000_000) {
        let fraction = (1_000_000 + micros % 1_000_000).to_string();
        text.push('.');
        text.push_str(fraction[1..].trim_end_matches('0'));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(fields: &[(Key, &str)]) -> Document {
        let mut document = Document::default();
        for (key, text) in fields {
            document.set(*key, (*text).to_owned());
        }
        document
    }

    #[test]
    fn the_waits_are_listed_until_the_longest() {
        let said = |first: &str, longest: &str, attempts: &str| {
            let said = reconnect(&with(&[
                (Key::Reconnect, "on"),
                (Key::FirstWait, first),
                (Key::LongestWait, longest),
                (Key::Attempts, attempts),
            ]));
            let end = " s, at random (full jitter). Counts from 1 again once open for 30 s.";
            said.strip_suffix(end).unwrap_or(&said).to_owned()
        };
        assert_eq!(said("1", "30", "10"), "Waits up to 1, 2, 4, 8, 16, 30");
        assert_eq!(said("0.25", "1", "unlimited"), "Waits up to 0.25, 0.5, 1");
        assert_eq!(said("1", "30", "3"), "Waits up to 1, 2, 4");
        assert_eq!(said("5", "3", "3"), "Waits up to 3");
        assert_eq!(
            said("1", "600", "unlimited"),
            "Waits up to 1, 2, 4, 8, 16, 32, 64 … 600"
        );
        for wrong in ["", "0", "soon", "-1", "99999999999999999999"] {
            assert_eq!(said(wrong, "30", "10"), "", "{wrong}");
        }
    }

    #[test]
    fn a_dead_peer_is_noticed_after_the_beats_it_may_miss() {
        let on = (Key::Heartbeat, "on");
        let said = heartbeat(&with(&[on]));
        assert!(said.ends_with("noticed within 45 s, then it closes with 4000."));
        let said = heartbeat(&with(&[on, (Key::Misses, "0"), (Key::Within, "0.5")]));
        assert!(said.contains("within 25.5 s"));
        let said = heartbeat(&with(&[on, (Key::Every, "often")]));
        assert_eq!(said, "A message, not a ping frame: browsers cannot send those.");
    }

    #[test]
    fn closes_treated_differently_are_counted() {
        let on = (Key::Reconnect, "on");
        let own = |codes| reconnect(&with(&[on, (Key::Codes, codes)]));
        assert!(own("-1012").ends_with(" 1 close treated your way."));
        assert!(own("1000 -1012").ends_with(" 2 closes treated your way."));
        assert!(!own("").contains("your way"));
    }

    #[test]
    fn each_group_says_what_it_is_for_while_it_is_off() {
        let off = Document::default();
        for said in [reconnect(&off), heartbeat(&off), outbox(&off), replies(&off)] {
            assert!(said.ends_with('.') && said.len() < 70, "{said}");
        }
    }

    #[test]
    fn a_list_shows_the_start_and_the_size_of_each_message() {
        let document = with(&[
            (Key::OnOpen, r#"[{"send":"{\"op\":\"auth\"}"},{"send":""}]"#),
            (Key::Rules, r#"[{"echo":true},{"send":"pong"}]"#),
        ]);
        let said = |lines: Vec<Line>| -> Vec<(String, String)> {
            lines.into_iter().map(|line| (line.start, line.note)).collect()
        };
        let pair = |start: &str, note: &str| (start.to_owned(), note.to_owned());
        assert_eq!(
            said(steps(&document)),
            [pair("{\"op\":\"auth\"}", "13 B"), pair("empty", "0 B")]
        );
        assert_eq!(
            said(rules(&document)),
            [pair("as it came", "echo"), pair("pong", "4 B")]
        );
        assert_eq!(steps(&with(&[(Key::OnOpen, "nonsense")])), []);
    }

    #[test]
    fn a_rule_that_answers_itself_is_known_as_typed() {
        let rule = |send: &str, echo| Rule {
            send: send.to_owned(),
            echo,
            ..Rule::default()
        };
        assert!(loops(&rule("pong", false)));
        assert!(loops(&rule("", true)));
        assert!(!loops(&rule("{{unfinished", false)), "it is no rule yet");
    }

    #[test]
    fn a_value_stands_with_its_unit() {
        assert_eq!(measured(" 20 ", "none", "s"), "20 s");
        assert_eq!(measured("bye", "none", ""), "bye");
        assert_eq!(measured(" ", "none", "s"), "none");
    }

    #[test]
    fn what_waits_for_the_next_connect_is_named() {
        let used = Setup::default();
        let mut now = used.clone();
        assert_eq!(waiting(&used, &now), None);
        now.close_reason = "bye".to_owned();
        assert_eq!(waiting(&used, &now), None, "it applies at once");
        let said = |now: &Setup| waiting(&used, now).unwrap();
        now.policies = with(&[(Key::Every, "5"), (Key::Within, "2")]).to_text();
        assert_eq!(said(&now), "Heartbeat applies at the next press on Connect");
        now.subprotocols = "chat".to_owned();
        assert_eq!(
            said(&now),
            "Subprotocols and Heartbeat apply at the next press on Connect"
        );
        now.connect_timeout = "5".to_owned();
        assert_eq!(
            said(&now),
            "Subprotocols and 2 more apply at the next press on Connect"
        );
        now = used.clone();
        now.policies = with(&[(Key::Replies, "on")]).to_text();
        assert_eq!(said(&now), "Replies apply at the next press on Connect");
    }

    #[test]
    fn seconds_are_written_as_they_are_read() {
        for text in ["0", "1", "0.25", "30", "1.5", "10.001"] {
            assert_eq!(number::seconds(text).map(seconds).as_deref(), Some(text));
        }
    }
}
