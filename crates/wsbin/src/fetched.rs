//! What a page fetches over HTTP before it connects, one entry each. Only pages of this server's own origin may.

use std::time::Instant;

use crate::ask::{Ask, RouteError};
use crate::http::Request;
use crate::memory::Memory;
use crate::reply::Reply;
use crate::{limits, login, origin, runs};

/// One line of the table.
pub(crate) struct Fetched {
    /// Its path, as a person would write it.
    pub(crate) usage: &'static str,
    /// What it answers, in a sentence or two.
    pub(crate) about: fn() -> String,
    answer: fn(&Memory, Option<&str>) -> Reply,
}

/// What is fetched, in the order in which the index page shows it.
pub(crate) static FETCHED: &[Fetched] = &[
    Fetched {
        usage: "/login",
        about: || {
            format!(
                "Sets the cookie that /auth?mode=cookie asks for, for {} seconds (HttpOnly, SameSite=Strict). Everyone \
                 may log in: a lesson, no security.",
                limits::LOGIN.as_secs()
            )
        },
        answer: |_, _| {
            let cookie = format!(
                "{}; HttpOnly; SameSite=Strict; Path=/; Max-Age={}",
                login::COOKIE,
                limits::LOGIN.as_secs()
            );
            Reply::sentence(200, "logged in").with("Set-Cookie", cookie)
        },
    },
    Fetched {
        usage: "/ticket",
        about: || {
            format!(
                "Answers a ticket for /auth?mode=ticket: 32 hexadecimal digits and nothing else, good once and for {} \
                 seconds; of more than {} the oldest go. Everyone gets one, where a real server asks who wants it.",
                limits::TICKET.as_secs(),
                limits::TICKETS
            )
        },
        answer: |memory, _| {
            let ticket = memory.tickets.issue(Instant::now());
            Reply::new(200, "text/plain; charset=utf-8", ticket.into_bytes())
                .with("Cache-Control", "no-store")
        },
    },
    Fetched {
        usage: "/count/{run}",
        about: || {
            format!(
                "Answers what arrived on the connections opened with run= and this name: {{\"run\":\"x\",\"connections\":3,\
                 \"refused\":1,\"messages\":12,\"bytes\":345,\"last\":[\"a\"]}}. A message counts once it came whole, whether or \
                 not it was answered. refused are the handshakes that the run itself refused; last has the last {} texts, \
                 {} bytes of each at most. Of more than {} runs the oldest go; one that is not known has counted nothing.",
                limits::RUN_LAST,
                limits::RUN_LAST_BYTES,
                limits::RUNS
            )
        },
        answer: count,
    },
];

fn count(memory: &Memory, segment: Option<&str>) -> Reply {
    let name = Ask { segment, query: "" }.segment().unwrap_or_default();
    if !runs::is_name(&name) {
        let error = RouteError::BadRun { given: name };
        return Reply::sentence(error.status(), &error);
    }
    let account = memory.runs.account(&name);
    Reply::new(200, "application/json", account.into_bytes()).with("Cache-Control", "no-store")
}

/// The entry of that path, and the path segment after its name.
pub(crate) fn find(path: &str) -> Option<(&'static Fetched, Option<&str>)> {
    let path = path.strip_suffix('/').unwrap_or(path);
    FETCHED.iter().find_map(|fetched| {
        let rest = path.strip_prefix(fetched.path())?;
        if rest.is_empty() {
            return Some((fetched, None));
        }
        let segment = rest.strip_prefix('/')?;
        (fetched.takes_segment() && !segment.contains('/')).then_some((fetched, Some(segment)))
    })
}

impl Fetched {
    /// Its path without the segment that names something.
    pub(crate) fn path(&self) -> &'static str {
        self.usage.split("/{").next().unwrap_or(self.usage)
    }

    fn takes_segment(&self) -> bool {
        self.usage.contains('{')
    }

    /// Its answer, or why there is none for this page.
    pub(crate) fn reply(&self, request: &Request, segment: Option<&str>, memory: &Memory) -> Reply {
        if origin::is_own_or_none(request) {
            (self.answer)(memory, segment)
        } else {
            let sentence = format!(
                "{} is for pages of this server's own origin - open it here first",
                self.path()
            );
            Reply::sentence(403, &sentence)
        }
    }
}
