//! A WebSocket on the main thread, for browsers where no Worker runs.

use std::rc::Rc;

use js_sys::{JsString, Uint8Array};
use tabcat_core::close::CloseArgs;
use tabcat_core::payload::{LARGE_BYTES, Large, OwnedPayload, Payload, Unread};
use tabcat_core::session::{Arrival, CloseEvent, Negotiated, SendId, SocketEvent};
use tabcat_core::target::Target;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::OnEvent;
use crate::io::clock::Clock;
use crate::io::listener::Listener;
use crate::io::outside;

/// A WebSocket. Dropping it stops listening and closes it.
pub struct DirectSocket {
    socket: WebSocket,
    #[expect(dead_code, reason = "held for their Drop, which removes them")]
    listeners: [Listener; 4],
}

impl DirectSocket {
    /// Starts the opening handshake. `on_event` gets all events of the socket, from the next task on.
    ///
    /// # Errors
    /// With the browser's message if it refuses to create the socket, as Chromium does for `ws:` in an https
    /// page.
    pub fn open(target: &Target, clock: Rc<Clock>, on_event: OnEvent) -> Result<Self, String> {
        let protocols: js_sys::Array = target
            .subprotocols()
            .iter()
            .map(|name| JsValue::from_str(name))
            .collect();
        let socket =
            WebSocket::new_with_str_sequence(target.url(), &protocols).map_err(|error| words(&error))?;
        // A blob can only be read asynchronously, and costs a tenth of the rate for small messages.
        socket.set_binary_type(BinaryType::Arraybuffer);
        // All listeners are attached before yielding: a message can come in the packet that opens the
        // connection.
        let ear = Rc::new(Handler { clock, on_event });
        let listeners = [
            listen(&socket, "open", &ear, |socket, _, ear| {
                ear.hear(SocketEvent::Opened(negotiated(socket)));
            }),
            listen(&socket, "message", &ear, |_, event, ear| {
                ear.hear_message(event.unchecked_ref());
            }),
            listen(&socket, "error", &ear, |socket, _, ear| {
                ear.hear(SocketEvent::Error {
                    terminal: socket.ready_state() == WebSocket::CLOSED,
                });
            }),
            listen(&socket, "close", &ear, |socket, event, ear| {
                ear.hear(SocketEvent::Closed(close_event(socket, event.unchecked_ref())));
            }),
        ];
        Ok(Self { socket, listeners })
    }

    /// Hands a message to the browser, if the socket is open: otherwise the browser would drop it silently. What
    /// is outside is for the Worker to read.
    pub fn send(&self, id: SendId, payload: OwnedPayload) -> SocketEvent<'static> {
        if self.socket.ready_state() != WebSocket::OPEN {
            return SocketEvent::NotSent(id);
        }
        let sent = match &payload {
            OwnedPayload::Text(text) => self.socket.send_with_str(text),
            OwnedPayload::Binary(bytes) => self.socket.send_with_u8_array(bytes),
            OwnedPayload::Large(_) | OwnedPayload::File(_) => {
                return SocketEvent::Unread(id, Unread::NoWorker);
            }
        };
        if sent.is_ok() {
            outside::sent(id, payload)
        } else {
            SocketEvent::NotSent(id)
        }
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

impl Drop for DirectSocket {
    fn drop(&mut self) {
        // Closing a closed socket does nothing, and without arguments nothing can be refused.
        let _ = self.socket.close();
    }
}

struct Handler {
    clock: Rc<Clock>,
    on_event: OnEvent,
}

impl Handler {
    fn hear(&self, event: SocketEvent<'_>) {
        (self.on_event)(self.clock.now(), event);
    }

    fn hear_message(&self, event: &MessageEvent) {
        let at = self.clock.now();
        let data = event.data();
        if let Some(large) = large(&data) {
            (self.on_event)(at, SocketEvent::LargeMessage(large));
        } else if let Some(text) = data.as_string() {
            (self.on_event)(
                at,
                SocketEvent::Messages(&[Arrival {
                    at,
                    payload: Payload::Text(&text),
                }]),
            );
        } else {
            let bytes = Uint8Array::new(&data).to_vec();
            (self.on_event)(
                at,
                SocketEvent::Messages(&[Arrival {
                    at,
                    payload: Payload::Binary(&bytes),
                }]),
            );
        }
    }
}

/// A message's data, if large: it stays in the browser's memory.
fn large(data: &JsValue) -> Option<Large> {
    if let Some(text) = data.dyn_ref::<JsString>() {
        return outside::large_text(text);
    }
    let bytes = Uint8Array::new(data);
    (bytes.length() as usize > LARGE_BYTES).then(|| outside::binary(bytes))
}

fn listen(
    socket: &WebSocket,
    name: &'static str,
    ear: &Rc<Handler>,
    translate: impl Fn(&WebSocket, &web_sys::Event, &Handler) + 'static,
) -> Listener {
    let ear = Rc::clone(ear);
    let same = socket.clone();
    Listener::new(socket, name, move |event| translate(&same, &event, &ear))
}

fn negotiated(socket: &WebSocket) -> Negotiated {
    Negotiated {
        protocol: socket.protocol(),
        extensions: socket.extensions(),
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

/// The message of an exception.
fn words(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => String::from(js_sys::Object::from(error.clone()).to_string()),
    }
}
