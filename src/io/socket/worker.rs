//! A WebSocket that a Worker owns (`public/socket-worker.js`). Every word to and from the Worker is an array: the socket's id,
//! from the Worker the time, then what happened. Messages come packed ([`tabcat_core::batch`]), but for large ones.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use tabcat_core::close::CloseArgs;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::session::{CloseEvent, Negotiated, SocketEvent};
use tabcat_core::target::Target;
use tabcat_core::{Timestamp, batch};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, Worker};

use super::OnEvent;
use crate::io::listener::Listener;
use crate::io::location::beside_page;
use crate::io::outside;

const SCRIPT: &str = "socket-worker.js";

/// The Worker, and who listens to which of its sockets.
pub struct SocketWorker {
    worker: Worker,
    ready: Rc<Cell<bool>>,
    ears: Rc<RefCell<Ears>>,
    #[expect(dead_code, reason = "held for their Drop, which removes them")]
    listeners: [Listener; 2],
}

/// One socket of the Worker's.
pub struct WorkerSocket {
    id: u32,
    owner: Rc<SocketWorker>,
    ear: Rc<Ear>,
}

/// Few at a time: one for each socket that has not been dropped.
type Ears = Vec<(u32, Rc<Ear>)>;

struct Ear {
    on_event: OnEvent,
    /// What to tell of payloads that were handed to the Worker, when it says that the browser took them.
    unsettled: RefCell<VecDeque<SocketEvent<'static>>>,
    buffered: Cell<u64>,
}

impl SocketWorker {
    /// Starts it. `None` where the browser refuses at once. One that packs messages in another way than this page reads
    /// is a failure as well.
    pub(super) fn start(on_failure: impl Fn() + 'static) -> Option<Rc<Self>> {
        let Ok(worker) = Worker::new(&beside_page(SCRIPT)) else {
            on_failure();
            return None;
        };
        let ready = Rc::new(Cell::new(false));
        let ears: Rc<RefCell<Ears>> = Rc::default();
        let scratch = RefCell::new(Vec::new());
        let on_failure = Rc::new(on_failure);
        let heard = {
            let (ready, ears, giver) = (Rc::clone(&ready), Rc::clone(&ears), worker.clone());
            let on_failure = Rc::clone(&on_failure);
            Listener::new(&worker, "message", move |event| {
                let words: Array = event.unchecked_into::<MessageEvent>().data().unchecked_into();
                if text(&words, 2) == "ready" {
                    if whole(&words, 3) == batch::LAYOUT {
                        ready.set(true);
                    } else {
                        on_failure();
                    }
                    return;
                }
                // Taken out first: what it hears may end the socket, which then takes itself off the list.
                let ear = ear_of(&ears.borrow(), id_of(&words));
                if let Some(ear) = ear {
                    ear.hear(&words, &mut scratch.borrow_mut());
                }
                if text(&words, 2) == "batch" {
                    give_back(&giver, &words);
                }
            })
        };
        let failed = {
            let ready = Rc::clone(&ready);
            Listener::new(&worker, "error", move |_| {
                // An error after the start is no reason to leave sockets that work.
                if !ready.get() {
                    on_failure();
                }
            })
        };
        Some(Rc::new(Self {
            worker,
            ready,
            ears,
            listeners: [heard, failed],
        }))
    }

    pub(super) fn is_ready(&self) -> bool {
        self.ready.get()
    }

    fn say(&self, words: &Array) {
        self.worker
            .post_message(words)
            .expect("strings, numbers and byte arrays can be cloned");
    }
}

impl Drop for SocketWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl WorkerSocket {
    pub(super) fn open(owner: &Rc<SocketWorker>, id: u32, target: &Target, on_event: OnEvent) -> Self {
        let ear = Rc::new(Ear {
            on_event,
            unsettled: RefCell::default(),
            buffered: Cell::new(0),
        });
        owner.ears.borrow_mut().push((id, Rc::clone(&ear)));
        let protocols: Array = target
            .subprotocols()
            .iter()
            .map(|name| JsValue::from_str(name))
            .collect();
        owner.say(&Array::of4(
            &id.into(),
            &"open".into(),
            &target.url().into(),
            &protocols,
        ));
        Self {
            id,
            owner: Rc::clone(owner),
            ear,
        }
    }

    pub(super) fn send(&self, payload: OwnedPayload) {
        let data: JsValue = match &payload {
            OwnedPayload::Text(text) => text.into(),
            OwnedPayload::Binary(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        };
        self.ear.unsettled.borrow_mut().push_back(outside::sent(payload));
        self.owner
            .say(&Array::of3(&self.id.into(), &"send".into(), &data));
    }

    pub(super) fn close(&self, args: Option<&CloseArgs>) {
        let words = Array::of2(&self.id.into(), &"close".into());
        if let Some(args) = args {
            words.push(&args.code().into());
            words.push(&args.reason().into());
        }
        self.owner.say(&words);
    }

    pub(super) fn buffered_amount(&self) -> u64 {
        self.ear.buffered.get()
    }
}

impl Drop for WorkerSocket {
    fn drop(&mut self) {
        self.owner.ears.borrow_mut().retain(|(id, _)| *id != self.id);
        self.owner.say(&Array::of2(&self.id.into(), &"drop".into()));
    }
}

impl Ear {
    fn hear(&self, words: &Array, scratch: &mut Vec<u8>) {
        let at = Timestamp::from_millis(words.get(1).as_f64().unwrap_or_default());
        let event = match text(words, 2).as_str() {
            "batch" => return self.hear_batch(at, words, scratch),
            "larges" => return self.hear_larges(words),
            "buffered" => return self.buffered.set(whole(words, 3)),
            "open" => SocketEvent::Opened(Negotiated {
                protocol: text(words, 3),
                extensions: text(words, 4),
            }),
            "sent" => match self.settled() {
                Some(sent) => sent,
                None => return,
            },
            "not sent" => {
                self.settled();
                SocketEvent::NotSent
            }
            "error" => SocketEvent::Error {
                terminal: words.get(3).is_truthy(),
            },
            "refused" => SocketEvent::Refused(text(words, 3)),
            "close" => SocketEvent::Closed(CloseEvent {
                code: u16::try_from(whole(words, 3)).unwrap_or_default(),
                reason: text(words, 4),
                was_clean: words.get(5).is_truthy(),
                unsent_bytes: whole(words, 6),
            }),
            _ => return,
        };
        (self.on_event)(at, event);
    }

    fn hear_batch(&self, at: Timestamp, words: &Array, scratch: &mut Vec<u8>) {
        let buffer: ArrayBuffer = words.get(3).unchecked_into();
        let [count, start, used] =
            [4, 5, 6].map(|index| u32::try_from(whole(words, index)).unwrap_or_default());
        let heads = count * batch::HEAD;
        let total = (heads + used) as usize;
        if scratch.len() < total {
            scratch.resize(total, 0);
        }
        let (scratch_heads, bytes) = scratch[..total].split_at_mut(heads as usize);
        let part = |from, length| Uint8Array::new_with_byte_offset_and_length(&buffer, from, length);
        part(0, heads).copy_to(scratch_heads);
        part(start, used).copy_to(bytes);
        match batch::read(scratch_heads, bytes) {
            Ok(arrivals) => (self.on_event)(at, SocketEvent::Messages(&arrivals)),
            Err(malformed) => (self.on_event)(at, SocketEvent::Refused(malformed.to_string())),
        }
    }

    /// Three words each: the time, the bytes, and of a text how many characters it has.
    fn hear_larges(&self, words: &Array) {
        for first in (3..words.length()).step_by(3) {
            let at = Timestamp::from_millis(words.get(first).as_f64().unwrap_or_default());
            let bytes = words.get(first + 1).unchecked_into();
            let large = match words.get(first + 2).as_f64() {
                Some(_) => outside::encoded(
                    bytes,
                    usize::try_from(whole(words, first + 2)).unwrap_or_default(),
                ),
                None => outside::binary(bytes),
            };
            (self.on_event)(at, SocketEvent::LargeMessage(large));
        }
    }

    fn settled(&self) -> Option<SocketEvent<'static>> {
        self.unsettled.borrow_mut().pop_front()
    }
}

/// Memory that was touched before is several times as fast as new memory.
fn give_back(worker: &Worker, words: &Array) {
    let buffer = words.get(3);
    let spare = Array::of3(&0.into(), &"spare".into(), &buffer);
    worker
        .post_message_with_transfer(&spare, &Array::of1(&buffer))
        .expect("a buffer that came by transfer can go by transfer");
}

fn ear_of(ears: &Ears, id: u32) -> Option<Rc<Ear>> {
    let (_, ear) = ears.iter().find(|(of, _)| *of == id)?;
    Some(Rc::clone(ear))
}

fn id_of(words: &Array) -> u32 {
    u32::try_from(whole(words, 0)).unwrap_or_default()
}

fn text(words: &Array, index: u32) -> String {
    words.get(index).as_string().unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of bytes and codes, from 0 up"
)]
fn whole(words: &Array, index: u32) -> u64 {
    words.get(index).as_f64().unwrap_or_default() as u64
}
