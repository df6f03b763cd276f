//! A WebSocket that writes whatever bytes it is told to, while the library still reads.
//!
//! The library's reader would answer closes and pings by itself; here its answers go nowhere, and each route decides.

use std::sync::Arc;

use futures_util::StreamExt;
use tokio::io::{AsyncWriteExt, Join, Sink, join, sink};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::pin;
use tokio::time::{Duration, Instant, timeout, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::handshake::{Arrival, Opened};
use crate::param::Kind;
use crate::pieces::Pieces;
use crate::runs::Run;
use crate::socket::config;
use crate::tcp::{self, Disconnected};
use crate::{frame, limits};

/// What came from the client.
#[derive(Debug)]
pub(crate) enum Heard {
    Message(Kind, Bytes),
    Ping(Bytes),
    Close,
    /// The connection is over, or the client broke the protocol.
    Disconnected,
}

/// The library, whose answers go nowhere.
type Reader = WebSocketStream<Join<Pieces<OwnedReadHalf>, Sink>>;

/// One open connection of the raw kind.
#[derive(Debug)]
pub(crate) struct Wire {
    reader: Reader,
    writer: OwnedWriteHalf,
    /// The pong that waits for the end of the frame being written: the latest ping's (RFC 6455 5.5.3 asks no more).
    owed: Vec<u8>,
    /// The client's close, as the frame that would echo it: once there, the reader has no more to tell.
    heard_close: Option<Vec<u8>>,
    idle: Duration,
    run: Option<Arc<Run>>,
}

impl Wire {
    /// Answers 101, choosing the first subprotocol offered.
    pub(crate) async fn accept(arrival: Arrival) -> Result<Self, Disconnected> {
        Ok(Self::new(arrival.accept().await?).await)
    }

    /// The same with messages deflated. What the client sends deflated is not read: its end is the next close.
    pub(crate) async fn accept_deflated(arrival: Arrival) -> Result<Self, Disconnected> {
        Ok(Self::new(arrival.accept_deflated().await?).await)
    }

    async fn new(opened: Opened) -> Self {
        let Opened {
            stream,
            early,
            idle,
            run,
        } = opened;
        let (reader, writer) = stream.into_split();
        let reader = join(Pieces::new(reader, &early), sink());
        let reader = WebSocketStream::from_raw_socket(reader, Role::Server, Some(config())).await;
        Self {
            reader,
            writer,
            owed: Vec::new(),
            heard_close: None,
            idle,
            run,
        }
    }

    /// The next thing from the client, which is told to leave when it says nothing for too long. Safe to drop while it
    /// waits.
    pub(crate) async fn hear(&mut self) -> Heard {
        let heard = timeout(
            self.idle,
            hear(&mut self.reader, &mut self.heard_close, self.run.as_deref()),
        )
        .await;
        let Ok(heard) = heard else {
            let reason = frame::idle_reason(self.idle);
            // Whether or not it takes it, it is left.
            let _ = self.write(&frame::close(1001, reason.as_bytes())).await;
            return Heard::Disconnected;
        };
        heard
    }

    /// Writes bytes as they are.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), Disconnected> {
        Ok(tcp::write_all(&mut self.writer, bytes).await?)
    }

    /// Writes bytes as they are, and hears the client meanwhile: it may be sending too, and neither side should
    /// have to wait for the other to read. Messages are dropped, a close is remembered, a pong is owed.
    pub(crate) async fn write_listening(&mut self, bytes: &[u8]) -> Result<(), Disconnected> {
        let write = tcp::write_all(&mut self.writer, bytes);
        pin!(write);
        loop {
            tokio::select! {
                written = &mut write => return Ok(written?),
                heard = hear(&mut self.reader, &mut self.heard_close, self.run.as_deref()), if self.heard_close.is_none() => match heard {
                    Heard::Ping(payload) => self.owed = frame::message(frame::PONG, &payload),
                    Heard::Disconnected => return Err(Disconnected),
                    Heard::Message(..) | Heard::Close => {}
                },
            }
        }
    }

    /// Whether the client has asked to close.
    pub(crate) fn heard_close(&self) -> bool {
        self.heard_close.is_some()
    }

    /// Answers the ping heard during [`Wire::write_listening`]; only between frames.
    pub(crate) async fn answer_ping(&mut self) -> Result<(), Disconnected> {
        if self.owed.is_empty() {
            return Ok(());
        }
        let owed = std::mem::take(&mut self.owed);
        self.write_listening(&owed).await
    }

    /// Sends every message back until the client closes; its close is left for the caller to answer.
    pub(crate) async fn echo_until_close(&mut self) -> Result<(), Disconnected> {
        self.answer_ping().await?;
        while !self.heard_close() {
            match self.hear().await {
                Heard::Message(kind, payload) => {
                    self.write(&frame::message(frame::opcode(kind), &payload)).await?;
                }
                Heard::Ping(payload) => self.write(&frame::message(frame::PONG, &payload)).await?,
                Heard::Close => {}
                Heard::Disconnected => return Err(Disconnected),
            }
        }
        Ok(())
    }

    /// Hears messages and answers nothing, not even a close, until the client is gone or `at_most` has passed.
    pub(crate) async fn hear_out(&mut self, at_most: Duration) {
        let until = Instant::now() + at_most;
        let hear_on = async {
            while let Heard::Message(..) | Heard::Ping(_) =
                hear(&mut self.reader, &mut self.heard_close, self.run.as_deref()).await
            {}
        };
        let _ = timeout_at(until, hear_on).await;
        self.ignore(until.saturating_duration_since(Instant::now())).await;
    }

    /// Reads and forgets, frames or not, until the client is gone or `at_most` has passed.
    pub(crate) async fn ignore(&mut self, at_most: Duration) {
        tcp::discard(self.reader.get_mut(), at_most).await;
    }

    /// Sends our close frame, first or in answer; waits for the client's, then ends TCP at once.
    /// A client waits for the server's FIN (RFC 6455 7.1.1), a browser for 2 s.
    pub(crate) async fn close(mut self, frame: &[u8]) -> Result<(), Disconnected> {
        self.write(frame).await?;
        let until = Instant::now() + limits::CLOSE_WAIT;
        while !self.heard_close() {
            if let Err(_) | Ok(Heard::Disconnected) = timeout_at(until, self.hear()).await {
                break;
            }
        }
        self.end().await;
        Ok(())
    }

    /// Echoes the client's close, as RFC 6455 5.5.1 suggests, or closes with 1000 where it sent none; then ends.
    pub(crate) async fn agree(self) -> Result<(), Disconnected> {
        let frame = self
            .heard_close
            .clone()
            .unwrap_or_else(|| frame::close(1000, b""));
        self.close(&frame).await
    }

    /// Ends TCP with FIN, whatever was said before.
    pub(crate) async fn end(mut self) {
        if timeout(limits::WRITE_WAIT, self.writer.shutdown())
            .await
            .is_ok_and(|shut| shut.is_ok())
        {
            self.ignore(limits::FIN_WAIT).await;
        }
    }

    /// The bare connection.
    pub(crate) fn into_stream(self) -> TcpStream {
        let (reader, _) = self.reader.into_inner().into_inner();
        reader
            .into_inner()
            .reunite(self.writer)
            .expect("both halves come from one stream")
    }
}

/// The next thing from the client, apart from the writing half so that both can be waited for.
async fn hear(reader: &mut Reader, heard_close: &mut Option<Vec<u8>>, run: Option<&Run>) -> Heard {
    loop {
        let heard = reader.next().await;
        if let (Some(run), Some(Ok(message))) = (run, &heard) {
            run.heard(message);
        }
        return match heard {
            Some(Ok(Message::Text(text))) => Heard::Message(Kind::Text, text.into()),
            Some(Ok(Message::Binary(payload))) => Heard::Message(Kind::Binary, payload),
            Some(Ok(Message::Ping(payload))) => Heard::Ping(payload),
            Some(Ok(Message::Close(close))) => {
                let echo = close.map(|close| frame::close(close.code.into(), close.reason.as_bytes()));
                *heard_close = Some(echo.unwrap_or_else(frame::empty_close));
                Heard::Close
            }
            Some(Ok(_)) => continue,
            Some(Err(_)) | None => Heard::Disconnected,
        };
    }
}
