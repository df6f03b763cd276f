//! The chooser: five answers, and the transport that fits them, with the reasons and the answers that would
//! change it.

/// The direction of the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// The server, and the page now and then.
    Server,
    /// Both, often.
    Both,
}

/// The rate of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Every few minutes, or less.
    Minutes,
    /// Every few seconds.
    Seconds,
    /// All the time.
    Always,
}

/// The format of the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// The delivery that a message needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bears {
    /// It may be late by seconds.
    Late,
    /// It must arrive at once, and may be lost with the connection.
    AtOnce,
    /// It may be lost, but must not be late.
    Lost,
    /// It must never be lost.
    Kept,
}

/// The proxies between page and server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// None that interferes.
    Open,
    /// Something that refuses the upgrade.
    Blocked,
}

/// The five answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The direction.
    pub speaks: Speaks,
    /// The rate of change.
    pub pace: Pace,
    /// The format.
    pub form: Form,
    /// The delivery.
    pub bears: Bears,
    /// The proxies.
    pub way: Way,
}

/// The answers before anybody chooses.
pub const USUAL: Answers = Answers {
    speaks: Speaks::Server,
    pace: Pace::Seconds,
    form: Form::Text,
    bears: Bears::AtOnce,
    way: Way::Open,
};

/// One of the answers to a question.
#[derive(Clone, Copy)]
pub struct Choice {
    /// Its label, a few words.
    pub label: &'static str,
    /// Whether it is the current answer.
    pub is_given: fn(&Answers) -> bool,
    /// Gives it.
    pub give: fn(&mut Answers),
    /// The condition, after "if".
    condition: &'static str,
}

/// A question.
#[derive(Clone, Copy)]
pub struct Question {
    /// As a sentence.
    pub asks: &'static str,
    /// The possible answers.
    pub choices: &'static [Choice],
}

macro_rules! choice {
    ($field:ident: $value:expr, $label:literal, $condition:literal) => {
        Choice {
            label: $label,
            is_given: |answers| answers.$field == $value,
            give: |answers| answers.$field = $value,
            condition: $condition,
        }
    };
}

/// The five.
pub const QUESTIONS: [Question; 5] = [
    Question {
        asks: "Who speaks?",
        choices: &[
            choice!(speaks: Speaks::Server, "Mostly the server", "the page sent something only now and then"),
            choice!(speaks: Speaks::Both, "Both, often", "the page sent often"),
        ],
    },
    Question {
        asks: "How often does it change?",
        choices: &[
            choice!(pace: Pace::Minutes, "Every few minutes", "it changed every few minutes"),
            choice!(pace: Pace::Seconds, "Every few seconds", "it changed every few seconds"),
            choice!(pace: Pace::Always, "All the time", "it changed all the time"),
        ],
    },
    Question {
        asks: "Text or bytes?",
        choices: &[
            choice!(form: Form::Text, "Text", "it were text"),
            choice!(form: Form::Bytes, "Bytes", "it were bytes"),
        ],
    },
    Question {
        asks: "May a message be late, or lost with the connection?",
        choices: &[
            choice!(bears: Bears::Late, "Late is fine", "a message could be late by seconds"),
            choice!(bears: Bears::AtOnce, "At once", "a message were wanted at once, and one lost with the connection were borne"),
            choice!(bears: Bears::Lost, "Better lost than late", "a message were better lost than late"),
            choice!(bears: Bears::Kept, "Never lost", "nothing could be lost, not even with the connection"),
        ],
    },
    Question {
        asks: "What stands between?",
        choices: &[
            choice!(way: Way::Open, "Nothing in the way", "the upgrade got through, as with wss it mostly does"),
            choice!(way: Way::Blocked, "Something refuses the upgrade", "something in between refused the upgrade"),
        ],
    },
];

/// The transport to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Polling.
    Polling,
    /// Long polling: the server answers once it has a message.
    LongPolling,
    /// Server-sent events.
    Sse,
    /// A WebSocket.
    WebSocket,
    /// WebTransport.
    WebTransport,
}

impl Take {
    const fn name(self) -> &'static str {
        match self {
            Self::Polling => "Polling",
            Self::LongPolling => "Long polling",
            Self::Sse => "Server-sent events",
            Self::WebSocket => "WebSocket",
            Self::WebTransport => "WebTransport",
        }
    }
}

/// The advice for five answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The transport.
    pub take: Take,
    /// Whether a broker must keep the messages.
    pub broker: bool,
    /// Why.
    pub reason: &'static str,
}

/// The reason for a broker, where one is needed.
pub const BROKER: &str = "None of these keeps what was sent while the connection was away. A broker keeps the sequence, and a reconnect replays it.";

impl Advice {
    /// Its name.
    pub fn name(self) -> String {
        let broker = if self.broker {
            ", and a broker behind it"
        } else {
            ""
        };
        [self.take.name(), broker].concat()
    }

    const fn is_same(self, other: Self) -> bool {
        self.take as u8 == other.take as u8 && self.broker == other.broker
    }
}

/// A change of one answer that changes the advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The transport in that case.
    pub to: Advice,
    /// The conditions, any one of which is enough.
    pub conditions: Vec<&'static str>,
}

impl Answers {
    /// The advice for these answers.
    pub fn advice(self) -> Advice {
        let (take, reason) = self.decide();
        Advice {
            take,
            broker: self.bears == Bears::Kept,
            reason,
        }
    }

    fn decide(self) -> (Take, &'static str) {
        let seldom = self.speaks == Speaks::Server && self.bears == Bears::Late;
        if seldom && self.pace == Pace::Minutes {
            return (
                Take::Polling,
                "An open connection for each client costs more than a question now and then, and nobody waits for the answer.",
            );
        }
        if self.bears == Bears::Lost && self.pace == Pace::Always {
            return (
                Take::WebTransport,
                "Its datagrams wait for nothing. A WebSocket holds up all that follows until a lost packet has come again. It \
                 needs no upgrade, but HTTP/3 has to get through.",
            );
        }
        if self.way == Way::Blocked {
            return match self.form {
                Form::Text => (
                    Take::Sse,
                    "What refuses the upgrade lets ordinary HTTP through, if it does not buffer. What the page sends goes as \
                     plain requests beside it.",
                ),
                Form::Bytes => (
                    Take::LongPolling,
                    "What refuses the upgrade lets ordinary HTTP through, and its answers may be bytes, which server-sent \
                     events can't carry.",
                ),
            };
        }
        if self.speaks == Speaks::Both {
            return (
                Take::WebSocket,
                "Either side may speak at any time, and a message costs 2 to 14 bytes besides itself. Reconnecting is yours \
                 to write.",
            );
        }
        if self.form == Form::Text {
            return (
                Take::Sse,
                "It goes one way, as text. The browser reconnects by itself and says where it stopped, and the little that \
                 the page sends goes as plain requests.",
            );
        }
        if seldom && self.pace == Pace::Seconds {
            return (
                Take::LongPolling,
                "An answer may be bytes, and a new question after each costs little at this pace.",
            );
        }
        (
            Take::WebSocket,
            "Server-sent events carry text only, and Base64 adds a third.",
        )
    }

    /// The changes of a single answer that change the advice.
    pub fn changes(self) -> Vec<Change> {
        let now = self.advice();
        let mut changes: Vec<Change> = Vec::new();
        for choice in QUESTIONS.iter().flat_map(|question| question.choices) {
            let mut other = self;
            (choice.give)(&mut other);
            let to = other.advice();
            if to.is_same(now) {
                continue;
            }
            match changes.iter_mut().find(|change| change.to.is_same(to)) {
                Some(change) => change.conditions.push(choice.condition),
                None => changes.push(Change {
                    to,
                    conditions: vec![choice.condition],
                }),
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All combinations of answers.
    fn all() -> Vec<Answers> {
        let mut all = vec![USUAL];
        for question in QUESTIONS {
            let give = |answers: Answers| {
                question.choices.iter().map(move |choice| {
                    let mut answers = answers;
                    (choice.give)(&mut answers);
                    answers
                })
            };
            all = all.into_iter().flat_map(give).collect();
        }
        all
    }

    #[test]
    fn every_combination_has_an_answer_and_a_reason_and_something_that_would_change_it() {
        let all = all();
        assert_eq!(all.len(), 96);
        for answers in all {
            let advice = answers.advice();
            assert!(
                !advice.name().is_empty() && advice.reason.ends_with('.'),
                "{answers:?}"
            );
            assert!(!answers.changes().is_empty(), "{answers:?}");
        }
    }

    #[test]
    fn what_would_change_it_does() {
        for answers in all() {
            let changes = answers.changes();
            let listed: Vec<_> = changes.iter().flat_map(|change| &change.conditions).collect();
            for choice in QUESTIONS.iter().flat_map(|question| question.choices) {
                let mut other = answers;
                (choice.give)(&mut other);
                let is_other = other.advice().name() != answers.advice().name();
                assert_eq!(
                    listed.contains(&&choice.condition),
                    is_other,
                    "{answers:?}: {}",
                    choice.condition
                );
            }
        }
    }

    #[test]
    fn each_question_has_one_answer_given() {
        for answers in all() {
            for question in QUESTIONS {
                let given = question
                    .choices
                    .iter()
                    .filter(|choice| (choice.is_given)(&answers));
                assert_eq!(given.count(), 1, "{}", question.asks);
            }
        }
    }

    #[test]
    fn the_answers_are_those_of_the_page() {
        let check =
            |answers: Answers, expect: &str| assert_eq!(answers.advice().name(), expect, "{answers:?}");
        check(USUAL, "Server-sent events");
        let both = Answers {
            speaks: Speaks::Both,
            ..USUAL
        };
        check(both, "WebSocket");
        check(
            Answers {
                form: Form::Bytes,
                ..USUAL
            },
            "WebSocket",
        );
        check(
            Answers {
                way: Way::Blocked,
                ..both
            },
            "Server-sent events",
        );
        check(
            Answers {
                pace: Pace::Minutes,
                bears: Bears::Late,
                ..USUAL
            },
            "Polling",
        );
        check(
            Answers {
                pace: Pace::Always,
                bears: Bears::Lost,
                ..both
            },
            "WebTransport",
        );
        // It runs over HTTP/3, which has no upgrade.
        check(
            Answers {
                pace: Pace::Always,
                bears: Bears::Lost,
                way: Way::Blocked,
                ..both
            },
            "WebTransport",
        );
        check(
            Answers {
                bears: Bears::Kept,
                ..both
            },
            "WebSocket, and a broker behind it",
        );
        check(
            Answers {
                form: Form::Bytes,
                way: Way::Blocked,
                ..USUAL
            },
            "Long polling",
        );
    }
}
