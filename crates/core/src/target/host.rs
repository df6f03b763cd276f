//! The location of a host: on this machine, on the private network, or neither.

/// Loopback as browsers see it: `localhost` and its subdomains, 127.0.0.0/8 and `[::1]` (W3C Secure Contexts 3.1).
pub(super) fn is_loopback(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || matches!(ipv4(&name), Some([127, ..]))
        || name == "[::1]"
}

/// Loopback and unspecified addresses (every address of this machine), also mapped to IPv6. As a URL parser
/// writes them: 127.0.0.1 mapped to IPv6 is `[::ffff:7f00:1]`.
pub fn is_this_machine(host: &str) -> bool {
    let mapped = || host.strip_prefix("[::ffff:")?.strip_suffix(']')?.split_once(':');
    is_loopback(host)
        || matches!(host, "0.0.0.0" | "0.0.0.0." | "[::]")
        || mapped().is_some_and(|(first, second)| {
            (first == "0" && second == "0") || (first.len() == 4 && first.starts_with("7f"))
        })
}

/// Addresses that only a local network routes, names under `.local`, and names without a dot.
pub(super) fn is_private(host: &str) -> bool {
    match host.rsplit_once('.') {
        Some((_, label)) => label.eq_ignore_ascii_case("local") || is_private_address(host),
        None => is_private_address(host) || !host.contains(':'),
    }
}

/// Private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) addresses, written as such.
pub(super) fn is_private_address(host: &str) -> bool {
    match ipv4(host) {
        Some([10, ..] | [192, 168, ..] | [169, 254, ..]) => true,
        Some([172, second, ..]) => (16..32).contains(&second),
        Some(_) => false,
        None => ipv6_start(host).is_some_and(|start| start & 0xfe00 == 0xfc00 || start & 0xffc0 == 0xfe80),
    }
}

/// The numbers of an address as the URL parser writes it. Its own parsing is done; the standard library's is 1 KB of page.
fn ipv4(host: &str) -> Option<[u8; 4]> {
    let mut numbers = host.split('.').map(|number| number.parse().ok());
    let address = [
        numbers.next()??,
        numbers.next()??,
        numbers.next()??,
        numbers.next()??,
    ];
    numbers.next().is_none().then_some(address)
}

/// The first 16 bits of `[fd00::1]`.
fn ipv6_start(host: &str) -> Option<u16> {
    let (start, _) = host.strip_prefix('[')?.split_once(':')?;
    u16::from_str_radix(start, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_what_never_leaves_this_machine() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "app.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "localhost.example.com",
            "notlocalhost",
            "128.0.0.1",
            "[::2]",
            "0.0.0.0",
            "::1",
            "",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn this_machine_has_more_spellings_than_loopback() {
        for host in [
            "localhost",
            "app.localhost.",
            "127.1.2.3",
            "[::1]",
            "0.0.0.0",
            "[::]",
            "[::ffff:7f00:1]",
            "[::ffff:7fff:ffff]",
            "[::ffff:0:0]",
        ] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "0.0.0.1",
            "[::2]",
            "[::ffff:7f:1]",
            "[::ffff:8000:1]",
            "[::ffff:a00:1]",
            "10.0.0.1",
            "0.0.0.0.example",
            "",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }

    #[test]
    fn private_is_what_only_a_local_network_routes() {
        for host in [
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.5",
            "169.254.0.1",
            "[fd00::1]",
            "[fe80::1]",
        ] {
            assert!(is_private(host) && is_private_address(host), "{host}");
        }
        for host in ["devbox", "printer.local"] {
            assert!(is_private(host) && !is_private_address(host), "{host}");
        }
        for host in ["example.com", "172.32.0.1", "8.8.8.8", "[2001:db8::1]"] {
            assert!(!is_private(host), "{host}");
        }
    }
}
