//! What `/auth` asks for, and how it says no. A lesson: the token stands in the list of routes and guards nothing. Pure.

use std::time::Duration;

use crate::http::Request;

/// The token that is right.
pub(crate) const TOKEN: &str = "letmein";
/// The cookie that `/login` sets.
pub(crate) const COOKIE: &str = "wsbin-login=letmein";

/// The close code for credentials that are wrong, or not there.
pub(crate) const WRONG: u16 = 4001;
/// The close code for credentials that did not come in time.
pub(crate) const LATE: u16 = 4002;

/// How a client says who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Auth {
    /// By the URL.
    Query {
        token: Option<Vec<u8>>,
        refusal: Refusal,
    },
    /// By the first message, within so long.
    FirstMessage { within: Duration },
    /// By the cookie of `/login`.
    Cookie,
    /// By a ticket of `/ticket`.
    Ticket {
        ticket: Option<Vec<u8>>,
        refusal: Refusal,
    },
}

/// Where a client is told no that said it in the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// After the 101, where a page can read the code.
    Close,
    /// Before it: a page learns only that it failed.
    Http,
}

/// Whether the request brings the cookie of `/login`.
pub(crate) fn has_cookie(request: &Request) -> bool {
    request
        .headers()
        .filter(|(name, _)| name.eq_ignore_ascii_case("Cookie"))
        .flat_map(|(_, cookies)| cookies.split(';'))
        .any(|cookie| cookie.trim() == COOKIE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::tests::request;

    #[test]
    fn the_cookie_is_found_among_others_and_whole() {
        let check = |headers: &str, expect| {
            let request = request(&format!("GET / HTTP/1.1\r\n{headers}\r\n"));
            assert_eq!(has_cookie(&request), expect, "{headers:?}");
        };
        check("Cookie: wsbin-login=letmein\r\n", true);
        check("cookie: a=b; wsbin-login=letmein;c=d\r\n", true);
        check("Cookie: a=b\r\nCookie: wsbin-login=letmein\r\n", true);
        check("", false);
        check("Cookie: wsbin-login=letmeinx\r\n", false);
        check("Cookie: xwsbin-login=letmein\r\n", false);
        check("X-Cookie: wsbin-login=letmein\r\n", false);
    }
}
