//! What a page fetches over HTTP before it connects, one entry each. Only pages of this server's own origin may.

use std::time::Instant;

use crate::http::Request;
use crate::reply::Reply;
use crate::tickets::Tickets;
use crate::{limits, login, origin};

/// One line of the table.
pub(crate) struct Fetched {
    pub(crate) path: &'static str,
    /// What it answers, in a sentence or two.
    pub(crate) about: fn() -> String,
    answer: fn(&Tickets) -> Reply,
}

/// What is fetched, in the order in which the index page shows it.
pub(crate) static FETCHED: &[Fetched] = &[
    Fetched {
        path: "/login",
        about: || {
            format!(
                "Sets the cookie that /auth?mode=cookie asks for, for {} seconds (HttpOnly, SameSite=Strict). Everyone \
                 may log in: a lesson, no security.",
                limits::LOGIN.as_secs()
            )
        },
        answer: |_| {
            let cookie = format!(
                "{}; HttpOnly; SameSite=Strict; Path=/; Max-Age={}",
                login::COOKIE,
                limits::LOGIN.as_secs()
            );
            Reply::sentence(200, "logged in").with("Set-Cookie", cookie)
        },
    },
    Fetched {
        path: "/ticket",
        about: || {
            format!(
                "Answers a ticket for /auth?mode=ticket: 32 hexadecimal digits and nothing else, good once and for {} \
                 seconds; of more than {} the oldest go. Everyone gets one, where a real server asks who wants it.",
                limits::TICKET.as_secs(),
                limits::TICKETS
            )
        },
        answer: |tickets| {
            let ticket = tickets.issue(Instant::now());
            Reply::new(200, "text/plain; charset=utf-8", ticket.into_bytes())
                .with("Cache-Control", "no-store")
        },
    },
];

/// The entry of that path.
pub(crate) fn find(path: &str) -> Option<&'static Fetched> {
    let path = path.strip_suffix('/').unwrap_or(path);
    FETCHED.iter().find(|fetched| fetched.path == path)
}

impl Fetched {
    /// Its answer, or why there is none for this page.
    pub(crate) fn reply(&self, request: &Request, tickets: &Tickets) -> Reply {
        if origin::is_own_or_none(request) {
            (self.answer)(tickets)
        } else {
            let sentence = format!(
                "{} is for pages of this server's own origin - open it here first",
                self.path
            );
            Reply::sentence(403, &sentence)
        }
    }
}
