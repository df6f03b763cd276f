//! `/fragments`: messages cut into several frames, text inside a character where it has one to cut.
//! A frame need not be valid UTF-8, only the whole message (RFC 6455 5.6).

use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::handshake::Arrival;
use crate::limits;
use crate::socket::Socket;
use crate::tcp::Disconnected;

const GREETING: [&str; 2] = ["In several frames: é, 漢, 🐈.", "Only ASCII, in two frames."];

pub(super) async fn run(arrival: Arrival) -> Result<(), Disconnected> {
    let mut socket = Socket::accept(arrival).await?;
    for text in GREETING {
        say_cut(&mut socket, Message::text(text)).await?;
    }
    while let Some(message) = socket.hear().await {
        say_cut(&mut socket, message).await?;
    }
    socket.finish().await;
    Ok(())
}

async fn say_cut(socket: &mut Socket, message: Message) -> Result<(), Disconnected> {
    let mut opcode = OpCode::Data(if message.is_text() {
        Data::Text
    } else {
        Data::Binary
    });
    let payload = message.into_data();
    let cuts = cuts(&payload);
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([payload.len()]);
    for (start, end) in starts.zip(ends) {
        let part: Bytes = payload.slice(start..end);
        socket
            .queue(Message::Frame(Frame::message(part, opcode, end == payload.len())))
            .await?;
        opcode = OpCode::Data(Data::Continue);
    }
    socket.flush().await
}

/// Where to cut: after the first byte of each character that has several, else once in the middle.
fn cuts(payload: &[u8]) -> Vec<usize> {
    // In UTF-8 the bytes 10xxxxxx never start a character, and a cut before one is a cut inside one.
    let inside =
        (1..payload.len()).filter(|&at| payload[at] & 0xc0 == 0x80 && payload[at - 1] & 0xc0 == 0xc0);
    let mut cuts: Vec<usize> = inside.take(limits::FRAGMENTS - 1).collect();
    if cuts.is_empty() && payload.len() > 1 {
        cuts.push(payload.len() / 2);
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[usize]) {
        assert_eq!(cuts(text.as_bytes()), expect, "for {text:?}");
    }

    #[test]
    fn text_is_cut_inside_its_characters() {
        check("", &[]);
        check("a", &[]);
        check("abcd", &[2]);
        check("é", &[1]);
        check("aé漢🐈", &[2, 4, 7]);
        assert_eq!(cuts("é".repeat(100).as_bytes()).len(), limits::FRAGMENTS - 1);
    }
}
