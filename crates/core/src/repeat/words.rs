//! A repeat in words.

use super::{Ended, Repeated};
use crate::format;
use crate::time::{Span, Timestamp};

impl Repeated {
    /// Its state: `37 of 100, next in 0.4 s`, `Stopped after 37: closed 1006`.
    pub fn words(&self, now: Timestamp) -> String {
        let sent = format::count(self.sent);
        let so_far = match self.of {
            Some(of) => [&sent, " of ", &format::count(of)].concat(),
            None => [&sent, " sent"].concat(),
        };
        let mut words = match &self.ended {
            None if self.is_waiting => [&so_far, ", waiting for the connection"].concat(),
            None => {
                let rest = self.next.map_or(Span::default(), |next| {
                    if next > now { next - now } else { Span::default() }
                });
                if rest.as_millis() >= 100 {
                    let tenths = rest.as_millis() / 100;
                    format!("{so_far}, next in {}.{} s", tenths / 10, tenths % 10)
                } else {
                    so_far
                }
            }
            Some(Ended::Done) if self.not_sent == 0 => ["All ", &sent, " sent"].concat(),
            Some(Ended::Done) => [&so_far, " sent"].concat(),
            Some(Ended::Stopped) => ["Stopped after ", &sent].concat(),
            Some(Ended::Closed(how) | Ended::Failed(how)) => ["Stopped after ", &sent, ": ", how].concat(),
        };
        for (count, what) in [
            (self.late, " late"),
            (self.held_back, " held back by the buffer"),
            (self.not_sent, " not sent"),
        ] {
            if count > 0 {
                words.push_str(", ");
                words.push_str(&format::count(count));
                words.push_str(what);
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeat_says_how_far_it_is_and_why_it_ended() {
        let check = |repeated: Repeated, expect: &str| {
            assert_eq!(repeated.words(Timestamp::from_micros(1_000_000)), expect);
        };
        let of_100 = Repeated {
            sent: 37,
            of: Some(100),
            ..Repeated::default()
        };
        let next = Some(Timestamp::from_micros(1_400_000));
        check(
            Repeated {
                next,
                ..of_100.clone()
            },
            "37 of 100, next in 0.4 s",
        );
        check(of_100.clone(), "37 of 100");
        check(
            Repeated {
                of: None,
                next,
                ..of_100.clone()
            },
            "37 sent, next in 0.4 s",
        );
        check(
            Repeated {
                is_waiting: true,
                ..of_100.clone()
            },
            "37 of 100, waiting for the connection",
        );
        let ended = |ended| Repeated {
            ended: Some(ended),
            late: 11,
            held_back: 2_000,
            ..of_100.clone()
        };
        check(
            ended(Ended::Stopped),
            "Stopped after 37, 11 late, 2,000 held back by the buffer",
        );
        check(
            ended(Ended::Done),
            "All 37 sent, 11 late, 2,000 held back by the buffer",
        );
        check(
            Repeated {
                not_sent: 63,
                late: 0,
                held_back: 0,
                ..ended(Ended::Done)
            },
            "37 of 100 sent, 63 not sent",
        );
        check(
            ended(Ended::Closed("closed 1006".to_owned())),
            "Stopped after 37: closed 1006, 11 late, 2,000 held back by the buffer",
        );
    }
}
