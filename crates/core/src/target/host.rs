//! Where a host is: on this machine, on the private network, or neither.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Loopback as browsers see it: `localhost` and its subdomains, 127.0.0.0/8 and `[::1]` (W3C Secure Contexts 3.1).
pub(super) fn is_loopback(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
        || ipv6(&name).is_some_and(|address| address.is_loopback())
}

/// Addresses that only a local network routes, names under `.local`, and names without a dot.
pub(super) fn is_private(host: &str) -> bool {
    match host.rsplit_once('.') {
        Some((_, label)) => label.eq_ignore_ascii_case("local") || is_private_address(host),
        None => is_private_address(host) || !host.contains(':'),
    }
}

/// Private and link-local addresses, written as such.
pub(super) fn is_private_address(host: &str) -> bool {
    host.parse()
        .is_ok_and(|address: Ipv4Addr| address.is_private() || address.is_link_local())
        || ipv6(host).is_some_and(|address| address.is_unique_local() || address.is_unicast_link_local())
}

fn ipv6(host: &str) -> Option<Ipv6Addr> {
    host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
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
