//! What a session remembers of what it saw, for the day that somebody asks why a connection ended. It decides nothing.

use super::event::CloseEvent;
use super::phase::Link;
use crate::close::CloseArgs;
use crate::entry::{Body, Direction};
use crate::evidence::{Answered, Evidence, Last, Page};
use crate::target::Target;
use crate::time::{Span, Timestamp};
use crate::transcript::Transcript;

/// How long after the page came back the browser may take to say what became of its sockets.
const WAKING: Span = Span::from_secs(10);
/// How long a change of network may take to end a connection.
const NETWORK: Span = Span::from_secs(60);
/// As many entries are looked through for a ping that nothing answered.
const LOOKED_THROUGH: usize = 2_000;
/// A heartbeat has no more bytes.
const HEARTBEAT: usize = 160;

/// The memory of one session.
#[derive(Debug, Default)]
pub(super) struct Witness {
    page: Page,
    /// Each host that ever answered, as `host:port`, and how it did last.
    answers: Vec<(String, Answer)>,
    suspension: Suspension,
    network_changed: Option<Timestamp>,
    connection: Connection,
}

/// What is remembered of the present connection only.
#[derive(Debug, Default)]
struct Connection {
    errored: bool,
    asked: Option<CloseArgs>,
    sent: Option<(Timestamp, u64)>,
    received: Option<(Timestamp, u64)>,
    largest_before: Option<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Answer {
    at: Timestamp,
    secure: bool,
}

/// Whether the browser lets the page run.
#[derive(Debug, Default, Clone, Copy)]
enum Suspension {
    #[default]
    Never,
    Suspended,
    Over(Timestamp),
}

impl Witness {
    pub(super) fn new(page: Page) -> Self {
        let mut witness = Self::default();
        if !page.host.is_empty() {
            let (at, secure) = (page.loaded, page.secure);
            witness.answers.push((place_of(&page), Answer { at, secure }));
        }
        witness.page = page;
        witness
    }

    pub(super) fn begin(&mut self) {
        self.connection = Connection::default();
    }

    pub(super) fn errored(&mut self) {
        self.connection.errored = true;
    }

    pub(super) fn asked(&mut self, args: &CloseArgs) {
        self.connection.asked = Some(args.clone());
    }

    pub(super) fn message(&mut self, at: Timestamp, direction: Direction, bytes: usize) {
        let connection = &mut self.connection;
        let last = Some((at, bytes as u64));
        match direction {
            Direction::Received => connection.received = last,
            Direction::Sent => {
                let before = connection.sent.map(|(_, bytes)| bytes);
                connection.largest_before = connection.largest_before.max(before);
                connection.sent = last;
            }
        }
    }

    pub(super) fn network_changed(&mut self, now: Timestamp) {
        self.network_changed = Some(now);
    }

    pub(super) fn suspended(&mut self) {
        self.suspension = Suspension::Suspended;
    }

    pub(super) fn resumed(&mut self, now: Timestamp) {
        // Both `resume` and `pageshow` tell of one return; a page that only opens is shown, too.
        if let Suspension::Suspended = self.suspension {
            self.suspension = Suspension::Over(now);
        }
    }

    /// What was seen of a connection that ends now; the session adds how it took that.
    pub(super) fn testify(
        &mut self,
        now: Timestamp,
        link: &Link,
        event: CloseEvent,
        transcript: &Transcript,
    ) -> Evidence {
        let Connection {
            errored,
            asked,
            sent,
            received,
            largest_before,
        } = std::mem::take(&mut self.connection);
        let target = &link.target;
        let since = link.opened.unwrap_or(link.started);
        let last =
            |message: Option<(Timestamp, u64)>| message.map(|(at, bytes)| Last { ago: now - at, bytes });
        let place = place(target);
        let page_from_there =
            !self.page.host.is_empty() && self.answers.first().is_some_and(|(first, _)| *first == place);
        let own = |(other, _): &&mut (String, Answer)| *other == place;
        let answer = self.answers.iter_mut().find(own).map(|(_, answer)| answer);
        let answered = answer.as_ref().map(|answer| Answered {
            ago: now - answer.at,
            secure: answer.secure,
        });
        if let Some(opened) = link.opened {
            let news = Answer {
                at: match received {
                    _ if event.was_clean => now,
                    Some((at, _)) => at,
                    None => opened,
                },
                secure: target.is_secure(),
            };
            match answer {
                Some(answer) => *answer = news,
                None => self.answers.push((place, news)),
            }
        }
        let suspended = match self.suspension {
            Suspension::Never => false,
            Suspension::Suspended => true,
            Suspension::Over(at) => at >= since && now - at <= WAKING,
        };
        let messages = [sent, received].into_iter().flatten().map(|(at, _)| at);
        Evidence {
            code: event.code,
            reason: event.reason,
            was_clean: event.was_clean,
            unsent_bytes: event.unsent_bytes,
            asked,
            opened: link.opened.is_some(),
            errored: errored && link.opened.is_some(),
            suspended,
            open_for: link.opened.map(|opened| now - opened),
            silent_for: messages.max().or(link.opened).map(|last| now - last),
            last_received: last(received),
            last_sent: last(sent),
            largest_before,
            unanswered_ping: link
                .opened
                .and_then(|opened| unanswered_ping(opened, target, transcript))
                .map(|at| now - at),
            host: target.host().to_owned(),
            port: target.port(),
            secure: target.is_secure(),
            page_secure: self.page.secure,
            engine: self.page.engine,
            loopback_target: target.is_loopback(),
            this_machine: target.is_this_machine(),
            page_from_there,
            answered,
            network_changed: self
                .network_changed
                .is_some_and(|at| at >= since && now - at <= NETWORK),
            blocked_port: target.blocked_port(),
            subprotocols_offered: target.subprotocols().len(),
            subprotocol: link.negotiated.protocol.clone(),
            ..Evidence::default()
        }
    }
}

/// `Location` leaves the scheme's own port out.
fn place_of(page: &Page) -> String {
    match page.host.rsplit_once(':') {
        Some((_, port)) if !port.ends_with(']') => page.host.clone(),
        _ => page.host.clone() + if page.secure { ":443" } else { ":80" },
    }
}

fn place(target: &Target) -> String {
    format!("{}:{}", target.host(), target.port())
}

/// When the server's last ping came, if nothing answered it: `2` where Engine.IO is spoken, else a short text that says
/// "ping".
fn unanswered_ping(opened: Timestamp, target: &Target, transcript: &Transcript) -> Option<Timestamp> {
    let from = transcript.len().saturating_sub(LOOKED_THROUGH);
    let mut engine_io = target.url().contains("EIO=");
    let mut ping = None;
    for entry in transcript.window(from, LOOKED_THROUGH) {
        let Body::Message(message) = entry.body else {
            continue;
        };
        if entry.at < opened || message.len() > HEARTBEAT {
            continue;
        }
        let says = |word: &[u8]| {
            message
                .bytes
                .windows(word.len())
                .any(|bytes| bytes.eq_ignore_ascii_case(word))
        };
        let (word, number): (&[u8], &[u8]) = match message.direction {
            Direction::Received => (b"ping", b"2"),
            Direction::Sent => (b"pong", b"3"),
        };
        engine_io |= message.bytes.starts_with(b"0{\"sid\"");
        if says(word) || engine_io && message.bytes == number {
            ping = (message.direction == Direction::Received).then_some(entry.at);
        }
    }
    ping
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_somewhere_with_a_port() {
        let check = |host: &str, secure: bool, expect: &str| {
            let page = Page {
                secure,
                host: host.to_owned(),
                ..Page::default()
            };
            assert_eq!(place_of(&page), expect);
        };
        check("localhost:9160", false, "localhost:9160");
        check("example.com", true, "example.com:443");
        check("[::1]", false, "[::1]:80");
        check("[::1]:9160", true, "[::1]:9160");
    }
}
