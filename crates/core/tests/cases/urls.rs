//! What a person may type as a URL, and what becomes of it. Every parser of URLs that the page can be given has to pass:
//! the `url` crate in the tests of this package, and a browser's own in the tests of the page.

/// What is typed, and the URL that is connected to.
pub(crate) const EFFECTIVE: &[(&str, &str)] = &[
    ("wss://example.com/socket", "wss://example.com/socket"),
    ("  ws://localhost:9160/echo \n", "ws://localhost:9160/echo"),
    ("wss://exam\nple.com/a\tb", "wss://example.com/ab"),
    ("http://example.com:80/x?y", "ws://example.com/x?y"),
    ("HTTPS://Example.COM:8443", "wss://example.com:8443/"),
    ("wss://bücher.example/", "wss://xn--bcher-kva.example/"),
    ("ws://2130706433", "ws://127.0.0.1/"),
    ("wss:example.com", "wss://example.com/"),
    ("ws:\\\\example.com\\a", "ws://example.com/a"),
    ("wss://user:pw@example.com", "wss://user:pw@example.com/"),
    ("ws://[::1]:80/", "ws://[::1]/"),
    ("ws://example.com:/", "ws://example.com/"),
    ("ws://example.com/a b?q=é", "ws://example.com/a%20b?q=%C3%A9"),
];

/// What is typed, and the sentence that refuses it.
pub(crate) const REFUSED: &[(&str, &str)] = &[
    ("  ", "Enter a WebSocket URL, such as wss://example.com/socket."),
    (
        "ftp://example.com/x",
        "The URL starts with ftp: - a WebSocket URL starts with ws: or wss:. Did you mean wss://example.com/x?",
    ),
    (
        "wsss://localhost:1",
        "The URL starts with wsss: - a WebSocket URL starts with ws: or wss:. Did you mean ws://localhost:1?",
    ),
    (
        "mailto:a@b.c",
        "The URL starts with mailto: - a WebSocket URL starts with ws: or wss:.",
    ),
    (
        "javascript:alert(1)",
        "The URL starts with javascript: - a WebSocket URL starts with ws: or wss:.",
    ),
    (
        "localhost:9160/echo",
        "A WebSocket URL starts with ws:// or wss://. Did you mean ws://localhost:9160/echo?",
    ),
    (
        "192.168.1.5:80",
        "A WebSocket URL starts with ws:// or wss://. Did you mean ws://192.168.1.5:80?",
    ),
    (
        "[::1]:80",
        "A WebSocket URL starts with ws:// or wss://. Did you mean ws://[::1]:80?",
    ),
    (
        "example.com/socket",
        "A WebSocket URL starts with ws:// or wss://. Did you mean wss://example.com/socket?",
    ),
    (
        "example.com:8080",
        "A WebSocket URL starts with ws:// or wss://. Did you mean wss://example.com:8080?",
    ),
    (
        "//example.com",
        "A WebSocket URL starts with ws:// or wss://. Did you mean wss://example.com?",
    ),
    (
        "wss//example.com",
        "A WebSocket URL starts with ws:// or wss://. Did you mean wss://example.com?",
    ),
    ("/echo", "A WebSocket URL starts with ws:// or wss://."),
    ("what is this", "A WebSocket URL starts with ws:// or wss://."),
    (
        "wss://example.com/#",
        "A WebSocket URL cannot have a #fragment. Use wss://example.com/",
    ),
    (
        "wss://example.com/a#b",
        "A WebSocket URL cannot have a #fragment. Use wss://example.com/a or, if the # belongs to the address, \
         write it as %23.",
    ),
    (
        "wss://",
        "The URL has no host. Write one after the //, as in wss://example.com/socket.",
    ),
    (
        "wss:",
        "The URL has no host. Write one after the //, as in wss://example.com/socket.",
    ),
    (
        "ws://:80/x",
        "The URL has no host. Write one after the //, as in wss://example.com/socket.",
    ),
    (
        "ws://example.com:port/",
        "“port” is not a port: use a number up to 65535, or leave it out.",
    ),
    (
        "ws://example.com:65536/",
        "“65536” is not a port: use a number up to 65535, or leave it out.",
    ),
    (
        "ws://[::1]:-1",
        "“-1” is not a port: use a number up to 65535, or leave it out.",
    ),
    (
        "ws://exam ple.com/",
        "The host “exam ple.com” has a space in it. Take it out, or write %20 if it belongs to the path.",
    ),
    (
        "ws://exa<mple.com/",
        "“exa<mple.com” is not a host. Use a name such as example.com, or an address such as 192.168.1.5 or [::1].",
    ),
    (
        "ws://1.2.3.4.5/",
        "“1.2.3.4.5” is not a host. Use a name such as example.com, or an address such as 192.168.1.5 or [::1].",
    ),
    (
        "ws://[::zz]/",
        "“[::zz]” is not an IPv6 address. Write it as in ws://[::1]:8080/.",
    ),
];
