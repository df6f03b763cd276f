//! A browser's own protocol over its own WebSocket: commands and their answers, one at a time. Chromium's `DevTools` protocol
//! and `WebDriver` `BiDi`, which Firefox speaks, are alike in that. Nothing that watches the network is ever enabled, since that
//! alone halves the rates.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, Message, WebSocket};

use crate::trouble::{Doing as _, Result, Trouble};

/// How long one command may take that does not wait for a measurement.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// The connection.
pub(crate) struct Remote {
    socket: WebSocket<TcpStream>,
    last: u64,
    events: VecDeque<Value>,
}

impl Remote {
    /// Connects to the browser's own target, or to where its sessions begin, at a port and path of this machine.
    pub(crate) fn connect(port: u16, path: &str) -> Result<Self> {
        let stream =
            TcpStream::connect(("127.0.0.1", port)).doing("connect to the browser's debugging port")?;
        stream.set_nodelay(true).doing("set up the connection")?;
        let url = format!("ws://127.0.0.1:{port}{path}");
        // What a page measures comes back as one message, which may be long.
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let (socket, _) = tungstenite::client::client_with_config(url, stream, Some(config))
            .map_err(|error| Trouble::browser("take a debugger", error))?;
        Ok(Self {
            socket,
            last: 0,
            events: VecDeque::new(),
        })
    }

    /// Sends a command to the browser, or to a page by its session, and waits for the answer.
    pub(crate) fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: &Value,
        patience: Duration,
    ) -> Result<Value> {
        self.last += 1;
        let id = self.last;
        let mut command = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        self.socket
            .send(Message::text(command.to_string()))
            .map_err(|error| Trouble::browser(method, error))?;
        let until = Instant::now() + patience;
        loop {
            let mut message = self.hear(until, method)?;
            if message["id"] == id {
                // Chromium's error has the words in it, that of `BiDi` beside it.
                return match message.get("error") {
                    Some(error) => {
                        let words = error.get("message").or(message.get("message"));
                        Err(Trouble::browser(method, words.unwrap_or(error)))
                    }
                    None => Ok(message["result"].take()),
                };
            }
            if message.get("method").is_some() {
                self.events.push_back(message);
            }
        }
    }

    /// The name and the parameters of the next event, from now or before; `None` when none comes in time.
    pub(crate) fn event(&mut self, patience: Duration) -> Result<Option<(String, Value)>> {
        let until = Instant::now() + patience;
        let event = match self.events.pop_front() {
            Some(event) => Some(event),
            None => self.read(until, "tell what happens")?,
        };
        Ok(event.map(|mut event| {
            let name = event["method"].as_str().unwrap_or_default().to_owned();
            (name, event["params"].take())
        }))
    }

    fn hear(&mut self, until: Instant, doing: &str) -> Result<Value> {
        self.read(until, doing)?
            .ok_or_else(|| Trouble::browser(doing, "no answer in time"))
    }

    /// The next message, unless the time runs out before.
    fn read(&mut self, until: Instant, doing: &str) -> Result<Option<Value>> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            self.socket
                .get_ref()
                .set_read_timeout(Some(left))
                .doing("set up the connection")?;
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    let message = serde_json::from_str(&text);
                    return message.map(Some).map_err(|error| Trouble::browser(doing, error));
                }
                Ok(_) => {}
                // The time ran out: the next turn of the loop says so.
                Err(Error::Io(error))
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) => return Err(Trouble::browser(doing, error)),
            }
        }
    }
}
