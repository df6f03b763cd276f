//! Connections that had opened, row by row.

use super::*;

const NO_ANSWER_TO_CLOSE: &str = "The server does not answer close frames";

pub(super) static DROPPED: &[Case] = &[
    case(
        "the browser had stopped the page",
        || Evidence {
            suspended: true,
            ..silent(60)
        },
        &[BROWSER_ENDED],
        &[BROKE],
    ),
    case(
        "the browser had stopped the page",
        || Evidence {
            suspended: true,
            ..errored(dropped())
        },
        &[BROWSER_ENDED],
        &[BROKE, RESET],
    ),
    case(
        "an error event before the close, in Chromium",
        || errored(dropped()),
        &[BROKE],
        &[RESET],
    ),
    case(
        "an error event before the close, in Chromium",
        || errored(here(at_once(dropped()))),
        &[BROKE],
        &[NETWORK, RESET],
    ),
    case(
        "an error event before the close, in Chromium",
        || {
            errored(Evidence {
                online: false,
                ..silent(60)
            })
        },
        &[BROKE],
        &[],
    ),
    case(
        "an error event before the close, in another browser",
        || errored(in_firefox(dropped())),
        &[BROKE, RESET],
        &[],
    ),
    case(
        "offline, or a change of network",
        || Evidence {
            online: false,
            ..silent(60)
        },
        &[NETWORK],
        &[BROKE],
    ),
    case(
        "offline, or a change of network",
        || Evidence {
            network_changed: true,
            ..dropped()
        },
        &[NETWORK],
        &[BROKE],
    ),
    case(
        "a ping of the server's was not answered for 20 s",
        || Evidence {
            unanswered_ping: Some(Span::from_secs(20)),
            ..silent(20)
        },
        &[PING],
        &[BROKE, IDLE],
    ),
    case(
        "within a second of the open, and no message came",
        || here(at_once(dropped())),
        &[GAVE_UP],
        &[BROKE, NETWORK, IDLE],
    ),
    case(
        "silent for as long as a known idle limit",
        || here(silent(60)),
        &[IDLE],
        &[BROKE, NETWORK],
    ),
    case(
        "silent for as long as a known idle limit",
        || Evidence {
            silent_for: Some(Span::from_millis(350_900)),
            ..dropped()
        },
        &[IDLE],
        &[BROKE],
    ),
    case(
        "bytes that never left the browser",
        || Evidence {
            event: Some(CloseEvent {
                unsent_bytes: 4_200_000,
                ..event(1006, "")
            }),
            ..dropped()
        },
        &[STUCK],
        &[BROKE, IDLE],
    ),
    case(
        "silent for 30 s or more",
        || silent(42),
        &[IDLE, NETWORK],
        &[BROKE],
    ),
    case(
        "silent for 30 s or more",
        || here(silent(42)),
        &[IDLE],
        &[NETWORK],
    ),
    case(
        "open for as long as a known limit on a connection's life",
        || Evidence {
            open_for: Some(Span::from_secs(3_600)),
            ..dropped()
        },
        &[LIFE],
        &[IDLE, BROKE],
    ),
    case(
        "nothing in particular",
        dropped,
        &[PROCESS_ENDED, NETWORK, CODE_LOST],
        &[BROKE, IDLE, GAVE_UP, LIFE, PING, STUCK, BROWSER_ENDED, RESET],
    ),
    case(
        "nothing in particular",
        || here(dropped()),
        &[PROCESS_ENDED, CODE_LOST],
        &[NETWORK, BROKE],
    ),
    case(
        "nothing in particular",
        || in_firefox(dropped()),
        &[PROCESS_ENDED, NETWORK, CODE_LOST],
        &[],
    ),
    case(
        "a browser of which nothing is known",
        || Evidence {
            engine: Engine::Other,
            ..dropped()
        },
        &[PROCESS_ENDED, NETWORK, CODE_LOST],
        &[],
    ),
];

pub(super) static CLOSED: &[Case] = &[
    case(
        "closed, and a ping of the server's was not answered for 20 s",
        || Evidence {
            unanswered_ping: Some(Span::from_secs(25)),
            ..super::closed(1005, "")
        },
        &[PING],
        &[BROKE],
    ),
    case(
        "closed by the clock, as servers close what is idle",
        || Evidence {
            silent_for: Some(Span::from_secs(600)),
            ..super::closed(1001, "going away")
        },
        &[IDLE],
        &[BROKE],
    ),
    case(
        "the close was not answered, and an error event came",
        || asked(errored(dropped())),
        &[BROKE],
        &[],
    ),
    case(
        "the close was not answered, and the browser is offline",
        || {
            asked(Evidence {
                online: false,
                ..dropped()
            })
        },
        &[NETWORK],
        &[BROKE],
    ),
    case(
        "the close was not answered",
        || asked(dropped()),
        &[NO_ANSWER_TO_CLOSE, NETWORK],
        &[BROKE],
    ),
    case(
        "the close was not answered",
        || asked(here(dropped())),
        &[NO_ANSWER_TO_CLOSE],
        &[NETWORK],
    ),
];

fn asked(evidence: Evidence) -> Evidence {
    Evidence {
        ending: Ending::Abandoned { asked: 1000 },
        event: None,
        ..evidence
    }
}
