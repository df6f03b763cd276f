//! Connections that never opened, row by row.

use super::*;

pub(super) static CASES: &[Case] = &[
    case(
        "an error event and no close event",
        || Evidence {
            ending: Ending::NoCloseEvent,
            event: None,
            online: false,
            blocked_port: Some(6000),
            ..elsewhere(false, 80)
        },
        &[POLICY],
        &[],
    ),
    case(
        "a port that browsers block",
        || Evidence {
            blocked_port: Some(6000),
            online: false,
            ..local()
        },
        &[BLOCKED],
        &[OFFLINE, POLICY],
    ),
    case(
        "offline, and not this machine",
        || Evidence {
            online: false,
            ..never_opened()
        },
        &[OFFLINE],
        &[BLOCKED, MIXED],
    ),
    case(
        "ws:// in an https page",
        || Evidence {
            secure: false,
            ..never_opened()
        },
        &[MIXED],
        &[BAD_TLS],
    ),
    case(
        "1015",
        || {
            in_firefox(Evidence {
                event: Some(event(1015, "")),
                ..offering(never_opened())
            })
        },
        &[CERTIFICATE],
        &[NO_NAME, REFUSED, REJECTED, CHOSE_NONE, BAD_TLS],
    ),
    case(
        "1015, and the certificate is good",
        || {
            in_firefox(Evidence {
                event: Some(event(1015, "")),
                ..local()
            })
        },
        &[CERTIFICATE],
        &[NOT_THERE, REJECTED, UNASKED],
    ),
    case(
        "no end of the handshake within the timeout, or for 10 s",
        || slow(local()),
        &[NO_ANSWER, HALF],
        &[NOT_THERE, REJECTED, HELD_BACK],
    ),
    case(
        "no end of the handshake within the timeout, or for 10 s",
        || Evidence {
            consecutive_failures: 12,
            ..slow(never_opened())
        },
        &[NO_ANSWER, HALF, HELD_BACK],
        &[NO_NAME, REJECTED],
    ),
    case(
        "no end of the handshake, and no failure before",
        || Evidence {
            connecting_for: Span::from_millis(21_040),
            ..never_opened()
        },
        &[NO_ANSWER, HALF],
        &[NO_NAME, REFUSED],
    ),
    case(
        "wss:// to a port that answered without TLS",
        || Evidence {
            secure: true,
            page_from_there: true,
            ..answered(local(), 3, false)
        },
        &[NOT_TLS],
        &[NOT_THERE, BAD_TLS],
    ),
    case(
        "wss:// to a port that answered without TLS",
        || {
            in_firefox(Evidence {
                event: Some(event(1015, "")),
                secure: true,
                ..answered(local(), 3, false)
            })
        },
        &[NOT_TLS],
        &[NOT_THERE, REJECTED],
    ),
    case(
        "ws:// to a port that answered with TLS",
        || answered(elsewhere(false, 9000), 3, true),
        &[WANTS_TLS],
        &[NO_NAME, REFUSED],
    ),
    case(
        "failed, and answered within the last minute",
        || answered(local(), 3, false),
        &[REJECTED],
        &[NOT_THERE, NO_NAME, WANTS_TLS, ENDED_SINCE],
    ),
    case(
        "failed, and answered within the last minute",
        || offering(answered(local(), 60, false)),
        &[REJECTED, CHOSE_NONE],
        &[UNASKED],
    ),
    case(
        "failed, and answered within the last minute",
        || in_firefox(offering(answered(local(), 60, false))),
        &[REJECTED, BROKE_OFF],
        &[UNASKED, CHOSE_NONE],
    ),
    case(
        "failed, and has just ended",
        || answered(never_opened(), 1, true),
        &[REJECTED],
        &[NO_NAME, REFUSED, BAD_TLS],
    ),
    case(
        "failed, and answered longer ago",
        || Evidence {
            page_from_there: true,
            ..answered(local(), 61, false)
        },
        &[ENDED_SINCE, REJECTED],
        &[NOT_THERE, JUST_ENDED],
    ),
    case(
        "failed on this machine, and never answered",
        local,
        &[NOT_THERE, REJECTED],
        &[NO_NAME, BAD_TLS, NETWORK],
    ),
    case(
        "failed on this machine, and never answered",
        || Evidence {
            host: "0.0.0.0".to_owned(),
            loopback_target: false,
            ..offering(local())
        },
        &[NOT_THERE, REJECTED, CHOSE_NONE],
        &[NO_NAME, UNASKED],
    ),
    case(
        "failed on this machine, and never answered",
        || Evidence {
            secure: true,
            ..local()
        },
        &[NOT_THERE, REJECTED, BAD_TLS],
        &[WANTS_TLS],
    ),
    case(
        "failed elsewhere, and never answered",
        || elsewhere(true, 443),
        &[NO_NAME, REFUSED, REJECTED],
        &[NOT_THERE, ENDED_SINCE],
    ),
    case(
        "failed elsewhere, and never answered",
        || elsewhere(true, 8080),
        &[NO_NAME, REFUSED, REJECTED, BAD_TLS],
        &[WANTS_TLS],
    ),
    case(
        "failed elsewhere, and never answered",
        || Evidence {
            host: "192.168.1.7".to_owned(),
            ..elsewhere(false, 8443)
        },
        &[REFUSED, REJECTED, WANTS_TLS],
        &[NO_NAME, BAD_TLS],
    ),
    case(
        "failed elsewhere, and never answered",
        || Evidence {
            host: "[2001:db8::1]".to_owned(),
            ..elsewhere(true, 443)
        },
        &[REFUSED, REJECTED],
        &[NO_NAME],
    ),
    case(
        "failed, and the scheme may be the wrong one",
        || elsewhere(true, 443),
        &[NO_NAME, REFUSED, REJECTED],
        &[WANTS_TLS],
    ),
    case(
        "an https page, and this machine",
        || Evidence {
            page_secure: true,
            ..local()
        },
        &[NOT_THERE, REJECTED],
        &[MIXED],
    ),
    case(
        "failed slowly, after several failures",
        || Evidence {
            connecting_for: Span::from_secs(4),
            consecutive_failures: 12,
            ..local()
        },
        &[NOT_THERE, REJECTED],
        &[],
    ),
    case(
        "failed, and no subprotocol was offered",
        local,
        &[NOT_THERE, REJECTED],
        &[CHOSE_NONE],
    ),
    case(
        "refused, and ws:// in an https page",
        || Evidence {
            ending: Ending::Refused,
            event: None,
            page_secure: true,
            ..local()
        },
        &[MIXED],
        &[NOT_THERE, REJECTED],
    ),
    case(
        "refused",
        || Evidence {
            ending: Ending::Refused,
            event: None,
            ..never_opened()
        },
        &[POLICY],
        &[MIXED, NO_NAME],
    ),
    case(
        "refused, and the page let it pass",
        || Evidence {
            ending: Ending::Refused,
            event: None,
            ..local()
        },
        &[POLICY],
        &[MIXED, NOT_THERE],
    ),
];
