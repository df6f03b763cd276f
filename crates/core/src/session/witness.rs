//! What a session remembers of what it saw, for the day that somebody asks why a connection ended. It decides nothing, and
//! is small: each visitor loads it.

use super::phase::Link;
use crate::entry::Direction;
use crate::evidence::{Answered, Last, Page};
use crate::target::Target;
use crate::time::{Span, Timestamp};

/// How long after the page came back the browser may take to say what became of its sockets.
const WAKING: Span = Span::from_secs(10);
/// How long a change of network may take to end a connection.
const NETWORK: Span = Span::from_secs(60);

/// Engine.IO's ping, and what protocols on JSON and on words send.
const PINGS: [&[u8]; 3] = [b"2", b"ping", b"{\"type\":\"ping\"}"];
/// The answer to the first of them.
const PONG: &[u8] = b"3";

/// The memory of one session.
#[derive(Debug, Default)]
pub(super) struct Witness {
    pub(super) page: Page,
    /// Each host that ever answered, as `host:port`, and how it did last. The first is the page's own.
    answers: Vec<Answer>,
    suspension: Suspension,
    network_changed: Option<Timestamp>,
    pub(super) connection: Connection,
}

/// What is remembered of the present connection only.
#[derive(Debug, Default)]
pub(super) struct Connection {
    /// Whether an `error` event came.
    pub(super) errored: bool,
    /// The size of the largest message that was sent before the last one.
    pub(super) largest_before: Option<u64>,
    sent: Option<(Timestamp, u64)>,
    received: Option<(Timestamp, u64)>,
    /// The server's last ping of the application's own, and whether it is Engine.IO's.
    ping: Option<(Timestamp, bool)>,
}

#[derive(Debug)]
struct Answer {
    place: String,
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
        Self {
            answers: vec![Answer {
                place: place_of(&page),
                at: page.loaded,
                secure: page.secure,
            }],
            page,
            ..Self::default()
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

    /// Whether the browser stopped the page during a connection, up to about now.
    pub(super) fn was_suspended(&self, since: Timestamp, now: Timestamp) -> bool {
        match self.suspension {
            Suspension::Never => false,
            Suspension::Suspended => true,
            Suspension::Over(at) => at >= since && now - at <= WAKING,
        }
    }

    /// Whether the network came or went during a connection, lately.
    pub(super) fn network_has_changed(&self, since: Timestamp, now: Timestamp) -> bool {
        self.network_changed
            .is_some_and(|at| at >= since && now - at <= NETWORK)
    }

    /// When that host and port answered before, and whether this page came from there. If it opened this time, that is
    /// the next answer.
    pub(super) fn answered(
        &mut self,
        link: &Link,
        now: Timestamp,
        was_clean: bool,
    ) -> (Option<Answered>, bool) {
        let place = place(&link.target);
        let known = self.answers.iter().position(|answer| answer.place == place);
        let before = known.map(|index| {
            let answer = &self.answers[index];
            Answered {
                ago: now - answer.at,
                secure: answer.secure,
            }
        });
        if let Some(opened) = link.opened {
            let heard = self.connection.received.map_or(opened, |(at, _)| at);
            let answer = Answer {
                place,
                at: if was_clean { now } else { heard },
                secure: link.target.is_secure(),
            };
            match known {
                Some(index) => self.answers[index] = answer,
                None => self.answers.push(answer),
            }
        }
        (before, known == Some(0))
    }
}

impl Connection {
    /// A message of so many bytes; `content` is empty where it is kept elsewhere.
    pub(super) fn message(&mut self, at: Timestamp, direction: Direction, bytes: usize, content: &[u8]) {
        let last = Some((at, bytes as u64));
        match direction {
            Direction::Received => {
                self.received = last;
                if PINGS.contains(&content) {
                    self.ping = Some((at, content == PINGS[0]));
                }
            }
            Direction::Sent => {
                let before = self.sent.map(|(_, bytes)| bytes);
                self.largest_before = self.largest_before.max(before);
                self.sent = last;
                // Whatever follows a ping in words may be its answer.
                self.ping = self.ping.filter(|(_, engine_io)| *engine_io && content != PONG);
            }
        }
    }

    pub(super) fn last_sent(&self, now: Timestamp) -> Option<Last> {
        last(self.sent, now)
    }

    pub(super) fn last_received(&self, now: Timestamp) -> Option<Last> {
        last(self.received, now)
    }

    /// How long ago the server's last ping came that nothing answered. A `2` is one only where Engine.IO is spoken.
    pub(super) fn unanswered_ping(&self, target: &Target, now: Timestamp) -> Option<Span> {
        let (at, engine_io) = self.ping?;
        (!engine_io || target.url().contains("EIO=")).then(|| now - at)
    }
}

fn last(message: Option<(Timestamp, u64)>, now: Timestamp) -> Option<Last> {
    let (at, bytes) = message?;
    Some(Last { ago: now - at, bytes })
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
