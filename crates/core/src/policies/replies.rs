//! Automatic replies to received messages, bounded in rate and number.

use std::collections::VecDeque;

use super::Replied;
use super::rules::ReplyRules;
use crate::dice::Dice;
use crate::entry::Message;
use crate::payload::{Encoding, OwnedPayload};
use crate::template::Values;
use crate::time::{Span, Timestamp};

/// At most so many replies are sent within [`WINDOW`].
pub const RATE: usize = 100;
/// The time in which at most [`RATE`] replies are sent.
pub const WINDOW: Span = Span::from_secs(1);
/// With more replies waiting, replying is switched off.
pub const MOST: usize = 1_000;
/// With more bytes of replies waiting, replying is switched off.
pub const MOST_BYTES: usize = 64 << 20;

/// The replies of one run.
#[derive(Debug)]
pub struct Replies {
    rules: Vec<Counted>,
    /// For the texts.
    dice: Dice,
    waiting: VecDeque<OwnedPayload>,
    bytes: usize,
    /// When the last replies were sent, at most [`RATE`] of them.
    times: VecDeque<Timestamp>,
    sent: u64,
    /// Replies that will not be sent since replying was switched off.
    dropped: Option<usize>,
    is_off: bool,
}

#[derive(Debug)]
struct Counted {
    rule: ReplyRules,
    heard: u32,
    sent: u64,
}

impl Replies {
    /// With these rules, and dice for the texts.
    pub fn new(rules: Vec<ReplyRules>, dice: Dice) -> Self {
        let counted = |rule| Counted {
            rule,
            heard: 0,
            sent: 0,
        };
        Self {
            rules: rules.into_iter().map(counted).collect(),
            dice,
            waiting: VecDeque::new(),
            bytes: 0,
            times: VecDeque::new(),
            sent: 0,
            dropped: None,
            is_off: false,
        }
    }

    /// A message came: its replies wait for their turn.
    pub fn heard(&mut self, at: Timestamp, message: &Message<'_>) {
        if self.is_off {
            return;
        }
        for of in &mut self.rules {
            if !of.rule.when.matches(message) {
                continue;
            }
            of.heard += 1;
            if of.heard < of.rule.every {
                continue;
            }
            of.heard = 0;
            of.sent += 1;
            let reply = match &of.rule.send {
                None => echo(message),
                Some(template) => OwnedPayload::Text(template.expand(&Values {
                    seq: of.sent,
                    now: at,
                    seed: self.dice.bits(),
                    message: Some(*message),
                })),
            };
            self.bytes += reply.len();
            self.waiting.push_back(reply);
            if self.waiting.len() > MOST || (self.waiting.len() > 1 && self.bytes > MOST_BYTES) {
                self.is_off = true;
                self.dropped = Some(self.drop_waiting());
                return;
            }
        }
    }

    /// The number of replies dropped when replying was switched off just now.
    pub fn switched_off(&mut self) -> Option<usize> {
        self.dropped.take()
    }

    /// The connection ended: what waits is dropped. Returns how many.
    pub fn closed(&mut self) -> usize {
        self.drop_waiting()
    }

    fn drop_waiting(&mut self) -> usize {
        self.bytes = 0;
        std::mem::take(&mut self.waiting).len()
    }

    /// Whether a reply waits.
    pub fn are_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// When the next reply may be sent.
    pub fn due(&self) -> Option<Timestamp> {
        self.waiting.front()?;
        match self.times.front() {
            Some(oldest) if self.times.len() >= RATE => Some(*oldest + WINDOW),
            _ => Some(Timestamp::default()),
        }
    }

    /// The next reply, if it may be sent now.
    pub fn pop(&mut self, now: Timestamp) -> Option<OwnedPayload> {
        self.due().filter(|due| *due <= now)?;
        let reply = self.waiting.pop_front()?;
        self.bytes -= reply.len();
        if self.times.len() >= RATE {
            self.times.pop_front();
        }
        self.times.push_back(now);
        self.sent += 1;
        Some(reply)
    }

    /// Their state for the page.
    pub fn report(&self) -> Replied {
        Replied {
            sent: self.sent,
            waiting: self.waiting.len(),
            is_off: self.is_off,
        }
    }
}

/// The message as it came.
fn echo(message: &Message<'_>) -> OwnedPayload {
    let bytes = message.stretch(0..usize::MAX).into_owned();
    match message.encoding {
        Encoding::Binary => OwnedPayload::Binary(bytes),
        Encoding::Text => {
            OwnedPayload::Text(String::from_utf8(bytes).expect("the payload of a text message is UTF-8"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Matcher;
    use crate::payload::larges;

    fn echoes(every: u32) -> Replies {
        let rule = ReplyRules {
            when: Matcher::Any,
            send: None,
            every,
        };
        Replies::new(vec![rule], Dice::of(1))
    }

    fn first(replies: &mut Replies) -> Option<OwnedPayload> {
        replies.pop(Timestamp::default())
    }

    #[test]
    fn an_echo_is_the_message_whole_and_of_its_kind() {
        let mut replies = echoes(1);
        let now = Timestamp::default();
        replies.heard(now, &Message::received(Encoding::Binary, &[0, 255]));
        assert_eq!(first(&mut replies), Some(OwnedPayload::Binary(vec![0, 255])));
        let text = "é".repeat(100_000);
        for large in [larges::text(&text), larges::binary(text.as_bytes())] {
            let preview = large.preview();
            let message = Message {
                large: Some(&large),
                ..Message::received(large.encoding(), &preview)
            };
            replies.heard(now, &message);
            let echo = first(&mut replies).expect("it waits");
            assert_eq!(echo.inside().unwrap().encoding(), large.encoding());
            assert_eq!(echo.inside().unwrap().bytes(), text.as_bytes());
        }
    }

    #[test]
    fn each_nth_message_is_answered() {
        let mut replies = echoes(3);
        let heard = |n: &u8| {
            replies.heard(Timestamp::default(), &Message::received(Encoding::Binary, &[*n]));
            first(&mut replies).is_some()
        };
        let answered: Vec<u8> = (1..=9).filter(heard).collect();
        assert_eq!(answered, [3, 6, 9]);
    }

    #[test]
    fn more_bytes_than_may_wait_switch_replying_off() {
        let mut replies = echoes(1);
        let large = larges::binary(&vec![0; MOST_BYTES / 2 + 1]);
        let message = Message {
            large: Some(&large),
            ..Message::received(Encoding::Binary, &[])
        };
        replies.heard(Timestamp::default(), &message);
        assert_eq!(replies.switched_off(), None);
        replies.heard(Timestamp::default(), &message);
        assert_eq!(replies.switched_off(), Some(2));
        assert_eq!(replies.report().waiting, 0);
    }
}
