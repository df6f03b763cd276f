//! All policies of one run, from Connect to the end of the last attempt. The order in which they act is
//! written here, once.

use super::heartbeat::{Due, Heartbeat};
use super::opening::{Next, Opening};
use super::outbox::Outbox;
use super::reconnect::{Decision, Reconnect, Why};
use super::replies::Replies;
use super::rules::Rules;
use super::{Act, LOOK, News, Policies, Queued, Report, Waiting};
use crate::close::{CloseArgs, Tone, validate_close};
use crate::dice::Dice;
use crate::ending::{Closed, Ending};
use crate::entry::{Message, Note, Tag};
use crate::format::{self, short_span};
use crate::payload::OwnedPayload;
use crate::session::{SendId, SendRefusal};
use crate::time::{Span, Timestamp};

use std::collections::VecDeque;

/// The code with which a dead peer's connection is closed.
pub const DEAD: u16 = 4000;

/// The code with which a connection is closed that did not answer an on-open message.
pub const UNANSWERED: u16 = 4001;

/// The policies of one run.
#[derive(Debug)]
pub struct Run {
    reconnect: Option<Reconnect>,
    heartbeat: Option<Heartbeat>,
    outbox: Option<Outbox>,
    opening: Opening,
    replies: Option<Replies>,
    high_water: u64,
    dice: Dice,
    stage: Stage,
    /// The attempt under way; 0 is the one that a person began.
    attempt: u32,
    network: Network,
    /// Whether the heartbeat has begun: after the on-open messages.
    beats: bool,
    /// Whether the person ended the connection, or an on-open message did: no attempt follows, however it
    /// ends.
    is_last: bool,
    /// When bufferedAmount is looked at again.
    look: Option<Timestamp>,
    /// What was decided and not done yet.
    decided: VecDeque<Act>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Opening,
    Open,
    /// It takes no more messages, and has not ended.
    Closing,
    Waiting {
        until: Timestamp,
        attempt: u32,
    },
    Over,
}

/// Whether a missing network holds attempts back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Network {
    Online,
    Offline,
    /// The target is this machine.
    NotNeeded,
}

impl Run {
    /// Begins with an attempt under way. `is_local`: whether the target is this machine, which needs no
    /// network.
    pub fn new(rules: Rules, seed: u64, is_local: bool) -> Self {
        // The waits and each kind of text have dice of their own: what one draws moves no other.
        let mut seeds = Dice::of(!seed);
        let mut dice = || Dice::of(seeds.bits());
        Self {
            reconnect: rules.reconnect.map(Reconnect::new),
            heartbeat: rules.heartbeat.map(|rules| Heartbeat::new(rules, dice())),
            outbox: rules.outbox.map(Outbox::new),
            opening: Opening::new(rules.opening, dice()),
            replies: (!rules.replies.is_empty()).then(|| Replies::new(rules.replies, dice())),
            high_water: rules.high_water,
            dice: Dice::of(seed),
            stage: Stage::Opening,
            attempt: 0,
            network: if is_local {
                Network::NotNeeded
            } else {
                Network::Online
            },
            is_last: false,
            beats: false,
            look: None,
            decided: VecDeque::new(),
        }
    }

    fn most(&self) -> Option<u32> {
        self.reconnect.as_ref().and_then(Reconnect::most)
    }

    fn closed(&mut self, now: Timestamp, closed: &Closed) {
        self.look = None;
        self.opening.closed();
        if let Some(heartbeat) = &mut self.heartbeat {
            heartbeat.closed();
        }
        if let Some(dropped) = self.replies.as_mut().map(Replies::closed)
            && dropped > 0
        {
            let text = format!(
                "{} waited when the connection ended",
                counted(dropped, "reply", "replies")
            );
            self.say("not sent", Tone::Warn, text);
        }
        let dice = &mut self.dice;
        match &mut self.reconnect {
            Some(reconnect) if !self.is_last && !closed.ending.is_by_page() => {
                match reconnect.after(now, closed, || dice.part()) {
                    Decision::Retry { wait, attempt } => self.wait(now, wait, attempt),
                    Decision::Stop(why) => self.give_up(why),
                }
            }
            Some(_) if matches!(closed.ending, Ending::Unanswered { .. }) => {
                let text = "an on-open message was not answered".to_owned();
                self.say("no reconnect", Tone::Neutral, text);
                self.end(None);
            }
            _ => self.end(None),
        }
    }

    fn wait(&mut self, now: Timestamp, wait: Span, attempt: u32) {
        self.stage = Stage::Waiting {
            until: now + wait,
            attempt,
        };
        let of = of(self.most());
        let text = if self.network == Network::Offline {
            format!("once the machine is online, attempt {attempt}{of}")
        } else {
            format!("in {}, attempt {attempt}{of}", plain(wait))
        };
        self.say("reconnecting", Tone::Warn, text);
    }

    fn give_up(&mut self, why: Why) {
        match why {
            Why::Asked => {}
            Why::Refused => self.say(
                "no reconnect",
                Tone::Neutral,
                "the browser would refuse the next attempt, too".to_owned(),
            ),
            Why::Code(code) => self.say(
                "no reconnect",
                Tone::Neutral,
                format!("after {code}: see Which closes in Options"),
            ),
            Why::GaveUp(attempts) => {
                let attempts = counted(attempts as usize, "attempt", "attempts");
                self.say(
                    "gave up",
                    Tone::Danger,
                    format!("after {attempts}. Connect tries again"),
                );
            }
        }
        self.end(match why {
            Why::GaveUp(attempts) => Some(attempts),
            _ => None,
        });
    }

    /// Nothing follows. What is still in the outbox was not sent.
    fn end(&mut self, gave_up: Option<u32>) {
        self.stage = Stage::Over;
        if let Some(outbox) = &mut self.outbox {
            let waiting = outbox.tray().messages;
            while let Some((id, ..)) = outbox.pop(Timestamp::default()) {
                self.decided.push_back(Act::Unsent(id));
            }
            if waiting > 0 {
                let text = format!(
                    "{} of the outbox: Alt+↑ in the message field brings back what was written",
                    counted(waiting, "message", "messages")
                );
                self.say("not sent", Tone::Warn, text);
            }
        }
        self.decided.push_back(Act::Over(gave_up));
    }

    fn say(&mut self, label: &'static str, tone: Tone, text: String) {
        self.decided
            .push_back(Act::Note(Note::Said { label, tone, text }));
    }

    /// What an open connection does next, in this order: it finds a dead peer, sends the on-open messages, then the
    /// outbox, replies, and beats.
    fn next_when_open(&mut self, now: Timestamp, buffered: u64) -> Option<Act> {
        let has_room = buffered < self.high_water;
        // A beat over the mark is not sent, and its reply is missed all the same: the peer takes nothing.
        if let Some(act) = self.beat(now)
            && (has_room || !matches!(act, Act::Send(..)))
        {
            return Some(act);
        }
        self.look = None;
        if !has_room && !self.opening.is_done() {
            self.look = Some(now + LOOK);
        }
        if has_room && let Some(act) = self.open_further(now) {
            return Some(act);
        }
        if self.opening.is_done()
            && !std::mem::replace(&mut self.beats, true)
            && let Some(heartbeat) = &mut self.heartbeat
        {
            heartbeat.open(now);
        }
        if self.opening.is_done()
            && let Some(outbox) = &mut self.outbox
            && !outbox.is_empty()
        {
            if has_room {
                let (id, payload, waited) = outbox.pop(now)?;
                return Some(Act::Send(payload, Tag::Queued(waited), Some(id)));
            }
            self.look = Some(now + LOOK);
        }
        let replies = self.replies.as_mut()?;
        if let Some(dropped) = replies.switched_off() {
            let text = format!(
                "{} waited: more than 1,000, or 64 MB. At most 100 a second are sent. Connect switches them on again",
                counted(dropped, "reply", "replies")
            );
            return Some(Act::Note(Note::Said {
                label: "replies off",
                tone: Tone::Danger,
                text,
            }));
        }
        if !has_room {
            if replies.are_waiting() {
                self.look = Some(now + LOOK);
            }
            return None;
        }
        replies
            .pop(now)
            .map(|payload| Act::Send(payload, Tag::Reply, None))
    }

    fn beat(&mut self, now: Timestamp) -> Option<Act> {
        let heartbeat = self.heartbeat.as_mut()?;
        let within = plain(heartbeat.within());
        match heartbeat.tick(now)? {
            Due::Send(text) => Some(Act::Send(OwnedPayload::Text(text), Tag::Beat, None)),
            Due::Missed(seq) => Some(Act::Note(Note::Said {
                label: "heartbeat missed",
                tone: Tone::Warn,
                text: format!("no reply to beat {seq} within {within}: asking again"),
            })),
            Due::Dead(missed) => {
                let missed = counted(missed as usize, "beat", "beats");
                self.decided
                    .push_back(Act::Abandon(close_args(DEAD, "no reply to the heartbeat")));
                Some(Act::Note(Note::Said {
                    label: "dead",
                    tone: Tone::Danger,
                    text: format!(
                        "no reply to {missed} in a row: closed with {DEAD}, without waiting for an answer"
                    ),
                }))
            }
        }
    }

    fn open_further(&mut self, now: Timestamp) -> Option<Act> {
        match self.opening.next(now) {
            Next::Wait | Next::Done => None,
            Next::Send(text) => Some(Act::Send(OwnedPayload::Text(text), Tag::OnOpen, None)),
            Next::NoReply { step, within, closes } => {
                let then = if closes { "closing" } else { "going on" };
                if closes {
                    self.is_last = true;
                    self.decided.push_back(Act::Close(close_args(
                        UNANSWERED,
                        "no reply to an on-open message",
                    )));
                }
                Some(Act::Note(Note::Said {
                    label: "on open",
                    tone: Tone::Warn,
                    text: format!(
                        "no fitting reply to message {step} within {}: {then}",
                        plain(within)
                    ),
                }))
            }
        }
    }
}

impl Policies for Run {
    fn hear(&mut self, now: Timestamp, news: News<'_>) {
        match news {
            News::Started => self.stage = Stage::Opening,
            News::Opened => {
                self.stage = Stage::Open;
                if let Some(reconnect) = &mut self.reconnect {
                    reconnect.opened(now);
                }
                self.opening.open();
                self.beats = false;
            }
            News::Closing => {
                if self.stage == Stage::Open {
                    self.stage = Stage::Closing;
                }
            }
            News::Closed(closed) => self.closed(now, closed),
            News::Stop => {
                if let Stage::Waiting { .. } = self.stage {
                    self.end(None);
                } else {
                    self.is_last = true;
                    self.hear(now, News::Closing);
                }
            }
            News::Now => {
                if let Stage::Waiting { until, .. } = &mut self.stage {
                    *until = now;
                    if self.network == Network::Offline {
                        // The person knows better than the browser.
                        self.network = Network::Online;
                    }
                }
            }
            News::Online(online) => {
                if self.network != Network::NotNeeded {
                    self.network = if online { Network::Online } else { Network::Offline };
                }
            }
        }
    }

    fn message(&mut self, at: Timestamp, message: &Message<'_>) -> Option<Tag> {
        let mut tag = None;
        if self.opening.heard(message) {
            tag = Some(Tag::OnOpen);
        }
        if let Some(heartbeat) = &mut self.heartbeat
            && heartbeat.heard(at, message)
        {
            tag = Some(Tag::Beat);
        }
        if let Some(replies) = &mut self.replies {
            replies.heard(at, message);
        }
        tag
    }

    fn next(&mut self, now: Timestamp, buffered: u64) -> Option<Act> {
        if let Some(act) = self.decided.pop_front() {
            return Some(act);
        }
        match self.stage {
            Stage::Opening | Stage::Closing | Stage::Over => None,
            Stage::Open => self.next_when_open(now, buffered),
            Stage::Waiting { until, attempt } => {
                if until > now || self.network == Network::Offline {
                    return None;
                }
                self.attempt = attempt;
                self.stage = Stage::Opening;
                Some(Act::Attempt(attempt))
            }
        }
    }

    fn due(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Opening | Stage::Closing | Stage::Over => None,
            Stage::Waiting { until, .. } => (self.network != Network::Offline).then_some(until),
            Stage::Open => {
                let beat = self.heartbeat.as_ref().and_then(Heartbeat::due);
                let (opening, replies) = match self.look {
                    None => (self.opening.due(), self.replies.as_ref().and_then(Replies::due)),
                    Some(_) => (None, None),
                };
                [beat, opening, self.look, replies].into_iter().flatten().min()
            }
        }
    }

    fn queues(&self) -> bool {
        match (&self.outbox, self.stage) {
            (None, _) | (_, Stage::Over) => false,
            (Some(outbox), Stage::Open) => !outbox.is_empty() || !self.opening.is_done(),
            (Some(_), Stage::Opening | Stage::Closing | Stage::Waiting { .. }) => true,
        }
    }

    fn queue(&mut self, now: Timestamp, id: SendId, payload: OwnedPayload) -> Result<(), SendRefusal> {
        match &mut self.outbox {
            Some(outbox) => outbox.push(now, id, payload),
            None => Err(SendRefusal::Idle),
        }
    }

    fn cancel(&mut self, id: SendId) -> bool {
        self.outbox.as_mut().is_some_and(|outbox| outbox.cancel(id))
    }

    fn queued(&self, start: usize, count: usize) -> Vec<Queued> {
        self.outbox
            .as_ref()
            .map_or_else(Vec::new, |outbox| outbox.list(start, count))
    }

    fn report(&self) -> Report {
        let of = self.most();
        Report {
            waiting: match self.stage {
                Stage::Waiting { until, attempt } => Some(Waiting {
                    until: (self.network != Network::Offline).then_some(until),
                    attempt,
                    of,
                }),
                _ => None,
            },
            attempt: (self.attempt > 0).then_some((self.attempt, of)),
            heartbeat: self.heartbeat.as_ref().map(Heartbeat::pulse),
            outbox: self.outbox.as_ref().map(Outbox::tray),
            replies: self.replies.as_ref().map(Replies::report),
            is_holding: self.look.is_some(),
            is_opening: self.stage == Stage::Open && !self.opening.is_done(),
        }
    }
}

fn close_args(code: u16, reason: &str) -> CloseArgs {
    validate_close(&code.to_string(), reason).unwrap_or_default()
}

/// ` of 10`, or nothing where there is no bound.
fn of(most: Option<u32>) -> String {
    most.map_or_else(String::new, |most| format!(" of {}", format::count(most.into())))
}

/// A time that a person set: `10 s`, and as short as others where it is no whole number of seconds.
fn plain(span: Span) -> String {
    match span.as_micros() % 1_000_000 {
        0 => format!("{} s", format::count(span.as_secs())),
        _ => short_span(span),
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{} {many}", format::count(number as u64)),
    }
}
