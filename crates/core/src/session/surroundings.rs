//! Facts about the page that help to explain the end of any connection: its origin, its network, whether the
//! browser lets it run, and which hosts have answered it.

use super::phase::Link;
use crate::evidence::{Answered, Page};
use crate::target::Target;
use crate::time::{Span, Timestamp};

/// How long after the page resumed the browser may take to report the end of its sockets.
const WAKING: Span = Span::from_secs(10);
/// How long a change of network may take to end a connection.
const NETWORK: Span = Span::from_secs(60);

/// The facts that all connections of a page share.
#[derive(Debug, Default)]
pub struct Surroundings {
    page: Page,
    online: bool,
    /// Each host that ever answered, as `host:port`, with its last answer. The first is the page's own.
    answers: Vec<Answer>,
    suspension: Suspension,
    network_changed: Option<Timestamp>,
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

impl Surroundings {
    /// The surroundings when the page starts.
    pub fn new(page: Page) -> Self {
        Self {
            answers: vec![Answer {
                place: place_of(&page),
                at: page.loaded,
                secure: page.secure,
            }],
            online: !page.offline,
            page,
            ..Self::default()
        }
    }

    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    pub(super) fn is_online(&self) -> bool {
        self.online
    }

    /// The network came or went; false if that was known.
    pub(crate) fn set_online(&mut self, now: Timestamp, online: bool) -> bool {
        let is_news = self.online != online;
        if is_news {
            self.online = online;
            self.network_changed = Some(now);
        }
        is_news
    }

    pub(crate) fn suspended(&mut self) {
        self.suspension = Suspension::Suspended;
    }

    pub(crate) fn resumed(&mut self, now: Timestamp) {
        // One return fires both `resume` and `pageshow`; opening a page fires `pageshow`, too.
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

    /// When that host and port answered before, and whether this page came from there. An open of this
    /// attempt is recorded as the next answer.
    pub(super) fn answered(
        &mut self,
        link: &Link,
        last_heard: Option<Timestamp>,
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
            let heard = last_heard.unwrap_or(opened);
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
