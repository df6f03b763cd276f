//! What holds of every repeat, however the page sleeps and the browser dawdles; and the largest one.

mod support;

use std::cell::Cell;
use std::rc::Rc;

use proptest::prelude::*;
use support::plan;
use tabcat_core::evidence::Page;
use tabcat_core::payload::OwnedPayload;
use tabcat_core::repeat::{Ended, Every, Repeat, Repeated, Repeating, Standing, Turn};
use tabcat_core::session::{Effect, Negotiated, SocketEvent};
use tabcat_core::transcript::Limits;
use tabcat_core::workbench::Input;
use tabcat_core::{Span, Timestamp, Workbench};

const MARK: u64 = 1_000;
const SECOND: u64 = 1_000_000;
const START: Timestamp = Timestamp::from_micros(1_000_000_000);

/// Something that happens around a repeat.
#[derive(Clone, Debug)]
enum Happening {
    /// The page runs again after so many microseconds.
    Sleep(u64),
    /// It runs when it is due.
    Wake,
    Standing(Standing),
}

fn happening() -> impl Strategy<Value = Happening> {
    let buffered = prop::sample::select(vec![0, MARK - 1, MARK, 9 * MARK]);
    prop_oneof![
        8 => Just(Happening::Wake),
        3 => (0..60_000_u64).prop_map(Happening::Sleep),
        2 => (0..5 * SECOND).prop_map(Happening::Sleep),
        1 => (0..3_600 * SECOND).prop_map(Happening::Sleep),
        4 => buffered.prop_map(|buffered| Happening::Standing(Standing::Open { buffered })),
        1 => Just(Happening::Standing(Standing::Waiting)),
    ]
}

/// When each message was sent, and how it ended.
fn live(every: Every, happenings: &[Happening]) -> (Vec<Timestamp>, Repeated, Option<Ended>) {
    let total = Rc::new(Cell::new(0_u64));
    let count = Rc::clone(&total);
    let make = move |_| {
        count.set(count.get() + 1);
        Ok(OwnedPayload::Text(count.get().to_string()))
    };
    let mut repeat = Repeat::new(every, MARK, START, Box::new(make));
    let (mut now, mut standing) = (START, Standing::Open { buffered: 0 });
    let mut sent: Vec<Timestamp> = Vec::new();
    for happening in happenings {
        match happening {
            Happening::Sleep(micros) => now = now + Span::from_micros(*micros),
            Happening::Wake => now = repeat.due().map_or(now, |due| due.max(now)),
            Happening::Standing(other) => standing = *other,
        }
        loop {
            match repeat.next(now, standing) {
                Turn::Send(payload) => {
                    sent.push(now);
                    let Standing::Open { buffered } = standing else {
                        panic!("it does not wait");
                    };
                    assert!(buffered < MARK, "over the mark");
                    let number = (sent.len() as u64).to_string();
                    assert_eq!(
                        payload,
                        OwnedPayload::Text(number),
                        "each is made once, when it goes"
                    );
                }
                Turn::Rest => break,
                Turn::Over(ended) => {
                    assert_eq!(total.get(), sent.len() as u64);
                    return (sent, repeat.report(), Some(ended));
                }
            }
        }
        assert_eq!(total.get(), sent.len() as u64, "none is made for nothing");
        match standing {
            Standing::Waiting => assert_eq!(repeat.due(), None),
            Standing::Open { .. } => assert!(repeat.due() > Some(now), "due again at once"),
        }
    }
    (sent, repeat.report(), None)
}

proptest! {
    #[test]
    fn no_repeat_sends_too_soon_too_often_or_too_much(
        millis in prop_oneof![1..50_u64, 1..3_000_u64],
        times in prop::option::of(1..300_u64),
        happenings in prop::collection::vec(happening(), 0..60),
    ) {
        let interval = Span::from_millis(millis);
        let (sent, report, ended) = live(Every { interval, times }, &happenings);
        prop_assert_eq!(report.sent, sent.len() as u64);
        prop_assert!(report.late + report.held_back <= report.sent + 1);
        match ended {
            Some(ended) => prop_assert_eq!((ended, Some(report.sent)), (Ended::Done, times)),
            None => prop_assert!(times.is_none_or(|times| report.sent < times)),
        }
        let after = |at: &Timestamp| *at - START;
        for (number, at) in sent.iter().enumerate() {
            prop_assert!(after(at).as_millis() >= number as u64 * millis, "{number} at {at:?}");
            // Caught up on is what was due within a second, and one now.
            let at_once = sent[number..].iter().take_while(|other| *other == at).count() as u64;
            prop_assert!(at_once <= 1_000 / millis + 1, "{at_once} at once");
        }
    }

    #[test]
    fn a_page_that_always_runs_sends_each_in_time(millis in 1..500_u64, times in 1..100_u64) {
        let every = Every { interval: Span::from_millis(millis), times: Some(times) };
        let happenings = vec![Happening::Wake; 200];
        let (sent, report, ended) = live(every, &happenings);
        prop_assert_eq!(ended, Some(Ended::Done));
        prop_assert_eq!((report.late, report.held_back), (0, 0));
        for (number, at) in sent.iter().enumerate() {
            prop_assert_eq!((*at - START).as_millis(), number as u64 * millis);
        }
    }
}

#[test]
fn a_million_a_millisecond_apart_are_sent_each_once_and_a_few_at_a_time() {
    let mut workbench = Workbench::new(Page::default(), Limits::default());
    let id = workbench.add().expect("there is room for the first");
    let mut now = START;
    workbench.handle(now, Input::Connect(id, plan("ws://127.0.0.1/", ""), None));
    let Some(Effect::Open(attempt, _)) = workbench.next_effect() else {
        panic!("it connects");
    };
    workbench.handle(
        now,
        Input::Socket(attempt, SocketEvent::Opened(Negotiated::default())),
    );
    let every = Every::read("1", "1000000").expect("that is allowed");
    let make = |_| Ok(OwnedPayload::Text("m".to_owned()));
    let repeat = Repeat::new(every, 1 << 20, now, Box::new(make));
    workbench.handle(now, Input::Repeat(id, Box::new(repeat)));
    let mut most = 0;
    loop {
        let mut transmitted = 0;
        while let Some(effect) = workbench.next_effect() {
            if let Effect::Transmit(_, send, payload) = effect {
                transmitted += 1;
                workbench.handle(now, Input::Socket(attempt, SocketEvent::Sent(send, payload)));
            }
        }
        most = most.max(transmitted);
        let Some(due) = workbench.next_wakeup() else { break };
        // The page is busy for half a second each time.
        now = now.max(due) + Span::from_millis(if transmitted < 200 { 500 } else { 0 });
        workbench.handle(now, Input::Tick);
    }
    let session = workbench.connection(id).expect("it is not closed").session();
    let repeated = session.repeated().expect("it was started");
    assert_eq!(repeated.ended, Some(Ended::Done));
    assert_eq!(
        (repeated.sent, session.stats().sent.messages),
        (1_000_000, 1_000_000)
    );
    assert!(now - START < Span::from_secs(1_010), "no longer than it takes");
    assert!(most <= 1_000, "{most} without a pause");
}
