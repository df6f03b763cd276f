//! What we say beside what programs that others wrote do: tungstenite's frames and answers, and wsbin's routes.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::io::{self, Cursor, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use tabcat_lab::Side::{self, Client, Server};
use tabcat_lab::frame::{Frame, Opcode, Problem, anatomy, encode, encode_fragments};
use tabcat_lab::handshake::{self, Comparison, Key, Line, Opening, WAYS_TO_FAIL};
use tabcat_lab::{close, hex};
use tungstenite::error::{Error, ProtocolError};
use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::{CloseFrame, Message, Role, WebSocket};

/// A connection in memory: what there is to read, and what was written.
#[derive(Default)]
struct Wire {
    input: Cursor<Vec<u8>>,
    output: Vec<u8>,
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.input.read(buffer)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn end(of: Side, input: Vec<u8>) -> WebSocket<Wire> {
    let wire = Wire {
        input: Cursor::new(input),
        output: Vec::new(),
    };
    let role = match of {
        Client => Role::Client,
        Server => Role::Server,
    };
    WebSocket::from_raw_socket(wire, role, None)
}

/// What the other end of `from` makes of these bytes, until they end or it fails.
fn read_all(bytes: Vec<u8>, from: Side) -> Result<Vec<Message>, Error> {
    let reader = match from {
        Client => Server,
        Server => Client,
    };
    let mut socket = end(reader, bytes);
    let mut messages = Vec::new();
    loop {
        match socket.read() {
            Ok(message) => messages.push(message),
            // The bytes have ended, or a close frame was the last.
            Err(Error::ConnectionClosed | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)) => {
                return Ok(messages);
            }
            Err(error) => return Err(error),
        }
    }
}

#[test]
fn what_tungstenite_writes_is_named_without_a_problem_and_encodes_to_the_same_bytes() {
    let big = vec![7; 70_000];
    let close = CloseFrame {
        code: 4001.into(),
        reason: "später".into(),
    };
    let messages = [
        (Message::text("Hello"), Opcode::Text, b"Hello".to_vec()),
        (Message::text(""), Opcode::Text, Vec::new()),
        (Message::binary(vec![1; 126]), Opcode::Binary, vec![1; 126]),
        (Message::binary(big.clone()), Opcode::Binary, big),
        (Message::Ping(vec![1, 2].into()), Opcode::Ping, vec![1, 2]),
        (Message::Pong(vec![].into()), Opcode::Pong, vec![]),
        (
            Message::Close(Some(close)),
            Opcode::Close,
            b"\x0f\xa1sp\xc3\xa4ter".to_vec(),
        ),
    ];
    for from in [Client, Server] {
        let mut socket = end(from, Vec::new());
        for (message, ..) in &messages {
            socket.send(message.clone()).unwrap();
        }
        let written = socket.get_ref().output.clone();

        let anatomy = anatomy(written.clone(), from);
        assert_eq!(anatomy.problems(), []);
        let frames: Vec<Frame> = (0..anatomy.count())
            .map(|at| anatomy.frame(at).unwrap())
            .collect();
        assert_eq!(frames.len(), messages.len());
        for (frame, (_, opcode, payload)) in frames.iter().zip(&messages) {
            assert_eq!((frame.opcode, &frame.payload), (*opcode, payload));
            assert_eq!(frame.mask.is_some(), from == Client);
        }
        let again: Vec<u8> = frames.iter().flat_map(encode).collect();
        assert_eq!(again, written);
    }
}

#[test]
fn tungstenite_reads_what_we_encode() {
    for from in [Client, Server] {
        let mut key = [0x37_u8, 0xfa, 0x21, 0x3d];
        let mut mask = || {
            key[0] = key[0].wrapping_add(1);
            (from == Client).then_some(key)
        };
        let text = "Grüße, 世界 𝄞".repeat(9);
        let mut bytes = encode_fragments(Opcode::Text, text.as_bytes(), 17, &mut mask);
        bytes.extend(encode(&Frame::whole(Opcode::Ping, b"now", mask())));
        bytes.extend(encode(&Frame::whole(Opcode::Binary, vec![0xff; 65_536], mask())));
        bytes.extend(encode(&close::frame(Some(1001), "off", mask()).unwrap()));
        let close = CloseFrame {
            code: 1001.into(),
            reason: "off".into(),
        };
        assert_eq!(
            read_all(bytes, from).unwrap(),
            [
                Message::text(text),
                Message::Ping(b"now".to_vec().into()),
                Message::binary(vec![0xff; 65_536]),
                Message::Close(Some(close)),
            ]
        );
    }
}

#[test]
fn what_tungstenite_refuses_has_a_problem_for_us() {
    let ping_126 = format!("89 7e 007e {}", "00".repeat(126));
    let refused = [
        ("c1 02 6869", Server),
        ("a1 02 6869", Server),
        ("91 02 6869", Server),
        ("83 00", Server),
        ("8b 00", Server),
        ("8180 01020304", Server),
        ("8105 48656c6c6f", Client),
        ("09 00", Server),
        (&ping_126, Server),
        ("80 02 6869", Server),
        ("01 02 6869 81 02 6869", Server),
        ("81 02 c328", Server),
        ("81 02 e282", Server),
        ("01 01 e2 80 01 28", Server),
        ("88 01 03", Server),
        ("88 04 03e8 c328", Server),
        ("88 02 03e8 81 02 6869", Server),
    ];
    for (text, from) in refused {
        let bytes = hex::read(text).unwrap();
        assert!(read_all(bytes.clone(), from).is_err(), "{text}");
        assert_ne!(anatomy(bytes, from).problems(), [], "{text}");
    }
}

#[test]
fn rules_that_tungstenite_lets_pass_are_rules_for_us() {
    let lenient = ["82 7e 0002 6869", "82 7f 0000000000000002 6869", "88 02 03ee"];
    for text in lenient {
        let bytes = hex::read(text).unwrap();
        assert!(read_all(bytes.clone(), Server).is_ok(), "{text}");
        assert_ne!(anatomy(bytes, Server).problems(), [], "{text}");
    }
}

#[test]
fn tungstenite_gives_the_same_answers() {
    for text in [
        "dGhlIHNhbXBsZSBub25jZQ==",
        "AQIDBAUGBwgJCgsMDQ4PEC==",
        "no key",
        "",
    ] {
        assert_eq!(handshake::accept(text), derive_accept_key(text.as_bytes()));
    }
    let key = Key::from_nonce([9; 16]);
    let answer = derive_accept_key(key.as_str().as_bytes());
    assert_eq!(Comparison::of(&key, &answer), Comparison::Equal);
}

/// Sends the lines to a server at `url` and gives the lines of its answer, and the connection after them.
fn ask(url: &str, lines: &[Line]) -> (Vec<String>, TcpStream) {
    let address = url.strip_prefix("ws://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    for line in lines {
        write!(stream, "{line}\r\n").unwrap();
    }
    stream.write_all(b"\r\n").unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap();
    (head.lines().map(str::to_owned).collect(), stream)
}

fn header<'a>(lines: &'a [String], name: &str) -> Option<&'a str> {
    lines.iter().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Runs with wsbin at hand; `url("")` is its address.
fn with_wsbin(run: impl FnOnce(&dyn Fn(&str) -> String)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime
        .block_on(wsbin::Server::spawn(wsbin::Config::default()))
        .unwrap();
    run(&|path| server.url(path));
}

#[test]
fn a_real_server_takes_the_request_and_gives_the_answer_that_we_expect() {
    with_wsbin(|url| {
        let address = url("");
        let key = Key::from_nonce(*b"sixteen bytes ok");
        let opening = Opening {
            host: address.strip_prefix("ws://").unwrap(),
            path: "/echo",
            origin: Some("http://127.0.0.1"),
            key: &key,
            subprotocols: &["chat.v2", "chat.v1"],
            deflate: false,
        };
        let (answer, _) = ask(&address, &handshake::request(&opening));
        for expect in handshake::response(&opening, Some("chat.v2"), false) {
            match expect.name {
                None => assert_eq!(answer[0], expect.value),
                Some(name) => assert_eq!(
                    header(&answer, name).map(str::to_lowercase),
                    Some(expect.value.to_lowercase()),
                    "{name}"
                ),
            }
        }
        let given = header(&answer, "Sec-WebSocket-Accept").unwrap();
        assert_eq!(Comparison::of(&key, given), Comparison::Equal);
    });
}

#[test]
fn every_route_that_is_named_fails_the_handshake_as_it_says() {
    with_wsbin(|url| {
        let address = url("");
        let key = Key::from_nonce([3; 16]);
        for way in WAYS_TO_FAIL {
            let path = way.route;
            let opening = Opening {
                host: address.strip_prefix("ws://").unwrap(),
                path,
                origin: None,
                key: &key,
                subprotocols: &[],
                deflate: false,
            };
            let (answer, _) = ask(&address, &handshake::request(&opening));
            let status = |line: &str| line.split(' ').nth(1).map(str::to_owned);
            assert_eq!(status(&answer[0]), status(way.answer[0]), "{path}");
            for line in &way.answer[1..] {
                let (name, value) = line.split_once(": ").unwrap();
                match name {
                    // An example, to another key.
                    "Sec-WebSocket-Accept" => {
                        let given = header(&answer, name).unwrap();
                        assert!(!Comparison::of(&key, given).is_accepted(), "{path}: {given}");
                    }
                    _ => assert_eq!(header(&answer, name), Some(value), "{path}"),
                }
            }
            let sent: Vec<_> = ["Upgrade", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"]
                .into_iter()
                .filter(|name| header(&answer, name).is_some())
                .collect();
            let expect: &[&str] = match path {
                "/wrong-answer/no-upgrade" | "/reject/403" => &[],
                "/subprotocol/chat.v2" => &["Upgrade", "Sec-WebSocket-Protocol"],
                "/wrong-answer/extension" => &["Upgrade", "Sec-WebSocket-Extensions"],
                _ => &["Upgrade"],
            };
            assert_eq!(sent, expect, "{path}");
        }
    });
}

/// The rules that wsbin breaks, all but those of compression, and what we say of each.
const VIOLATIONS: [(&str, &str); 28] = [
    ("utf8", "text is not UTF-8"),
    ("utf8-surrogate", "text is not UTF-8"),
    ("utf8-overlong", "text is not UTF-8"),
    ("utf8-high", "text is not UTF-8"),
    ("utf8-cut", "text ends inside"),
    ("rsv1", "RSV1"),
    ("rsv2", "RSV2"),
    ("rsv3", "RSV3"),
    ("opcode-3", "opcode 3 is reserved for data"),
    ("opcode-b", "opcode B is reserved for control"),
    ("masked", "a server never masks"),
    ("length-16", "the length 2 is written in 16 bits"),
    ("length-64", "the length 2 is written in 64 bits"),
    ("length-huge", "top bit"),
    ("continuation", "a continuation, but no message"),
    ("nested", "a new text message"),
    ("ping-126", "the length is 126, but a control frame (ping)"),
    ("pong-126", "the length is 126, but a control frame (pong)"),
    ("ping-fragment", "(ping) is never fragmented"),
    ("close-fragment", "(close) is never fragmented"),
    ("close-1-byte", "has 1 byte"),
    ("close-1005", "the close code 1005"),
    ("close-1006", "the close code 1006"),
    ("close-1015", "the close code 1015"),
    (
        "close-reason-124",
        "the length is 126, but a control frame (close)",
    ),
    ("close-reason-utf8", "the reason is not UTF-8"),
    ("data-after-close", "data after a close frame"),
    ("close-after-close", "a close frame after a close frame"),
];

#[test]
fn every_rule_that_wsbin_breaks_is_found_in_what_it_sends() {
    with_wsbin(|url| {
        let address = url("");
        let key = Key::from_nonce([5; 16]);
        for (name, says) in VIOLATIONS {
            let opening = Opening {
                host: address.strip_prefix("ws://").unwrap(),
                path: &format!("/violate/{name}?after=0"),
                origin: None,
                key: &key,
                subprotocols: &[],
                deflate: false,
            };
            let (answer, mut stream) = ask(&address, &handshake::request(&opening));
            assert_eq!(answer[0], "HTTP/1.1 101 Switching Protocols", "{name}");
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            let mut bytes = Vec::new();
            let found = |bytes: &[u8]| {
                let said = |problem: &Problem| problem.to_string().contains(says);
                anatomy(bytes, Server).problems().iter().any(said)
            };
            while !found(&bytes) {
                let mut more = [0; 256];
                let n = stream.read(&mut more).unwrap();
                assert!(n > 0, "{name} ended: {}", hex::write(&bytes));
                bytes.extend(&more[..n]);
            }
        }
    });
}
