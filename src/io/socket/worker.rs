//! A WebSocket in a Worker (`public/socket-worker.js`), and the Worker. [`super::word`] has their protocol.
//! If the Worker stops, or sends an invalid word, its sockets end.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use tabcat_core::batch;
use tabcat_core::close::CloseArgs;
use tabcat_core::payload::{Encoding, LARGE_BYTES, OwnedPayload};
use tabcat_core::pulse::{LOOK, Pulse, Verdict};
use tabcat_core::session::{SendId, SocketEvent};
use tabcat_core::target::Target;
use tabcat_core::time::Span;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker};

use super::OnEvent;
use super::word::{Batch, LargeMessage, Malformed, Said, Word};
use crate::io::clock::Clock;
use crate::io::frame::is_hidden;
use crate::io::listener::Listener;
use crate::io::location::beside_page;
use crate::io::outside;
use crate::io::timer::Ticker;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = query, catch)]
    async fn locks() -> Result<JsValue, JsValue>;
}

const SCRIPT: &str = "socket-worker.js";

/// A message of so many bytes may delay the Worker's answers for a while.
const HEAVY: usize = 16 << 20;

/// The Worker, and the handlers of its sockets.
pub struct SocketWorker {
    me: Weak<Self>,
    worker: Worker,
    clock: Rc<Clock>,
    /// The name of the lock that it holds while it has sockets.
    life: String,
    state: Cell<State>,
    ears: RefCell<Ears>,
    pulse: RefCell<Pulse>,
    /// Checks the pulse while there is a socket.
    looks: RefCell<Option<Ticker>>,
    /// Reused memory for batches.
    scratch: RefCell<Vec<u8>>,
    on_failure: Box<dyn Fn()>,
    on_wake: Box<dyn Fn()>,
    listeners: RefCell<Vec<Listener>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Starting,
    Ready,
    /// It did not start, or has stopped: it gets no more sockets.
    Gone,
}

/// One socket of the Worker.
pub struct WorkerSocket {
    id: u32,
    owner: Rc<SocketWorker>,
    ear: Rc<Handler>,
}

/// A short list: one handler for each socket that has not been dropped.
type Ears = Vec<(u32, Rc<Handler>)>;

struct Handler {
    on_event: OnEvent,
    /// The events of payloads handed to the Worker, to report when the browser has taken them.
    unsettled: RefCell<Vec<(SendId, SocketEvent<'static>)>>,
    buffered: Cell<u64>,
}

impl SocketWorker {
    /// Starts it. `None` if the browser refuses at once. A Worker with another protocol version also counts
    /// as a failure.
    pub(super) fn start(
        clock: Rc<Clock>,
        on_failure: impl Fn() + 'static,
        on_wake: impl Fn() + 'static,
    ) -> Option<Rc<Self>> {
        let Ok(worker) = Worker::new(&beside_page(SCRIPT)) else {
            on_failure();
            return None;
        };
        let started = Rc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            worker,
            clock,
            life: format!("socket {}", js_sys::Math::random().to_bits()),
            state: Cell::new(State::Starting),
            ears: RefCell::default(),
            pulse: RefCell::default(),
            looks: RefCell::default(),
            scratch: RefCell::default(),
            on_failure: Box::new(on_failure),
            on_wake: Box::new(on_wake),
            listeners: RefCell::default(),
        });
        let listen = |name, hear: fn(&Self, &JsValue)| {
            let me = Rc::downgrade(&started);
            Listener::new(&started.worker, name, move |event| {
                if let Some(worker) = me.upgrade() {
                    hear(&worker, &event);
                }
            })
        };
        *started.listeners.borrow_mut() = vec![
            listen("message", |worker, event| {
                worker.hear(&event.unchecked_ref::<MessageEvent>().data());
            }),
            listen("messageerror", |worker, _| {
                worker.fail("what it said can't be read");
            }),
            listen("error", |worker, event| {
                let words = Reflect::get(event, &"message".into())
                    .ok()
                    .and_then(|words| words.as_string());
                worker.fail(&words.unwrap_or_else(|| "an error in it".to_owned()));
            }),
        ];
        started.say(&Array::of5(
            &0.into(),
            &"setup".into(),
            &whole(batch::PROTOCOL),
            &whole(LARGE_BYTES as u64),
            &JsValue::from_str(&started.life),
        ));
        Some(started)
    }

    /// Calls `on_wake` after this time, in place of the time given before.
    pub(super) fn wake_after(&self, wait: Span) {
        if self.is_ready() {
            let millis = wait.as_micros().div_ceil(1_000).min(i32::MAX as u64);
            self.say(&Array::of3(&0.into(), &"wake".into(), &whole(millis)));
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        self.state.get() == State::Ready
    }

    fn hear(&self, data: &JsValue) {
        if self.state.get() == State::Gone {
            return;
        }
        self.pulse.borrow_mut().heard(self.clock.now());
        match Word::parse(data) {
            Ok(Word::Ready(batch::PROTOCOL)) => self.state.set(State::Ready),
            Ok(Word::Ready(_)) => self.fail("it is of another version"),
            Ok(Word::Pong) => {}
            Ok(Word::Woke) => (self.on_wake)(),
            Ok(Word::Busy) => self.pulse.borrow_mut().be_patient(),
            Ok(Word::Batch(batch)) => self.tell_batch(&batch),
            Ok(Word::Larges(larges)) => larges.into_iter().for_each(|large| self.tell_large(large)),
            Ok(Word::Socket(id, at, said)) => {
                if let Some(ear) = self.ear(id) {
                    self.tell(&ear, at, said);
                }
            }
            Err(Malformed { why, .. }) if !self.is_ready() => self.fail(&why),
            Err(Malformed { socket, why }) => self.end(socket, &why),
        }
    }

    fn tell(&self, ear: &Handler, at: f64, said: Said) {
        let at = self.clock.at(at);
        let event = match said {
            Said::Buffered(bytes) => return ear.buffered.set(bytes),
            Said::Open(negotiated) => SocketEvent::Opened(negotiated),
            Said::Sent(id) => match ear.settle(id) {
                Some(sent) => sent,
                None => return,
            },
            Said::NotSent(id) => {
                ear.settle(id);
                SocketEvent::NotSent(id)
            }
            Said::Unread(id, problem) => {
                ear.settle(id);
                SocketEvent::Unread(id, problem)
            }
            Said::Error(terminal) => SocketEvent::Error { terminal },
            Said::Refused(words) => SocketEvent::Refused(words),
            Said::Close(event) => SocketEvent::Closed(event),
        };
        (ear.on_event)(at, event);
    }

    /// Cloned out of the list: its event may end the socket, which then removes the handler.
    fn ear(&self, id: u32) -> Option<Rc<Handler>> {
        let ears = self.ears.borrow();
        let (_, ear) = ears.iter().find(|(of, _)| *of == id)?;
        Some(Rc::clone(ear))
    }

    fn tell_batch(&self, batch: &Batch) {
        let scratch = &mut *self.scratch.borrow_mut();
        let now = self.clock.now();
        let hear = |socket: u32, event: SocketEvent<'_>| {
            if let Some(ear) = self.ear(socket) {
                (ear.on_event)(now, event);
            }
        };
        let Some((heads, bytes)) = copied(batch, scratch) else {
            let Batch { start, used, .. } = batch;
            // Their sockets are unknown.
            let why =
                format!("a batch of {used} bytes from {start} on is not in its buffer: reload the page");
            return self.end(None, &why);
        };
        match batch::read(heads, bytes, self.clock.steady()) {
            Ok(arrivals) => {
                for (socket, run) in arrivals.runs() {
                    hear(socket, SocketEvent::Messages(run));
                }
            }
            Err(malformed) => {
                let why = malformed.to_string();
                let lost = batch::count(heads);
                if lost.iter().any(|(socket, _)| *socket == 0) {
                    return self.end(None, &why);
                }
                for (socket, messages) in lost {
                    let why = why.clone();
                    hear(socket, SocketEvent::Lost { messages, why });
                }
            }
        }
        self.give_back(&batch.buffer);
    }

    fn tell_large(&self, large: LargeMessage) {
        let LargeMessage {
            socket,
            at,
            bytes,
            characters,
        } = large;
        let payload = match characters {
            Some(characters) => outside::encoded(bytes, characters),
            None => outside::binary(bytes),
        };
        if let Some(ear) = self.ear(socket) {
            (ear.on_event)(self.clock.at(at), SocketEvent::LargeMessage(payload));
        }
    }

    /// Touched memory is several times as fast as new memory. If returning a buffer fails, nothing is lost.
    fn give_back(&self, buffer: &ArrayBuffer) {
        let spare = Array::of3(&0.into(), &"spare".into(), buffer);
        let _ = self
            .worker
            .post_message_with_transfer(&spare, &Array::of1(buffer));
    }

    /// False if the browser can't post it, for lack of memory.
    fn say(&self, words: &Array) -> bool {
        self.worker.post_message(words).is_ok()
    }

    /// The Worker failed to start, or stopped.
    fn fail(&self, why: &str) {
        match self.state.replace(State::Gone) {
            State::Gone => return,
            State::Starting => (self.on_failure)(),
            State::Ready => {}
        }
        self.worker.terminate();
        self.end(None, why);
    }

    /// Ends a socket, or all, whose events are no longer reliable.
    fn end(&self, socket: Option<u32>, why: &str) {
        let ends = |id: &u32| socket.is_none_or(|socket| socket == *id);
        let ears = self.ears.borrow();
        let ended: Vec<_> = ears
            .iter()
            .filter(|(id, _)| ends(id))
            .map(|(_, ear)| Rc::clone(ear))
            .collect();
        drop(ears);
        for ear in ended {
            (ear.on_event)(self.clock.now(), SocketEvent::Stopped(why.to_owned()));
        }
    }

    /// Checks whether the Worker is alive, while it has a socket.
    fn watch(&self) {
        let watched = !self.ears.borrow().is_empty();
        let looks = &mut *self.looks.borrow_mut();
        if !watched {
            *looks = None;
        } else if looks.is_none() {
            let me = Weak::clone(&self.me);
            self.pulse.borrow_mut().heard(self.clock.now());
            *looks = Some(Ticker::every(LOOK, move || {
                if let Some(worker) = me.upgrade() {
                    worker.look();
                }
            }));
        }
    }

    fn look(&self) {
        if !self.is_ready() {
            return;
        }
        let verdict = self.pulse.borrow_mut().look(self.clock.now(), !is_hidden());
        match verdict {
            Verdict::Fine => {}
            Verdict::Ask => {
                self.say(&Array::of2(&0.into(), &"ping".into()));
            }
            Verdict::Silent(silence) => self.find_out(silence),
            Verdict::Dead(silence) => self.fail_silent(silence),
        }
    }

    /// A live Worker holds its lock, however long the browser delays its answers.
    fn find_out(&self, silence: Span) {
        let me = Weak::clone(&self.me);
        spawn_local(async move {
            let locks = locks().await;
            if let Some(worker) = me.upgrade()
                && !locks.is_ok_and(|locks| holds(&locks, &worker.life))
            {
                worker.fail_silent(silence);
            }
        });
    }

    fn fail_silent(&self, silence: Span) {
        self.fail(&format!("no sign of life for {} s", silence.as_millis() / 1_000));
    }
}

/// Whether a lock of that name is held. Without a secure context there are no locks.
fn holds(locks: &JsValue, name: &str) -> bool {
    let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).unwrap_or_default();
    let held = Array::from(&get(locks, "held"));
    held.iter()
        .any(|lock| get(&lock, "name").as_string().as_deref() == Some(name))
}

impl Drop for SocketWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl WorkerSocket {
    pub(super) fn open(owner: &Rc<SocketWorker>, id: u32, target: &Target, on_event: OnEvent) -> Self {
        let ear = Rc::new(Handler {
            on_event,
            unsettled: RefCell::default(),
            buffered: Cell::new(0),
        });
        owner.ears.borrow_mut().push((id, Rc::clone(&ear)));
        owner.watch();
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

    /// Hands a message over. The outcome is returned at once only if the Worker can't take the message.
    pub(super) fn send(&self, id: SendId, payload: OwnedPayload) -> Option<SocketEvent<'static>> {
        let data: JsValue = match &payload {
            OwnedPayload::Text(text) => text.into(),
            OwnedPayload::Binary(bytes) => Uint8Array::from(bytes.as_slice()).into(),
            OwnedPayload::Large(large) => outside::array(large).into(),
            OwnedPayload::File(file) => outside::file(file).into(),
        };
        if payload.len() > HEAVY {
            self.owner.pulse.borrow_mut().be_patient();
        }
        let is_outside = payload.inside().is_none();
        let is_text = is_outside && payload.encoding() == Encoding::Text;
        let words = Array::of5(
            &self.id.into(),
            &"send".into(),
            &whole(id.0),
            &data,
            &is_text.into(),
        );
        if !self.owner.say(&words) {
            return Some(SocketEvent::NotSent(id));
        }
        let sent = outside::sent(id, payload);
        self.ear.unsettled.borrow_mut().push((id, sent));
        None
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
        self.owner.watch();
        self.owner.say(&Array::of2(&self.id.into(), &"drop".into()));
    }
}

impl Handler {
    fn settle(&self, id: SendId) -> Option<SocketEvent<'static>> {
        let unsettled = &mut *self.unsettled.borrow_mut();
        let at = unsettled.iter().position(|(of, _)| *of == id)?;
        Some(unsettled.remove(at).1)
    }
}

/// Copies the heads and the payloads of a batch into our memory; `None` if its buffer is too short.
fn copied<'a>(batch: &Batch, scratch: &'a mut Vec<u8>) -> Option<(&'a [u8], &'a [u8])> {
    let heads = batch.count.checked_mul(batch::HEAD)?;
    let end = batch.start.checked_add(batch.used)?;
    if heads > batch.start || end > batch.buffer.byte_length() {
        return None;
    }
    let total = (heads + batch.used) as usize;
    if scratch.len() < total {
        scratch.resize(total, 0);
    }
    let (into_heads, into_bytes) = scratch[..total].split_at_mut(heads as usize);
    let part = |from, length| Uint8Array::new_with_byte_offset_and_length(&batch.buffer, from, length);
    part(0, heads).copy_to(into_heads);
    part(batch.start, batch.used).copy_to(into_bytes);
    Some((into_heads, into_bytes))
}

/// A JavaScript number.
#[expect(clippy::cast_precision_loss, reason = "ids and sizes stay far below 2^53")]
fn whole(number: u64) -> JsValue {
    (number as f64).into()
}
