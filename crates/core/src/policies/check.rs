//! Checks the policies as typed when Connect is pressed: they become [`Rules`], or a sentence about the field
//! that prevents it. Of a policy that is off nothing is checked.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::document::{Document, Key};
use super::lists::{self, Expect, Rule, Step};
use super::number;
use super::rules::{HeartbeatRules, OutboxRules, ReconnectRules, ReplyRules, ReplyTo, Rules, StepRules};
use crate::entry::{Direction, Message};
use crate::format::preview;
use crate::matcher::{ExpectError, Matcher};
use crate::payload::Encoding;
use crate::secret::hole_in_message;
use crate::template::{Template, Values};
use crate::time::{Span, Timestamp};

/// The most attempts in a row that can be counted.
const MOST_ATTEMPTS: u32 = 1_000_000;
/// The longest wait before an attempt, and the longest time between two beats.
const LONGEST_SECS: u64 = 3_600;
/// The longest time to wait for a reply.
const LONGEST_REPLY_SECS: u64 = 600;
/// The shortest time of all.
const SHORTEST: Span = Span::from_millis(100);
/// The time to wait for the reply to an on-open message, unless told.
const REPLY_WITHIN: Span = Span::from_secs(10);
/// The most bytes of a beat.
const MOST_BEAT_BYTES: usize = 64 << 10;
/// The most bytes of an on-open message.
const MOST_STEP_BYTES: usize = 1 << 20;
/// The most on-open messages.
const MOST_STEPS: usize = 100;
/// The most replies.
const MOST_REPLIES: usize = 50;
/// The most messages between two answers of a reply.
const MOST_BETWEEN: u32 = 1_000_000;
/// The close codes that may be seen.
const CODES: RangeInclusive<u16> = 1_000..=4_999;

/// The reason that policies cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The field to mark and focus.
    pub key: Key,
    /// The place in the list, if the field is one.
    pub item: Option<usize>,
    /// Whole sentences, which say what to enter.
    pub sentence: String,
}

impl Rules {
    /// Checks the policies. `None` if none is on; the first wrong field of those that are on otherwise.
    pub fn read(document: &Document, now: Timestamp) -> Result<Option<Self>, PolicyError> {
        let steps = lists::read::<Step>(document.get(Key::OnOpen));
        let is_on = |key: Key| document.is_on(key);
        let has_steps = steps.as_ref().is_none_or(|steps| !steps.is_empty());
        let switches = [Key::Reconnect, Key::Heartbeat, Key::Outbox, Key::Replies];
        if !has_steps && !switches.into_iter().any(is_on) {
            return Ok(None);
        }
        let fields = Fields { document, now };
        Ok(Some(Self {
            reconnect: is_on(Key::Reconnect).then(|| fields.reconnect()).transpose()?,
            heartbeat: is_on(Key::Heartbeat).then(|| fields.heartbeat()).transpose()?,
            outbox: is_on(Key::Outbox).then(|| fields.outbox()).transpose()?,
            high_water: high_water(document)?,
            opening: fields.opening(steps)?,
            replies: if is_on(Key::Replies) {
                fields.replies()?
            } else {
                Vec::new()
            },
        }))
    }
}

/// The number of bytes that the socket may have to send before what is sent by itself is held back.
pub fn high_water(document: &Document) -> Result<u64, PolicyError> {
    at(Key::HighWater).megabytes(document.get(Key::HighWater), 1_024)
}

/// Whether a server that echoes would set off the reply by the reply itself, endlessly. Fewer answers than
/// messages come to an end.
pub fn loops(rule: &ReplyRules) -> bool {
    let Some(send) = rule.send.as_ref().filter(|send| !send.is_message()) else {
        return rule.every == 1;
    };
    let received = match &rule.when {
        Matcher::Text(text) => text.as_str(),
        Matcher::Any | Matcher::Field(_) | Matcher::Has(_) => "",
    };
    let answer = send.expand(&Values {
        seq: 1,
        now: Timestamp::default(),
        seed: 0,
        message: Some(text_message(received)),
    });
    rule.every == 1 && rule.when.matches(&text_message(&answer))
}

fn text_message(text: &str) -> Message<'_> {
    Message {
        direction: Direction::Received,
        encoding: Encoding::Text,
        bytes: text.as_bytes(),
        large: None,
    }
}

/// The place of a field, for its error.
#[derive(Clone, Copy)]
struct At {
    key: Key,
    item: Option<usize>,
}

impl At {
    fn error(self, sentence: impl Display) -> PolicyError {
        let Self { key, item } = self;
        let sentence = match item {
            None => sentence.to_string(),
            Some(_) => format!("{}: {sentence}", self.called()),
        };
        PolicyError { key, item, sentence }
    }

    /// The name of the message there.
    fn called(self) -> String {
        let number = self.item.map_or(0, |item| item + 1);
        match self.key {
            Key::OnOpen => format!("Message {number} of On open"),
            Key::Rules => format!("Reply {number}"),
            Key::BeatText => "The reply to the heartbeat".to_owned(),
            _ => "The heartbeat's message".to_owned(),
        }
    }

    /// Refuses the mask of a secret that a link left out.
    fn whole(self, text: &str) -> Result<(), PolicyError> {
        let Some(hole) = hole_in_message(text) else {
            return Ok(());
        };
        let secret = match hole.names.as_slice() {
            [] => "a secret".to_owned(),
            names => format!("“{}”", names.join("”, “")),
        };
        let Self { key, item } = self;
        Err(PolicyError {
            key,
            item,
            sentence: format!(
                "{} still has {} where the link left out {secret}: put yours in.",
                self.called(),
                hole.mask.as_str()
            ),
        })
    }

    /// Reads a template. Only a reply has a message to read.
    fn template(self, text: &str) -> Result<Template, PolicyError> {
        let template = match self.key {
            Key::Rules => Template::parse(text),
            _ => Template::for_message(text),
        };
        let template = template.map_err(|error| self.error(error))?;
        self.whole(text)?;
        Ok(template)
    }

    /// Reads a time in seconds.
    fn seconds(self, text: &str, least: Span, most: u64) -> Result<Span, PolicyError> {
        number::seconds(text)
            .filter(|time| (least..=Span::from_secs(most)).contains(time))
            .ok_or_else(|| self.error(format_args!("Enter {} to {most} seconds.", Seconds(least))))
    }

    /// Reads a size in megabytes.
    fn megabytes(self, text: &str, most: u64) -> Result<u64, PolicyError> {
        number::megabytes(text)
            .filter(|bytes| (1_048..=most << 20).contains(bytes))
            .ok_or_else(|| self.error(format_args!("Enter 0.001 to {most} megabytes.")))
    }

    fn matcher(self, expect: &Expect) -> Result<Matcher, PolicyError> {
        let matcher = Matcher::read(expect).map_err(|error| self.error(error))?;
        if matcher != Matcher::Any {
            self.whole(&expect.text)?;
        }
        Ok(matcher)
    }
}

/// Seconds without needless zeros: `0.1`, `30`.
struct Seconds(Span);

impl Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fraction = format!("{:06}", self.0.as_micros() % 1_000_000);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{}{point}{fraction}", self.0.as_secs())
    }
}

const fn at(key: Key) -> At {
    At { key, item: None }
}

const fn in_list(key: Key, item: usize) -> At {
    At {
        key,
        item: Some(item),
    }
}

/// The fields of policies that are on.
struct Fields<'d> {
    document: &'d Document,
    now: Timestamp,
}

impl Fields<'_> {
    fn get(&self, key: Key) -> &str {
        self.document.get(key)
    }

    fn seconds(&self, key: Key, least: Span, most: u64) -> Result<Span, PolicyError> {
        at(key).seconds(self.get(key), least, most)
    }

    fn whole(&self, key: Key, range: RangeInclusive<u32>) -> Result<u32, PolicyError> {
        number::whole(self.get(key))
            .filter(|number| range.contains(number))
            .ok_or_else(|| {
                at(key).error(format_args!(
                    "Enter a whole number from {} to {}.",
                    range.start(),
                    range.end()
                ))
            })
    }

    fn reconnect(&self) -> Result<ReconnectRules, PolicyError> {
        let typed = self.get(Key::Attempts).trim();
        let attempts = if typed.eq_ignore_ascii_case("unlimited") {
            None
        } else {
            let counted = number::whole(typed).filter(|attempts| (1..=MOST_ATTEMPTS).contains(attempts));
            Some(counted.ok_or_else(|| {
                at(Key::Attempts).error(format_args!(
                    "Enter 1 to {MOST_ATTEMPTS} attempts, or the word unlimited."
                ))
            })?)
        };
        let first = self.seconds(Key::FirstWait, SHORTEST, LONGEST_SECS)?;
        Ok(ReconnectRules {
            attempts,
            first,
            longest: self.seconds(Key::LongestWait, first, LONGEST_SECS)?,
            every: match self.get(Key::After) {
                "abnormal" => false,
                "every" => true,
                _ => return Err(at(Key::After).error("Choose the closes to reconnect after.")),
            },
            codes: self.codes()?,
        })
    }

    fn codes(&self) -> Result<Vec<(u16, bool)>, PolicyError> {
        let mut codes: Vec<(u16, bool)> = Vec::new();
        let words = self
            .get(Key::Codes)
            .split(|c: char| c.is_whitespace() || c == ',');
        for word in words.filter(|word| !word.is_empty()) {
            let digits = word.strip_prefix('-').unwrap_or(word);
            let code = number::whole(digits).and_then(|code| u16::try_from(code).ok());
            let shown = || preview(word, 20).text;
            let Some(code) = code.filter(|code| CODES.contains(code)) else {
                return Err(at(Key::Codes).error(format_args!(
                    "“{}” is not a close code. Enter codes from 1000 to 4999 with spaces between them, and a minus sign \
                     before those not to reconnect after: 1000 -1012.",
                    shown()
                )));
            };
            if codes.iter().any(|(known, _)| *known == code) {
                return Err(
                    at(Key::Codes).error(format_args!("{code} is there twice. Enter each code once."))
                );
            }
            codes.push((code, digits.len() == word.len()));
        }
        Ok(codes)
    }

    fn heartbeat(&self) -> Result<HeartbeatRules, PolicyError> {
        let every = self.seconds(Key::Every, SHORTEST, LONGEST_SECS)?;
        let within = self.seconds(Key::Within, SHORTEST, LONGEST_REPLY_SECS)?;
        let misses = self.whole(Key::Misses, 0..=100)?;
        let beat = at(Key::Beat).template(self.get(Key::Beat))?;
        if beat.is_empty() {
            return Err(at(Key::Beat).error("Enter the heartbeat's message."));
        }
        self.fits(at(Key::Beat), &beat, MOST_BEAT_BYTES)?;
        Ok(HeartbeatRules {
            every,
            within,
            misses,
            beat,
            reply: self.beat_reply()?,
            postpone: self.document.is_on(Key::Postpone),
        })
    }

    fn beat_reply(&self) -> Result<ReplyTo, PolicyError> {
        let expect = Expect {
            kind: self.get(Key::BeatReply).to_owned(),
            path: self.get(Key::BeatPath).to_owned(),
            text: self.get(Key::BeatText).to_owned(),
        };
        let matcher = Matcher::read(&expect).map_err(|error| {
            let key = match error {
                ExpectError::Kind => Key::BeatReply,
                ExpectError::Path(_) => Key::BeatPath,
                ExpectError::NoText => Key::BeatText,
            };
            at(key).error(error)
        })?;
        let text = || at(Key::BeatText).template(&expect.text);
        Ok(match matcher {
            Matcher::Any => ReplyTo::Any,
            Matcher::Text(_) => ReplyTo::Text(text()?),
            Matcher::Field(_) | Matcher::Has(_) => ReplyTo::Field {
                value: text()?,
                path: expect.path,
            },
        })
    }

    fn outbox(&self) -> Result<OutboxRules, PolicyError> {
        let messages = self.whole(Key::OutboxMessages, 1..=100_000)?;
        let bytes = at(Key::OutboxSize).megabytes(self.get(Key::OutboxSize), 64)?;
        Ok(OutboxRules {
            messages: messages as usize,
            bytes: usize::try_from(bytes).expect("64 MB can be addressed"),
        })
    }

    fn opening(&self, steps: Option<Vec<Step>>) -> Result<Vec<StepRules>, PolicyError> {
        let steps = list(Key::OnOpen, steps, MOST_STEPS, "on-open messages")?;
        let step = |(item, step): (usize, &Step)| {
            let at = in_list(Key::OnOpen, item);
            let send = at.template(&step.send)?;
            if send.is_empty() {
                return Err(at.error("Enter a text, or remove it."));
            }
            self.fits(at, &send, MOST_STEP_BYTES)?;
            let reply = step.reply.as_ref().map(|reply| {
                let within = match step.within.trim() {
                    "" => REPLY_WITHIN,
                    within => at.seconds(within, SHORTEST, LONGEST_REPLY_SECS)?,
                };
                Ok((at.matcher(reply)?, within))
            });
            Ok(StepRules {
                send,
                reply: reply.transpose()?,
                closes: step.closes,
            })
        };
        steps.iter().enumerate().map(step).collect()
    }

    fn replies(&self) -> Result<Vec<ReplyRules>, PolicyError> {
        let rules = lists::read::<Rule>(self.get(Key::Rules));
        let rules = list(Key::Rules, rules, MOST_REPLIES, "replies")?;
        rules
            .iter()
            .enumerate()
            .map(|(item, rule)| reply(item, rule))
            .collect()
    }

    /// Refuses a message that is too long once the placeholders are filled in.
    fn fits(&self, at: At, template: &Template, most: usize) -> Result<(), PolicyError> {
        let values = Values {
            seq: u64::MAX,
            now: self.now,
            seed: 0,
            message: None,
        };
        let bytes = template.expand(&values).len();
        if bytes > most {
            return Err(at.error(format_args!(
                "{bytes} bytes with its placeholders filled in are too many. Shorten it to {most}."
            )));
        }
        Ok(())
    }
}

/// Checks a reply as typed: the page asks this of one rule to tell whether it [`loops`].
pub fn reply(item: usize, rule: &Rule) -> Result<ReplyRules, PolicyError> {
    let at = in_list(Key::Rules, item);
    let when = at.matcher(&rule.when)?;
    let send = if rule.echo {
        None
    } else {
        let send = at.template(&rule.send)?;
        if send.is_empty() {
            return Err(at.error("Enter the text to answer with, or choose to echo."));
        }
        Some(send)
    };
    let every = match rule.every.trim() {
        "" => Some(1),
        every => number::whole(every).filter(|every| (1..=MOST_BETWEEN).contains(every)),
    };
    let every = every.ok_or_else(|| {
        at.error(format_args!(
            "Enter a whole number from 1 to {MOST_BETWEEN}, or nothing to answer each message."
        ))
    })?;
    Ok(ReplyRules { when, send, every })
}

fn list<T>(key: Key, list: Option<Vec<T>>, most: usize, called: &str) -> Result<Vec<T>, PolicyError> {
    let list = list.ok_or_else(|| {
        at(key).error(format_args!(
            "The {called} cannot be read. Remove them, and enter them again."
        ))
    })?;
    if list.len() > most {
        return Err(at(key).error(format_args!(
            "There are {} {called}, and there may be {most}. Remove some.",
            list.len()
        )));
    }
    Ok(list)
}

#[cfg(test)]
mod tests;
