//! Whose page asks. A browser says it in every WebSocket handshake and no page can change it; a client that is no browser
//! can say what it likes (RFC 6455 10.1, 10.2). Pure.

use crate::http::Request;

/// What the request has as its origin. A browser says it once; of two, nobody knows which is true.
pub(crate) fn origins(request: &Request) -> Vec<&str> {
    let headers = request.headers();
    headers
        .filter(|(name, _)| name.eq_ignore_ascii_case("Origin"))
        .map(|(_, origin)| origin)
        .collect()
}

/// Whether a page of this server asks, or no page at all.
pub(crate) fn is_own_or_none(request: &Request) -> bool {
    match origins(request)[..] {
        [] => true,
        [origin] => is_own(origin, request),
        _ => false,
    }
}

/// Whether `origin` is that of the address the request was sent to. Its scheme is not known here: someone may have put
/// TLS in front.
pub(crate) fn is_own(origin: &str, request: &Request) -> bool {
    let host = request.header("Host").filter(|host| !host.is_empty());
    match origin.split_once("://") {
        Some((scheme, authority)) => {
            is_http(scheme) && host.is_some_and(|host| host.eq_ignore_ascii_case(authority))
        }
        None => false,
    }
}

/// Whether a browser could say `text` as an origin: a scheme and a host and nothing behind them but a port that is not the
/// scheme's own, or `null`.
pub(crate) fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else {
        return text == "null";
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    // A host, brackets around an IPv6 address, and a colon before the port.
    let of_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    !scheme.is_empty()
        && scheme.bytes().all(plain)
        && !authority.is_empty()
        && authority.bytes().all(of_host)
        && !has_own_port(scheme, authority)
}

/// Whether the port is the scheme's own, which a browser leaves out.
fn has_own_port(scheme: &str, authority: &str) -> bool {
    let port = authority.rsplit_once(':').map(|(_, port)| port);
    [("http", "80"), ("https", "443")]
        .iter()
        .any(|&(known, own)| scheme.eq_ignore_ascii_case(known) && port == Some(own))
}

fn is_http(scheme: &str) -> bool {
    ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::tests::request;

    fn check_own(headers: &str, expect: bool) {
        let request = request(&format!("GET / HTTP/1.1\r\n{headers}\r\n"));
        assert_eq!(is_own_or_none(&request), expect, "{headers:?}");
    }

    #[test]
    fn a_page_is_of_this_server_by_the_address_it_asked() {
        check_own("Host: x:1\r\n", true);
        check_own("Host: x:1\r\nOrigin: http://x:1\r\n", true);
        check_own("Host: X:1\r\nOrigin: https://x:1\r\n", true);
        check_own("Host: x:1\r\nOrigin: http://x\r\n", false);
        check_own("Host: x:1\r\nOrigin: http://x:12\r\n", false);
        check_own("Host: x:1\r\nOrigin: http://y.x:1\r\n", false);
        check_own("Host: x:1\r\nOrigin: ftp://x:1\r\n", false);
        check_own("Host: x:1\r\nOrigin: null\r\n", false);
        check_own("Host: x:1\r\nOrigin:\r\n", false);
        check_own("Host:\r\nOrigin: http://\r\n", false);
        check_own("Origin: http://x\r\n", false);
        check_own("Host: x:1\r\nOrigin: http://x:1\r\norigin: http://x:1\r\n", false);
    }

    #[test]
    fn an_origin_has_a_scheme_a_host_and_nothing_behind_them() {
        for origin in [
            "https://a.example",
            "http://127.0.0.1:9160",
            "http://[::1]:9160",
            "http://[::80]",
            "http://a.example:443",
            "null",
        ] {
            assert!(is_origin(origin), "{origin}");
        }
        for other in [
            "",
            "*",
            "a.example",
            "https://",
            "://a",
            "https://a/",
            "https://a/b",
            "https://a b",
            "https://a@b",
            "https://a.example:443",
            "HTTP://[::1]:80",
            "NULL",
        ] {
            assert!(!is_origin(other), "{other}");
        }
    }
}
