//! The values of the `WebSocket` members for the page's connection.

use leptos::prelude::*;
use tabcat_core::ending::{Closed, Ending};
use tabcat_core::format;
use tabcat_core::row::Row;
use tabcat_core::session::Phase;
use tabcat_guide::reference::api::Live;
use tabcat_guide::reference::services::{self, Code, Service};

use super::Pane;

/// The `binaryType` of all sockets, in the Worker and on the main thread.
const BINARY_TYPE: &str = "arraybuffer";

impl Pane {
    /// The `readyState` of the connection, or of the last one; none before the first.
    pub fn ready_state(&self) -> Option<u8> {
        let over = self.last(|_| ());
        self.model.phase.with(|phase| match phase {
            Phase::Connecting(_) => Some(0),
            Phase::Open(_) => Some(1),
            Phase::Closing { .. } => Some(2),
            Phase::Idle | Phase::Waiting(_) => over.map(|()| 3),
        })
    }

    /// Reads the last connection, if it has ended. One that the browser refused never was an object.
    fn last<T>(&self, read: impl FnOnce(&Closed) -> T) -> Option<T> {
        self.model.last_close.with(|closed| {
            let closed = closed
                .as_ref()
                .filter(|closed| closed.ending != Ending::Refused)?;
            Some(read(closed))
        })
    }

    /// The `readyState` in a sentence.
    pub fn ready_state_sentence(&self) -> &'static str {
        match self.ready_state() {
            Some(3) => "The last connection is CLOSED. The next one is a new object, at 0.",
            Some(_) => "The state of the present connection is marked.",
            None => "No connection yet. Once there is one, its state is marked.",
        }
    }

    /// A value of the current connection, else of the last one if known, secrets masked.
    pub fn live(&self, what: Live) -> String {
        self.value_of(what).unwrap_or_else(|| {
            let over = self.model.last_close.with(Option::is_some);
            if over {
                "no connection now"
            } else {
                "no connection yet"
            }
            .to_owned()
        })
    }

    fn value_of(&self, what: Live) -> Option<String> {
        let model = self.model;
        let times = |count: u64, word: &str| {
            self.ready_state()?;
            Some([&format::count(count), " ", word].concat())
        };
        match what {
            Live::Url => {
                let masking = self.page.masking();
                let shown = |url: &str| format::visible(&(masking.url)(url));
                model
                    .link(|link| shown(link.target.url()))
                    .or_else(|| self.last(|closed| shown(&closed.url)))
            }
            Live::ReadyState => self.ready_state().map(|state| state.to_string()),
            Live::BufferedAmount => {
                let now = model.link(|_| ()).map(|()| model.buffered.get());
                // After a Worker stopped, the value is unknown.
                let last =
                    |closed: &Closed| (closed.ending != Ending::Stopped).then_some(closed.unsent_bytes());
                now.or_else(|| self.last(last)?).map(|bytes| bytes.to_string())
            }
            Live::Protocol => {
                let masking = self.page.masking();
                let shown = |protocol: &str| quoted(&(masking.subprotocols)(protocol));
                model
                    .link(|link| shown(&link.negotiated.protocol))
                    .or_else(|| self.last(|closed| shown(&closed.subprotocol)))
            }
            Live::Extensions => model.link(|link| quoted(&link.negotiated.extensions)),
            Live::BinaryType => self.ready_state().map(|_| quoted(BINARY_TYPE)),
            Live::Sent => times(model.stats.with(|stats| stats.sent.messages), "sent"),
            Live::Received => times(model.stats.with(|stats| stats.received.messages), "received"),
            Live::Opened => {
                let opened = model.stats.with(|stats| stats.uptime.since());
                times(u64::from(opened.is_some()), "so far")
            }
            Live::Closed if self.ready_state()? < 3 => Some("not yet".to_owned()),
            Live::Closed => model.last_close.with(|closed| closed.as_ref().map(Closed::label)),
        }
    }
}

/// A JavaScript string literal: the text may be empty.
fn quoted(text: &str) -> String {
    ["\"", &format::visible(text), "\""].concat()
}

/// The service's documentation of a close code, if the service is known.
pub fn documented(closed: &Closed) -> Option<(&'static Service, &'static Code)> {
    let service = services::of(&closed.host, &closed.subprotocol)?;
    Some((service, service.code(closed.code()?.as_u16())?))
}

/// Adds the service's documentation of the close code to the row of an end.
pub fn name_end(row: &mut Row, closed: &Closed) {
    if let Some((service, code)) = documented(closed) {
        row.say_first(&[service.title, ": ", code.says].concat());
    }
}
