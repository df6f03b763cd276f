//! The browser's own WebSocket behind the adapter, as far as it goes without a server.

use std::cell::RefCell;
use std::rc::Rc;

use tabcat::io::clock::Clock;
use tabcat::io::socket::direct::DirectSocket;
use tabcat::io::url::BrowserUrl;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::session::{SendId, SocketEvent};
use tabcat_core::target::{Target, UrlParser, UrlParts};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::wait::until;

/// Port 2 was given to a protocol that nobody speaks, needs root to listen on, and is not on the browsers' own list.
const NOBODY: &str = "ws://127.0.0.1:2/";

/// A socket, and what it has said so far.
fn open(target: &Target) -> (Result<DirectSocket, String>, Rc<RefCell<Vec<String>>>) {
    let log = Rc::new(RefCell::new(Vec::new()));
    let on_event = {
        let log = Rc::clone(&log);
        move |_at, event: SocketEvent<'_>| log.borrow_mut().push(format!("{event:?}"))
    };
    let socket = DirectSocket::open(target, Rc::new(Clock::default()), Rc::new(on_event));
    (socket, log)
}

fn nobody() -> Target {
    Target::parse(&BrowserUrl, NOBODY, "").unwrap()
}

#[wasm_bindgen_test]
async fn a_closed_port_is_an_error_and_then_a_close_with_1006() {
    let (socket, log) = open(&nobody());
    let socket = socket.unwrap();
    until("the close", || log.borrow().len() == 2).await;
    assert_eq!(log.borrow()[0], "Error { terminal: true }");
    let close = "CloseEvent { code: 1006, reason: \"\", was_clean: false, unsent_bytes: 0 }";
    assert_eq!(log.borrow()[1], format!("Closed({close})"));
    assert_eq!(socket.buffered_amount(), 0);
}

#[wasm_bindgen_test]
async fn nothing_is_sent_before_the_open_or_after_the_end() {
    let (socket, log) = open(&nobody());
    let socket = socket.unwrap();
    for payload in [OwnedPayload::Text("hi".to_owned()), OwnedPayload::Binary(vec![1])] {
        assert!(
            matches!(socket.send(SendId(1), payload), SocketEvent::NotSent(SendId(1))),
            "while connecting"
        );
    }
    until("the end", || log.borrow().len() == 2).await;
    assert!(matches!(
        socket.send(SendId(2), OwnedPayload::Text("hi".to_owned())),
        SocketEvent::NotSent(SendId(2))
    ));
}

#[wasm_bindgen_test]
async fn a_socket_that_is_cancelled_still_says_how_it_ended() {
    let (socket, log) = open(&nobody());
    socket.as_ref().unwrap().close(None);
    until("the close", || log.borrow().len() == 2).await;
    assert!(log.borrow()[1].starts_with("Closed(CloseEvent { code: 1006"));
}

#[wasm_bindgen_test]
async fn a_dropped_socket_says_nothing_more() {
    let (socket, silent) = open(&nobody());
    drop(socket);
    // A socket opened later, of which the same is to be heard, says when the first would have spoken.
    let (socket, log) = open(&nobody());
    until("the close", || log.borrow().len() == 2).await;
    assert!(silent.borrow().is_empty(), "{:?}", silent.borrow());
    drop(socket);
}

/// A parser that lets a fragment pass, so that the constructor gets a URL it refuses.
struct Careless;

impl UrlParser for Careless {
    fn parse(&self, text: &str) -> Option<UrlParts> {
        let parts = BrowserUrl.parse(text)?;
        Some(UrlParts {
            fragment: None,
            ..parts
        })
    }
}

#[wasm_bindgen_test]
fn a_constructor_that_throws_is_an_error_in_the_browsers_words() {
    let target = Target::parse(&Careless, "ws://127.0.0.1:2/#top", "").unwrap();
    let (socket, log) = open(&target);
    let words = socket.err().expect("a URL with a fragment is refused");
    assert!(words.contains("fragment"), "{words}");
    assert!(log.borrow().is_empty());
}
