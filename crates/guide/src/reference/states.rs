//! The four states of a `WebSocket`, which it goes through one way.

use super::Row;

/// A value of `readyState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The value of `readyState`.
    pub value: u8,
    /// The constant of that value.
    pub name: &'static str,
    /// The period of the state.
    pub about: &'static str,
    /// The effect of `send()`.
    pub send: &'static str,
    /// The effect of `close()`.
    pub close: &'static str,
}

/// The states in order.
pub static STATES: [State; 4] = [
    State {
        value: 0,
        name: "CONNECTING",
        about: "From `new WebSocket` until the handshake is done or has failed.",
        send: "Throws InvalidStateError.",
        close: "Fails the connection: `error`, then `close` with 1006.",
    },
    State {
        value: 1,
        name: "OPEN",
        about: "From the `open` event on.",
        send: "Hands the message to the browser.",
        close: "Starts the closing handshake, after all that was sent before.",
    },
    State {
        value: 2,
        name: "CLOSING",
        about: "From `close()`, or the other side's close frame, until the connection is over. Messages that come now are dropped.",
        send: "Discards the message without a word; `bufferedAmount` grows.",
        close: "Does nothing.",
    },
    State {
        value: 3,
        name: "CLOSED",
        about: "It is over, or never opened. The object can't be opened again: make a new one.",
        send: "Discards the message without a word; `bufferedAmount` grows.",
        close: "Does nothing.",
    },
];

pub(super) fn rows() -> Vec<Row> {
    let row = |state: &State| Row {
        name: state.name.to_lowercase(),
        heading: format!("{} {}", state.value, state.name),
        text: [state.about, " send(): ", state.send, " close(): ", state.close].concat(),
    };
    STATES.iter().map(row).collect()
}
