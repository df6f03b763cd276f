//! The Guide's servers do what the Guide says of them: started as a reader would, and talked to as the tester does.
//! `cargo xtask test servers` prepares Node with npm's `ws` and a Python with `websockets`, and says where.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use tungstenite::client::IntoClientRequest as _;
use tungstenite::handshake::HandshakeError;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::{Bytes, Error, Message, WebSocket};

/// Longer than anything here takes.
const SOON: Duration = Duration::from_secs(20);

/// The origin that the servers are told to let in.
const FRIEND: &str = "https://app.example";

/// What a message may weigh, in bytes.
const MOST: usize = 1 << 20;

type Client = WebSocket<TcpStream>;

/// A server of the Guide, until it is dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        command.env("PORT", "0").env("ORIGINS", FRIEND);
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} starts: {error}"));
        let printed = process.stdout.take().expect("it is piped");
        let mut line = String::new();
        let read = BufReader::new(printed).read_line(&mut line);
        let address = line.trim().strip_prefix("listening on ws://");
        let address = address
            .and_then(|address| address.strip_suffix('/'))
            .map(str::to_owned);
        let server = Self {
            process,
            address: address.clone().unwrap_or_default(),
        };
        assert!(
            address.is_some(),
            "it says where it listens, not {line:?} ({read:?})"
        );
        server
    }

    /// Opens a connection, or gives the status of the refusal.
    fn open(&self, origin: Option<&str>) -> Result<Client, u16> {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(SOON)).expect("a time is not 0");
        let url = format!("ws://{}/", self.address);
        let mut request = url.into_client_request().expect("it is a URL");
        if let Some(origin) = origin {
            let origin = origin.parse().expect("it is a header's value");
            request.headers_mut().insert("Origin", origin);
        }
        match tungstenite::client(request, stream) {
            Ok((client, _)) => Ok(client),
            Err(HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
            Err(other) => panic!("neither open nor refused: {other}"),
        }
    }

    fn enter(&self) -> Client {
        self.open(None).expect("who names no origin may enter")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails where it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The next message that is not a ping of the server.
fn hear(client: &mut Client) -> Message {
    loop {
        match client.read().expect("a message comes") {
            Message::Ping(_) => {}
            message => return message,
        }
    }
}

/// The code that it is closed with.
fn close_code(client: &mut Client) -> CloseCode {
    match hear(client) {
        Message::Close(Some(frame)) => frame.code,
        other => panic!("it is closed with a code, not {other:?}"),
    }
}

fn sends_to_all(server: &Server) {
    let (mut one, mut other) = (server.enter(), server.enter());
    let messages = [Message::text("héllo"), Message::binary(vec![0_u8, 255])];
    // Whoever has an echo has entered.
    other.send(Message::text("here")).expect("it is open");
    assert_eq!(hear(&mut other), Message::text("here"));
    for message in messages {
        one.send(message.clone()).expect("it is open");
        let mut heard = hear(&mut one);
        if heard == Message::text("here") {
            heard = hear(&mut one);
        }
        assert_eq!(heard, message, "an echo");
        assert_eq!(hear(&mut other), message, "and so for everyone");
    }
}

fn answers_a_ping(server: &Server) {
    let mut client = server.enter();
    let payload = Bytes::from_static(b"are you there");
    client.send(Message::Ping(payload.clone())).expect("it is open");
    assert_eq!(hear(&mut client), Message::Pong(payload));
}

fn bounds_messages(server: &Server) {
    let mut client = server.enter();
    client.send(Message::binary(vec![7; MOST])).expect("it is open");
    assert_eq!(hear(&mut client).len(), MOST, "as much as may be");
    // It may close before all of this is written.
    let _ = client.send(Message::binary(vec![7; MOST + 1]));
    assert_eq!(close_code(&mut client), CloseCode::Size);
}

fn checks_origins(server: &Server) {
    assert!(server.open(Some(FRIEND)).is_ok());
    assert_eq!(server.open(Some("https://evil.example")).err(), Some(403));
}

fn outlives_a_bad_client(server: &Server) {
    let mut bad = server.enter();
    // Not masked, and with an opcode that nobody knows.
    bad.get_mut().write_all(b"\x83\x02hi").expect("it is open");
    let ended = bad.read();
    assert!(
        matches!(ended, Ok(Message::Close(_)) | Err(_)),
        "a bad frame ends its connection: {ended:?}"
    );
    sends_to_all(server);
}

fn says_that_it_stops(mut server: Server) {
    let mut client = server.enter();
    client.send(Message::text("here")).expect("it is open");
    assert_eq!(hear(&mut client), Message::text("here"));
    let process = server.process.id().to_string();
    let told = Command::new("kill").args(["-TERM", &process]).status();
    assert!(
        told.is_ok_and(|status| status.success()),
        "it can be told to stop"
    );
    assert_eq!(close_code(&mut client), CloseCode::Away);
    // The answer to the close.
    let _ = client.flush();
    let deadline = Instant::now() + SOON;
    loop {
        let status = server.process.try_wait().expect("it is our child");
        if let Some(status) = status {
            assert!(status.success(), "{status}");
            return;
        }
        assert!(Instant::now() < deadline, "it ends");
        thread::sleep(Duration::from_millis(20));
    }
}

/// All that the page says these servers have in common, but for what takes minutes.
fn check(server: Server) {
    sends_to_all(&server);
    answers_a_ping(&server);
    bounds_messages(&server);
    checks_origins(&server);
    outlives_a_bad_client(&server);
    says_that_it_stops(server);
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/guide/servers")
        .join(name)
}

fn told(variable: &str) -> PathBuf {
    let value = env::var_os(variable);
    let value = value.unwrap_or_else(|| panic!("{variable} is set: run `cargo xtask test servers`"));
    value.into()
}

#[test]
fn the_server_in_node_does_what_the_page_says() {
    let code = File::open(file("node.mjs")).expect("it is there");
    // From its standard input, a module looks for others where Node was started.
    let mut node = Command::new(told("TABCAT_NODE"));
    node.arg("--input-type=module")
        .stdin(code)
        .current_dir(told("TABCAT_WS"));
    check(Server::start(&mut node));
}

#[test]
fn the_server_in_python_does_what_the_page_says() {
    let mut python = Command::new(told("TABCAT_PYTHON"));
    check(Server::start(python.arg(file("python.py")).stdin(Stdio::null())));
}
