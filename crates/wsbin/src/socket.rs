//! A WebSocket on the library's terms: every frame correct, pings and closes answered for us.

use std::sync::Arc;

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{Duration, Instant, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::flaw::Flaw;
use crate::handshake::{Arrival, Opened};
use crate::pieces::Pieces;
use crate::runs::Run;
use crate::tcp::{self, Disconnected};
use crate::{frame, limits};

/// One open connection of the well-behaved kind.
#[derive(Debug)]
pub(crate) struct Socket {
    ws: WebSocketStream<Pieces<TcpStream>>,
    /// What is wrong with the client, told to it in the close.
    fault: Option<CloseFrame>,
    idle: Duration,
    run: Option<Arc<Run>>,
}

impl Socket {
    /// Answers 101, choosing the first subprotocol offered.
    pub(crate) async fn accept(arrival: Arrival) -> Result<Self, Disconnected> {
        Ok(Self::new(arrival.accept().await?).await)
    }

    /// Answers 101, choosing this subprotocol.
    pub(crate) async fn accept_as(arrival: Arrival, subprotocol: &str) -> Result<Self, Disconnected> {
        Ok(Self::new(arrival.accept_as(subprotocol).await?).await)
    }

    /// Answers with a 101 that has that wrong.
    pub(crate) async fn accept_wrongly(arrival: Arrival, what: Flaw) -> Result<Self, Disconnected> {
        Ok(Self::new(arrival.accept_wrongly(what).await?).await)
    }

    async fn new(opened: Opened) -> Self {
        let Opened {
            stream,
            early,
            idle,
            run,
        } = opened;
        let pieces = Pieces::new(stream, &early);
        let ws = WebSocketStream::from_raw_socket(pieces, Role::Server, Some(config())).await;
        Self {
            ws,
            fault: None,
            idle,
            run,
        }
    }

    /// The next text or binary message; `None` once there will be no more. Safe to drop while it waits.
    pub(crate) async fn hear(&mut self) -> Option<Message> {
        loop {
            let Ok(heard) = timeout(self.idle, self.ws.next()).await else {
                self.fault = Some(CloseFrame {
                    code: CloseCode::Away,
                    reason: frame::idle_reason(self.idle).into(),
                });
                return None;
            };
            match heard? {
                Ok(message @ (Message::Text(_) | Message::Binary(_))) => {
                    if let Some(run) = &self.run {
                        run.heard(&message);
                    }
                    return Some(message);
                }
                Ok(Message::Close(_)) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.fault = fault(&error);
                    return None;
                }
            }
        }
    }

    /// When the client's last bytes came, whole message or not.
    pub(crate) fn read_at(&self) -> Instant {
        self.ws.get_ref().read_at()
    }

    /// Sends one message, or gives up on a client that takes nothing.
    pub(crate) async fn say(&mut self, message: impl Into<Message>) -> Result<(), Disconnected> {
        self.queue(message).await?;
        self.flush().await
    }

    /// Takes one message to be sent at the next [`Socket::flush`], or before if much is waiting.
    pub(crate) async fn queue(&mut self, message: impl Into<Message>) -> Result<(), Disconnected> {
        Ok(timeout(limits::WRITE_WAIT, self.ws.feed(message.into())).await??)
    }

    /// Sends what is queued.
    pub(crate) async fn flush(&mut self) -> Result<(), Disconnected> {
        Ok(timeout(limits::WRITE_WAIT, self.ws.flush()).await??)
    }

    /// Sends every message back, changed by `change`, until the client closes. Answers to a burst leave together.
    pub(crate) async fn echo(&mut self, change: impl Fn(Message) -> Message) -> Result<(), Disconnected> {
        while let Some(message) = self.hear().await {
            self.queue(change(message)).await?;
            while let Some(Some(message)) = self.hear().now_or_never() {
                self.queue(change(message)).await?;
            }
            self.flush().await?;
        }
        Ok(())
    }

    /// Has the close say that a message was over `max` bytes.
    pub(crate) fn refuse_size(&mut self, max: usize) {
        self.fault = Some(too_big(max));
    }

    /// Closes with 1000 and ends the connection.
    pub(crate) async fn close(self) {
        self.close_with(CloseCode::Normal.into(), "").await;
    }

    /// Closes with this code and reason and ends the connection.
    pub(crate) async fn close_with(mut self, code: u16, reason: &str) {
        self.fault.get_or_insert_with(|| CloseFrame {
            code: code.into(),
            reason: reason.into(),
        });
        self.finish().await;
    }

    /// Ends TCP with FIN and no close frame.
    pub(crate) async fn drop_tcp(self) {
        tcp::farewell(self.ws.into_inner().into_inner()).await;
    }

    /// Ends the connection: the close handshake if there is one to do, then TCP, at once.
    /// A client waits for the server's FIN after the close frames (RFC 6455 7.1.1), a browser for 2 s.
    pub(crate) async fn finish(mut self) {
        let handshake = async {
            match self.fault.take() {
                Some(fault) => self.ws.close(Some(fault)).await?,
                // The library holds an answer to the client's close ready.
                None => self.ws.flush().await?,
            }
            while self.ws.next().await.transpose()?.is_some() {}
            Ok::<_, Error>(())
        };
        // An error or a silence means there is nobody left to agree with.
        let _ = timeout(limits::CLOSE_WAIT, handshake).await;
        self.drop_tcp().await;
    }
}

/// The library's settings for everything we read.
pub(crate) fn config() -> WebSocketConfig {
    // Chromium cuts a message into frames, Firefox does not: both bounds are the same.
    WebSocketConfig::default()
        .read_buffer_size(limits::READ_BYTES)
        .max_message_size(Some(limits::MESSAGE_BYTES))
        .max_frame_size(Some(limits::MESSAGE_BYTES))
}

fn too_big(max: usize) -> CloseFrame {
    CloseFrame {
        code: CloseCode::Size,
        reason: format!("a message may have {max} bytes at most").into(),
    }
}

/// The close frame that tells a client what it did wrong, where it did something.
fn fault(error: &Error) -> Option<CloseFrame> {
    let (code, reason) = match error {
        Error::Capacity(_) => return Some(too_big(limits::MESSAGE_BYTES)),
        Error::Protocol(problem) => (CloseCode::Protocol, problem.to_string()),
        Error::Utf8(_) => (CloseCode::Invalid, "the text is not UTF-8".to_owned()),
        _ => return None,
    };
    Some(CloseFrame {
        code,
        reason: reason.into(),
    })
}
