//! The protocol between the page and the Worker (`public/socket-worker.js`). Every word is an array. To the
//! Worker: the socket's id, a command and its arguments. From it: the socket's id (0 for none), a time, an
//! event and its arguments. The time is steady, in milliseconds since 1970: it starts at the wall clock's
//! time when the Worker starts.
//!
//! | to the Worker | with |
//! |---|---|
//! | `setup` | the protocol, and from how many units or bytes on a message is large; and the name of its locks; always the first word |
//! | `open` | the URL, an array of subprotocols |
//! | `send` | a [`SendId`]; a string, bytes or a file; whether bytes or a file are those of a text |
//! | `close` | nothing, or a code and a reason |
//! | `drop` | nothing: no word about this socket matters any more |
//! | `spare` | a buffer of a batch, to be used again |
//! | `ping` | nothing; answered with `pong` |
//! | `wake` | milliseconds until it says `woke`; replaces the one before |
//!
//! From the Worker: [`Word`] and [`Said`], whose documentation has the words in code font.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use tabcat_core::payload::Unread;
use tabcat_core::session::{CloseEvent, Negotiated, SendId};
use wasm_bindgen::{JsCast as _, JsValue};

/// A word from the Worker.
pub(super) enum Word {
    /// `ready`: it runs, with this version of the protocol.
    Ready(u64),
    /// `pong`: it answers.
    Pong,
    /// `woke`: the time is over that the page asked it to wait.
    Woke,
    /// `busy`: it may not answer for a while, because of a large message.
    Busy,
    /// `batch`: messages of any sockets in one buffer (`tabcat_core::batch`).
    Batch(Batch),
    /// `larges`: large messages of any sockets, not in a batch.
    Larges(Vec<LargeMessage>),
    /// An event of a socket, and its time.
    Socket(u32, f64, Said),
}

/// A socket's event.
pub(super) enum Said {
    /// `buffered`: its bufferedAmount.
    Buffered(u64),
    /// `open`
    Open(Negotiated),
    /// `sent`: the socket took a message.
    Sent(SendId),
    /// `not sent`: the socket did not take it, since it was not open.
    NotSent(SendId),
    /// `unread`: a file was not sent, for that reason.
    Unread(SendId, Unread),
    /// `error`: whether the socket was CLOSED already.
    Error(bool),
    /// `refused`: the message of the constructor's exception.
    Refused(String),
    /// `close`
    Close(CloseEvent),
}

/// The position of the messages' heads and payloads in a buffer.
pub(super) struct Batch {
    pub(super) buffer: ArrayBuffer,
    pub(super) count: u32,
    pub(super) start: u32,
    pub(super) used: u32,
}

/// A large message.
pub(super) struct LargeMessage {
    pub(super) socket: u32,
    pub(super) at: f64,
    pub(super) bytes: Uint8Array,
    /// The number of characters of a text; `None` for binary.
    pub(super) characters: Option<usize>,
}

/// An invalid word.
pub(super) struct Malformed {
    /// The socket it names, if any.
    pub(super) socket: Option<u32>,
    /// The error in it.
    pub(super) why: String,
}

impl Word {
    pub(super) fn parse(data: &JsValue) -> Result<Self, Malformed> {
        let words: &Array = data.dyn_ref().ok_or_else(|| Malformed {
            socket: None,
            why: "it said what is no word".to_owned(),
        })?;
        let socket = number(words, 0).filter(|id| *id > 0);
        let name = words.get(2).as_string();
        let malformed = || Malformed {
            socket,
            why: match &name {
                Some(name) => format!("its word “{name}” makes no sense: reload the page"),
                None => "it said a word without a name: reload the page".to_owned(),
            },
        };
        parse(words, socket, name.as_deref()).ok_or_else(malformed)
    }
}

fn parse(words: &Array, socket: Option<u32>, name: Option<&str>) -> Option<Word> {
    match (name?, socket) {
        ("ready", _) => return Some(Word::Ready(number(words, 3)?.into())),
        ("pong", _) => return Some(Word::Pong),
        ("busy", _) => return Some(Word::Busy),
        ("woke", _) => return Some(Word::Woke),
        ("batch", _) => {
            return Some(Word::Batch(Batch {
                buffer: words.get(3).dyn_into().ok()?,
                count: number(words, 4)?,
                start: number(words, 5)?,
                used: number(words, 6)?,
            }));
        }
        ("larges", _) => return Some(Word::Larges(larges(words)?)),
        _ => {}
    }
    let said = match name? {
        "buffered" => Said::Buffered(whole(words, 3)?),
        "open" => Said::Open(Negotiated {
            protocol: text(words, 3)?,
            extensions: text(words, 4)?,
        }),
        "sent" => Said::Sent(SendId(whole(words, 3)?)),
        "not sent" => Said::NotSent(SendId(whole(words, 3)?)),
        "unread" => Said::Unread(SendId(whole(words, 3)?), problem(&text(words, 4)?)?),
        "error" => Said::Error(words.get(3).as_bool()?),
        "refused" => Said::Refused(text(words, 3)?),
        "close" => Said::Close(CloseEvent {
            code: u16::try_from(number(words, 3)?).ok()?,
            reason: text(words, 4)?,
            was_clean: words.get(5).as_bool()?,
            unsent_bytes: whole(words, 6)?,
        }),
        _ => return None,
    };
    Some(Word::Socket(socket?, words.get(1).as_f64()?, said))
}

fn problem(why: &str) -> Option<Unread> {
    Some(match why {
        "gone" => Unread::Gone,
        "text" => Unread::NotUtf8,
        "memory" => Unread::NoMemory,
        _ => return None,
    })
}

/// Four words each: the socket, the time, the bytes, and the number of characters of a text.
fn larges(words: &Array) -> Option<Vec<LargeMessage>> {
    let one = |first: u32| {
        Some(LargeMessage {
            socket: number(words, first)?,
            at: words.get(first + 1).as_f64()?,
            bytes: words.get(first + 2).dyn_into().ok()?,
            characters: match words.get(first + 3) {
                none if none.is_null() => None,
                _ => Some(usize::try_from(whole(words, first + 3)?).ok()?),
            },
        })
    };
    (3..words.length()).step_by(4).map(one).collect()
}

fn text(words: &Array, index: u32) -> Option<String> {
    words.get(index).as_string()
}

fn number(words: &Array, index: u32) -> Option<u32> {
    u32::try_from(whole(words, index)?).ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a whole number from 0 up, and far below 2^53"
)]
fn whole(words: &Array, index: u32) -> Option<u64> {
    let number = words.get(index).as_f64()?;
    (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)
}
