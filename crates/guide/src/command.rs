//! Commands to type into a shell, with the URL that a person has in the tester.

/// The URL in the commands as they are written.
pub const EXAMPLE: &str = "ws://127.0.0.1:9160/echo";

/// The command for `url`, one of `ws:` or `wss:` as a browser writes it: wherever the example is, or the same over `http:`.
pub fn fill(command: &str, url: &str) -> String {
    let over_http = |url: &str| ["http", &url["ws".len()..]].concat();
    command
        .replace(EXAMPLE, &quoted(url))
        .replace(&over_http(EXAMPLE), &quoted(&over_http(url)))
}

/// As one word of a shell.
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
    fn what_a_shell_would_read_otherwise_is_quoted() {
        let check = |url: &str, expect: &str| assert_eq!(fill(EXAMPLE, url), expect);
        check("ws://a/?x=1&y=2", "'ws://a/?x=1&y=2'");
        check("ws://a/?t=***", "'ws://a/?t=***'");
        check("ws://a/$(reboot)", "'ws://a/$(reboot)'");
        check("ws://a/'; reboot; '", r"'ws://a/'\''; reboot; '\'''");
        check("ws://[::1]:9160/", "'ws://[::1]:9160/'");
    }
}
