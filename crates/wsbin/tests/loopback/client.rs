//! The other end: a WebSocket client by the library, and one by hand for what a library would hide.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use wsbin::{Config, Server};

pub(crate) type Client = WebSocketStream<TcpStream>;

/// Longer than anything here takes, shorter than a person's patience.
pub(crate) const SOON: Duration = Duration::from_secs(10);
/// How long "nothing happens" is watched for.
pub(crate) const A_WHILE: Duration = Duration::from_millis(250);

/// How long a client of the impatient server may say nothing.
pub(crate) const IDLE: Duration = Duration::from_millis(300);

pub(crate) async fn server() -> Server {
    Server::spawn(Config::default()).await.unwrap()
}

pub(crate) async fn server_with(assets: &Path) -> Server {
    Server::spawn(Config {
        assets: Some(assets.to_owned()),
        ..Config::default()
    })
    .await
    .unwrap()
}

/// One that leaves clients who say nothing.
pub(crate) async fn impatient_server() -> Server {
    Server::spawn(Config {
        idle: IDLE,
        ..Config::default()
    })
    .await
    .unwrap()
}

/// Opens a WebSocket.
pub(crate) async fn connect(server: &Server, path: &str) -> Client {
    try_connect(server, path, None).await.unwrap().0
}

/// Opens a WebSocket offering subprotocols; gives the one chosen.
pub(crate) async fn try_connect(
    server: &Server,
    path: &str,
    offer: Option<&str>,
) -> Result<(Client, Option<String>), Error> {
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let mut request = server.url(path).into_client_request().unwrap();
    if let Some(offer) = offer {
        request
            .headers_mut()
            .insert("Sec-WebSocket-Protocol", offer.parse().unwrap());
    }
    let (client, response) = timeout(SOON, client_async(request, stream)).await.unwrap()?;
    let chosen = response.headers().get("Sec-WebSocket-Protocol");
    Ok((client, chosen.map(|name| name.to_str().unwrap().to_owned())))
}

/// Opens a WebSocket with these headers, or gives the HTTP status of the refusal.
pub(crate) async fn connect_as(
    server: &Server,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Result<Client, u16> {
    let stream = TcpStream::connect(server.addr()).await.unwrap();
    let mut request = server.url(path).into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    match timeout(SOON, client_async(request, stream)).await.unwrap() {
        Ok((client, _)) => Ok(client),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(other) => panic!("neither open nor refused: {other}"),
    }
}

/// Whether nothing comes for a while.
pub(crate) async fn is_quiet(client: &mut Client) -> bool {
    timeout(A_WHILE, client.next()).await.is_err()
}

/// Whether it echoes: who is let in is let in for good.
pub(crate) async fn echoes(client: &mut Client) -> bool {
    client.send(Message::text("in")).await.unwrap();
    text(client).await == "in"
}

/// The next message of any kind.
pub(crate) async fn next(client: &mut Client) -> Message {
    timeout(SOON, client.next())
        .await
        .expect("a message in time")
        .unwrap()
        .unwrap()
}

/// The next message, which must be text.
pub(crate) async fn text(client: &mut Client) -> String {
    match next(client).await {
        Message::Text(text) => text.to_string(),
        other => panic!("not text: {other:?}"),
    }
}

/// The close frame that comes next, as its code and reason; `None` where it has none.
pub(crate) async fn closed(client: &mut Client) -> Option<(u16, String)> {
    match next(client).await {
        Message::Close(frame) => {
            frame.map(|CloseFrame { code, reason }| (code.into(), reason.as_str().to_owned()))
        }
        other => panic!("not a close: {other:?}"),
    }
}

/// A connection on which every byte is ours.
pub(crate) struct Raw {
    pub(crate) head: String,
    pub(crate) stream: TcpStream,
    buffer: Vec<u8>,
}

impl Raw {
    /// Sends a correct handshake and reads the head of the answer.
    pub(crate) async fn open(server: &Server, path: &str) -> Self {
        let mut raw = Self::ask(server, &handshake(path)).await;
        raw.read_head().await;
        raw
    }

    /// Connects and sends bytes.
    pub(crate) async fn ask(server: &Server, request: &str) -> Self {
        let mut stream = TcpStream::connect(server.addr()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        Self {
            head: String::new(),
            stream,
            buffer: Vec::new(),
        }
    }

    pub(crate) async fn read_head(&mut self) {
        while !self.head.ends_with("\r\n\r\n") {
            let byte = self.take(1).await;
            self.head.push(char::from(byte[0]));
        }
    }

    /// A masked frame, with a mask of zeros so that the payload stays readable.
    pub(crate) async fn send(&mut self, first_byte: u8, payload: &[u8]) {
        let length = u8::try_from(payload.len()).unwrap();
        let head = [first_byte, 0x80 | length, 0, 0, 0, 0];
        self.stream.write_all(&[&head, payload].concat()).await.unwrap();
    }

    /// Exactly so many bytes.
    pub(crate) async fn take(&mut self, count: usize) -> Vec<u8> {
        while self.buffer.len() < count {
            let read = timeout(SOON, self.stream.read_buf(&mut self.buffer))
                .await
                .expect("bytes in time");
            assert_ne!(read.unwrap(), 0, "the connection ended early");
        }
        self.buffer.drain(..count).collect()
    }

    /// One frame: its first byte and its payload.
    pub(crate) async fn frame(&mut self) -> (u8, Vec<u8>) {
        let head = self.take(2).await;
        let length = match head[1] {
            126 => u64::from(u16::from_be_bytes(self.take(2).await.try_into().unwrap())),
            127 => u64::from_be_bytes(self.take(8).await.try_into().unwrap()),
            short => u64::from(short),
        };
        let payload = self.take(usize::try_from(length).unwrap()).await;
        (head[0], payload)
    }

    /// How the connection ends, once everything before the end has been read.
    pub(crate) async fn end(mut self) -> End {
        loop {
            match timeout(SOON, self.stream.read_buf(&mut self.buffer))
                .await
                .expect("an end in time")
            {
                Ok(0) => return End::Fin(self.buffer),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return End::Reset,
                Err(error) => panic!("neither FIN nor RST: {error}"),
            }
        }
    }

    /// Whether nothing comes and nothing ends for a while.
    pub(crate) async fn is_quiet(&mut self) -> bool {
        self.buffer.is_empty()
            && timeout(A_WHILE, self.stream.read_buf(&mut self.buffer))
                .await
                .is_err()
    }
}

/// How TCP ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With what came before it.
    Fin(Vec<u8>),
    Reset,
}

/// A correct handshake for a path.
pub(crate) fn handshake(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
}

/// The whole answer to a request.
pub(crate) async fn answer(server: &Server, request: &str) -> String {
    match Raw::ask(server, request).await.end().await {
        End::Fin(bytes) => String::from_utf8(bytes).unwrap(),
        End::Reset => panic!("reset instead of answered: {request}"),
    }
}

/// The whole answer to a plain GET.
pub(crate) async fn get(server: &Server, path: &str) -> String {
    answer(server, &format!("GET {path} HTTP/1.1\r\nHost: x:1\r\n\r\n")).await
}
