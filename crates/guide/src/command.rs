//! Commands to type into a shell, with the URL that a person has in the tester.

/// The URL in the commands as they are written.
pub const EXAMPLE: &str = "ws://127.0.0.1:9160/echo";

/// The address of wsbin in code as it is written: over `ws:`, over `http:`, and in lists of origins.
const ROOT: &str = "ws://127.0.0.1:9160/";
const HOSTS: [&str; 2] = ["127.0.0.1:9160", "localhost:9160"];

/// The code with wsbin at `root`, a URL of `ws:` or `wss:` that ends with a slash, so that it connects to the
/// server of the page it is copied from.
pub fn at_home(code: &str, root: &str) -> String {
    let over_http = |url: &str| ["http", &url["ws".len()..]].concat();
    let host = root.split('/').nth(2).unwrap_or_default();
    let port = host.rsplit_once(':').map_or("", |(_, port)| port);
    let local = ["localhost:", port].concat();
    let code = code
        .replace(ROOT, root)
        .replace(&over_http(ROOT), &over_http(root));
    let code = code.replace(HOSTS[0], host);
    if port.bytes().all(|byte| byte.is_ascii_digit()) && !port.is_empty() {
        return code.replace(HOSTS[1], &local);
    }
    code
}

/// The command with `url`, a serialized URL of `ws:` or `wss:`, in place of the example; over `http:`
/// likewise.
pub fn fill(command: &str, url: &str) -> String {
    let over_http = |url: &str| ["http", &url["ws".len()..]].concat();
    command
        .replace(EXAMPLE, &quoted(url))
        .replace(&over_http(EXAMPLE), &quoted(&over_http(url)))
}

/// Quoted as one word of a shell.
fn quoted(word: &str) -> String {
    let means_nothing = |byte: u8| byte.is_ascii_alphanumeric() || b":/._-%+,@=".contains(&byte);
    if word.bytes().all(means_nothing) {
        return word.to_owned();
    }
    ["'", &word.replace('\'', "'\\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_has_the_url_wherever_the_example_was() {
        let check = |command: &str, url: &str, expect: &str| assert_eq!(fill(command, url), expect);
        let wscat = "npx wscat -c ws://127.0.0.1:9160/echo -P";
        check(wscat, "wss://a.example/x", "npx wscat -c wss://a.example/x -P");
        check(wscat, EXAMPLE, wscat);
        check(
            "curl http://127.0.0.1:9160/echo",
            "wss://a.example/",
            "curl https://a.example/",
        );
        check("npx wscat -l 8080", "wss://a.example/", "npx wscat -l 8080");
    }

    #[test]
    fn code_is_for_the_server_that_the_page_has() {
        let check = |code: &str, root: &str, expect: &str| assert_eq!(at_home(code, root), expect);
        let home = "ws://127.0.0.1:8123/";
        check(
            "curl http://127.0.0.1:9160/ticket",
            home,
            "curl http://127.0.0.1:8123/ticket",
        );
        check(EXAMPLE, "wss://a.example/wsbin/", "wss://a.example/wsbin/echo");
        check(
            "curl http://127.0.0.1:9160/ticket",
            "wss://a.example/",
            "curl https://a.example/ticket",
        );
        let origins = "http://127.0.0.1:9160,http://localhost:9160";
        check(origins, home, "http://127.0.0.1:8123,http://localhost:8123");
        check(origins, ROOT, origins);
        check(
            "127.0.0.1:9160,localhost:9160",
            "wss://a.example/",
            "a.example,localhost:9160",
        );
        check("ws://127.0.0.1:8080/", home, "ws://127.0.0.1:8080/");
    }

    #[test]
    fn what_a_shell_would_read_otherwise_is_quoted() {
        let check = |url: &str, expect: &str| assert_eq!(fill(EXAMPLE, url), expect);
        check("ws://a/?x=1&y=2", "'ws://a/?x=1&y=2'");
        check("ws://a/?t=***", "'ws://a/?t=***'");
        check("ws://a/$(reboot)", "'ws://a/$(reboot)'");
        check("ws://a/'; reboot; '", r"'ws://a/'\''; reboot; '\'''");
        check("ws://[::1]:9160/", "'ws://[::1]:9160/'");
    }
}
