//! A server that sends messages and keeps what comes back, byte for byte.

use std::net::TcpListener;
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use tungstenite::Message;

/// How long it waits for one answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connection of it.
pub(crate) struct Quiz {
    /// Where to connect to.
    pub(crate) url: String,
    answers: JoinHandle<Vec<Message>>,
}

impl Quiz {
    /// Sends the messages of a round at once, and waits for as many answers before the next round.
    pub(crate) fn start(rounds: Vec<Vec<Message>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let addr = listener.local_addr().expect("a bound socket has an address");
        let answers = spawn(move || {
            let (stream, _) = listener.accept().expect("the page connects");
            stream.set_read_timeout(Some(PATIENCE)).expect("it is no zero");
            let mut socket = tungstenite::accept(stream).expect("it is a WebSocket");
            let mut answers = Vec::new();
            for round in rounds {
                let count = round.len();
                for message in round {
                    socket.write(message).expect("the page takes it");
                }
                socket.flush().expect("the page takes it");
                answers.extend((0..count).map(|_| socket.read().expect("the page answers")));
            }
            answers
        });
        Self {
            url: format!("ws://{addr}/"),
            answers,
        }
    }

    /// All answers, once they are there.
    pub(crate) fn answers(self) -> Vec<Message> {
        self.answers.join().expect("every message is answered")
    }
}
