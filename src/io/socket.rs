//! The browser's WebSocket. Translates its events into [`SocketEvent`]s and leaves all else to the session.

use std::rc::Rc;

use tabcat_core::close::CloseArgs;
use tabcat_core::payload::{OwnedPayload, Payload};
use tabcat_core::session::{Arrival, CloseEvent, Negotiated, SocketEvent};
use tabcat_core::target::Target;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::clock::Clock;
use super::listener::Listener;

/// An open, opening or closing WebSocket. Dropping it stops listening and closes it.
pub struct Socket {
    socket: WebSocket,
    #[expect(dead_code, reason = "held for their Drop, which removes them")]
    listeners: [Listener; 4],
}

impl Socket {
    /// Starts the opening handshake. `on_event` hears all that the socket says, from the next task on.
    ///
    /// # Errors
    /// With the browser's own words when it refuses to create the socket, as Chromium does for `ws:` in an https page.
    pub fn open(
        target: &Target,
        clock: Rc<Clock>,
        on_event: impl Fn(SocketEvent<'_>) + 'static,
    ) -> Result<Self, String> {
        let protocols: js_sys::Array = target
            .subprotocols()
            .iter()
            .map(|name| JsValue::from_str(name))
            .collect();
        let socket =
            WebSocket::new_with_str_sequence(target.url(), &protocols).map_err(|error| words(&error))?;
        // A blob can't be read without waiting, and costs a tenth of the rate for small messages.
        socket.set_binary_type(BinaryType::Arraybuffer);
        // All are attached before yielding: a message can come in the packet that opens the connection.
        let on_event = Rc::new(on_event);
        let listeners = [
            listen(&socket, "open", &on_event, |socket, _, tell| {
                tell(SocketEvent::Opened(negotiated(socket)));
            }),
            listen(&socket, "message", &on_event, move |_, event, tell| {
                arrived(&clock, event.unchecked_ref(), tell);
            }),
            listen(&socket, "error", &on_event, |socket, _, tell| {
                tell(SocketEvent::Error {
                    terminal: socket.ready_state() == WebSocket::CLOSED,
                });
            }),
            listen(&socket, "close", &on_event, |socket, event, tell| {
                tell(SocketEvent::Closed(close_event(socket, event.unchecked_ref())));
            }),
        ];
        Ok(Self { socket, listeners })
    }

    /// Hands a message to the browser.
    ///
    /// # Errors
    /// When the socket is not open: then the browser would drop the message without a word.
    pub fn send(&self, payload: &OwnedPayload) -> Result<(), NotOpen> {
        if self.socket.ready_state() != WebSocket::OPEN {
            return Err(NotOpen);
        }
        let sent = match payload {
            OwnedPayload::Text(text) => self.socket.send_with_str(text),
            OwnedPayload::Binary(bytes) => self.socket.send_with_u8_array(bytes),
        };
        sent.map_err(|_| NotOpen)
    }

    /// Starts the closing handshake, or cancels the opening one.
    pub fn close(&self, args: Option<&CloseArgs>) {
        let closed = match args {
            Some(args) => self.socket.close_with_code_and_reason(args.code(), args.reason()),
            None => self.socket.close(),
        };
        debug_assert!(
            closed.is_ok(),
            "CloseArgs hold only what close() accepts: {closed:?}"
        );
    }

    /// Bytes given to the browser that have not left for the network yet.
    pub fn buffered_amount(&self) -> u64 {
        u64::from(self.socket.buffered_amount())
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Closing a socket that is closed does nothing, and without arguments there is nothing to refuse.
        let _ = self.socket.close();
    }
}

/// The socket is not open, so that a message can't be sent.
#[derive(Debug)]
pub struct NotOpen;

fn listen<F>(
    socket: &WebSocket,
    name: &'static str,
    on_event: &Rc<F>,
    translate: impl Fn(&WebSocket, web_sys::Event, &dyn Fn(SocketEvent<'_>)) + 'static,
) -> Listener
where
    F: Fn(SocketEvent<'_>) + 'static,
{
    let on_event = Rc::clone(on_event);
    let same = socket.clone();
    Listener::new(socket, name, move |event| translate(&same, event, &*on_event))
}

fn negotiated(socket: &WebSocket) -> Negotiated {
    Negotiated {
        protocol: socket.protocol(),
        extensions: socket.extensions(),
    }
}

fn arrived(clock: &Clock, event: &MessageEvent, tell: &dyn Fn(SocketEvent<'_>)) {
    let at = clock.now();
    let data = event.data();
    if let Some(text) = data.as_string() {
        tell(SocketEvent::Messages(&[Arrival {
            at,
            payload: Payload::Text(&text),
        }]));
    } else {
        let bytes = js_sys::Uint8Array::new(&data).to_vec();
        tell(SocketEvent::Messages(&[Arrival {
            at,
            payload: Payload::Binary(&bytes),
        }]));
    }
}

fn close_event(socket: &WebSocket, event: &web_sys::CloseEvent) -> CloseEvent {
    CloseEvent {
        code: event.code(),
        reason: event.reason(),
        was_clean: event.was_clean(),
        unsent_bytes: u64::from(socket.buffered_amount()),
    }
}

/// What an exception says.
fn words(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => String::from(js_sys::Object::from(error.clone()).to_string()),
    }
}
