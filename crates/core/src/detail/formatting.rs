//! Reads a large message as JSON, a step at a time, so that the page can draw frames in between. Nothing here
//! knows the time: the caller takes steps until its frame is spent, and drops the job to cancel it.

use super::Reading;
use crate::entry::Message;
use crate::job::{Job, Progress};
use crate::json::Indexing;
use crate::payload::Large;
use crate::transcript::Transcript;

/// A message on its way to a [`Reading`]. It has its own copy of the text, which the tree will need.
#[derive(Debug)]
pub struct Formatting {
    text: String,
    total: usize,
    /// The handle of the rest of the text.
    rest: Option<Large>,
    piece: Vec<u8>,
    indexing: Indexing,
}

impl Job for Formatting {
    type Out = Reading;

    /// Some 64 KiB take well below a millisecond. The transcript is not needed: the text is here, or held by
    /// its handle.
    fn step(&mut self, _: &Transcript, budget: usize) -> Progress<Reading> {
        let reading = match self.rest.clone() {
            Some(large) => self.fetch(&large, budget),
            None => self
                .indexing
                .step(&self.text, budget)
                .map(|parsed| Reading::parsed(std::mem::take(&mut self.text), parsed)),
        };
        reading.map_or(Progress::More, Progress::Done)
    }
}

impl Formatting {
    /// Starts reading; a message kept inside is copied at once. Fails with a reading if that is not text.
    pub fn new(message: &Message<'_>) -> Result<Self, Reading> {
        let inside = if message.large.is_none() {
            message.bytes
        } else {
            &[]
        };
        let text = std::str::from_utf8(inside).map_err(|error| Reading::NotText(error.valid_up_to()))?;
        Ok(Self {
            text: text.to_owned(),
            total: message.len(),
            rest: message.large.cloned(),
            piece: Vec::new(),
            indexing: Indexing::default(),
        })
    }

    /// How much is done, in percent.
    pub fn percent(&self) -> usize {
        // Fetching a byte is several times as fast as indexing it.
        let done = self.text.len() + 4 * self.indexing.at();
        done.saturating_mul(20)
            .checked_div(self.total)
            .unwrap_or_default()
            .min(100)
    }

    fn fetch(&mut self, large: &Large, budget: usize) -> Option<Reading> {
        // Reserves the whole text at once: a growing String would copy itself and fragment memory. Reads one
        // character at least.
        self.text.reserve_exact(self.total - self.text.len());
        let start = self.text.len();
        large.read(start..start.saturating_add(budget.max(4)), &mut self.piece);
        let is_last = start + self.piece.len() == self.total;
        let (valid, is_text) = match std::str::from_utf8(&self.piece) {
            Ok(text) => (text, true),
            Err(error) => {
                let valid = &self.piece[..error.valid_up_to()];
                let is_cut = error.error_len().is_none() && !is_last;
                let valid = std::str::from_utf8(valid).expect("valid_up_to is where UTF-8 is valid");
                (valid, is_cut)
            }
        };
        self.text.push_str(valid);
        if self.text.len() == self.total {
            self.rest = None;
        }
        (!is_text).then_some(Reading::NotText(self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::{Encoding, larges};

    fn message<'a>(bytes: &'a [u8], large: Option<&'a Large>) -> Message<'a> {
        Message {
            large,
            ..Message::received(Encoding::Binary, bytes)
        }
    }

    /// The reading made in steps, and all percentages on the way.
    fn formatted(message: &Message<'_>, budget: usize) -> (Reading, Vec<usize>) {
        let mut formatting = match Formatting::new(message) {
            Ok(formatting) => formatting,
            Err(reading) => return (reading, Vec::new()),
        };
        let transcript = Transcript::default();
        let mut percents = vec![formatting.percent()];
        loop {
            if let Progress::Done(reading) = formatting.step(&transcript, budget) {
                return (reading, percents);
            }
            percents.push(formatting.percent());
        }
    }

    #[test]
    fn a_message_reads_the_same_in_steps_wherever_it_is() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        for bytes in [
            br#"{"a":[1,2,{"b":"x"}],"a":"n\u00e9 \ud83d"}"#.as_slice(),
            "{\"漢字\": \"🐈🐈🐈🐈\"}".as_bytes(),
            b"{\"a\":\n nope}",
            b"[1,\xff]",
            "[\"🐈".as_bytes().split_last().expect("it is not empty").1,
            b"",
            deep.as_bytes(),
        ] {
            let expect = format!("{:?}", Reading::of(&message(bytes, None)));
            let large = larges::binary(bytes);
            for budget in [1, 4, 7, 1_000, usize::MAX] {
                for message in [message(bytes, None), message(&[], Some(&large))] {
                    let (reading, percents) = formatted(&message, budget);
                    assert_eq!(format!("{reading:?}"), expect, "in steps of {budget}");
                    assert!(percents.is_sorted() && percents.iter().all(|&percent| percent <= 100));
                }
            }
        }
    }

    #[test]
    fn a_step_takes_no_more_than_its_budget_and_a_value() {
        let text = format!("[{}1]", "1,".repeat(5_000));
        let large = larges::text(&text);
        let (_, percents) = formatted(&message(&[], Some(&large)), 100);
        assert!(percents.len() > 190, "{} steps", percents.len());
    }
}
