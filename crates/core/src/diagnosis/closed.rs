//! Connections that ended with a close frame. The server's reason and the events before weigh more than the
//! table of codes.

use super::idle::{IDLE_LIMIT, met_idle_limit};
use super::row::{Likely, Ranking, Row, always};
use super::{Cause, Diagnosis, Evidence, applications, dropped, words};
use crate::close::{CloseCode, LikelyCause, Tone};
use crate::evidence::Engine;
use crate::format::{short_span, size, visible};
use crate::time::Span;

/// A message that was sent this long before a close may have set it off.
const JUST_BEFORE: Span = Span::from_secs(5);

/// Evidence other than the reason; it ranks above the words of a server that only goes away.
pub(super) static TABLE: &[Row] = &[
    Row {
        when: "closed, and a ping of the server's was not answered for 20 s",
        holds: dropped::ping_unanswered,
        causes: &[&dropped::PING_UNANSWERED],
    },
    Row {
        when: "closed by the clock, as servers close what is idle",
        holds: |evidence| evidence.is_code(&[1000, 1001, 1005]) && met_idle_limit(evidence),
        causes: &[&IDLE_LIMIT],
    },
];

/// The cause if each one of a code requires a message, but none was sent.
static NOT_A_MESSAGE: Likely = Likely {
    title: "Something other than a message from here",
    possible: always,
    why: |_| "nothing was sent".to_owned(),
    check: "Nothing was sent on this connection, so look where the server chooses this code: a limit on the request \
            itself, a message between other parties, or a code that stands for something else there.",
    settings: &[],
};

/// The other side closed: its reason, and the possible causes.
pub(super) fn diagnose(evidence: &Evidence, code: CloseCode) -> Diagnosis {
    let said = match code {
        CloseCode::NoStatusReceived => "The other side closed the connection and gave no code.".to_owned(),
        _ => format!(
            "The other side closed the connection with {} {}. {}",
            code.as_u16(),
            code.name(),
            code.meaning()
        ),
    };
    Diagnosis {
        summary: format!("{said} {}", reason(evidence)),
        tone: code.severity(),
        causes: causes(evidence, code),
        ruled_out: Some(ruled_out()),
    }
}

pub(super) fn reason(evidence: &Evidence) -> String {
    if evidence.reason().is_empty() {
        "It gave no reason.".to_owned()
    } else {
        format!("Its reason: “{}”", visible(evidence.reason()))
    }
}

/// A close frame rules out no more: proxies send them for servers that crashed.
pub(super) fn ruled_out() -> String {
    "Ruled out: a lost connection between here and whoever sent the close frame, which may be a proxy."
        .to_owned()
}

/// Ranked by how specific they are: the application's own code, the reason, the events before, the code.
pub(super) fn causes(evidence: &Evidence, code: CloseCode) -> Vec<Cause> {
    let mut ranking = Ranking::default();
    if let Some(meaning) = applications::meaning(evidence) {
        ranking.add_causes(std::iter::once(Cause {
            rank: 0,
            title: meaning.title,
            evidence: format!("{} of {}", code.as_u16(), meaning.application),
            check: format!("So says {}.", meaning.source),
            settings: &[],
        }));
    }
    let says_more = |words: &&words::Words| {
        // 1009 is about size, whatever the reason says.
        words.are_in(evidence.reason()) && !(evidence.is_code(&[1009]) && words.any.contains(&"rate"))
    };
    if let Some(words) = words::TABLE.iter().find(says_more) {
        ranking.add(evidence, &[words.cause]);
    }
    let only_goes = words::LEAVING.are_in(evidence.reason()) || says_nothing(evidence, code);
    if ranking.is_empty() && !only_goes {
        ranking.add(evidence, &[&words::UNKNOWN]);
    }
    ranking.add_rows(evidence, TABLE);
    if words::LEAVING.are_in(evidence.reason()) {
        ranking.add(evidence, &[words::LEAVING.cause]);
    }
    add_code(&mut ranking, evidence, code);
    ranking.into_causes()
}

/// Whether the reason is empty or only the name of the code, or nothing went wrong that it could explain.
fn says_nothing(evidence: &Evidence, code: CloseCode) -> bool {
    evidence.reason().is_empty()
        || code == CloseCode::Normal
        || evidence.reason().trim().eq_ignore_ascii_case(code.name())
}

/// The code's own causes, without those that require a message if none was sent. One that a message just
/// before may have triggered has the same rank as the first.
fn add_code(ranking: &mut Ranking, evidence: &Evidence, code: CloseCode) {
    let all = code.likely_causes();
    let possible = |cause: &&LikelyCause| !cause.needs_sent || evidence.messages_sent > 0;
    let mut causes: Vec<&LikelyCause> = all.iter().filter(possible).collect();
    if causes.is_empty() {
        if !all.is_empty() {
            ranking.add(evidence, &[&NOT_A_MESSAGE]);
        }
        return;
    }
    let first = causes.remove(0);
    let just_sent = evidence.last_sent.is_some_and(|last| last.ago <= JUST_BEFORE);
    let (equal, rest): (Vec<_>, Vec<_>) = causes
        .into_iter()
        .partition(|cause| cause.needs_sent && !first.needs_sent && just_sent);
    let cause = |cause: &LikelyCause| Cause {
        rank: 0,
        title: cause.title,
        evidence: why(evidence, code, cause),
        check: cause.check.to_owned(),
        settings: &[],
    };
    let broken = (code == CloseCode::NoStatusReceived && evidence.engine == Engine::Firefox).then(|| Cause {
        rank: 0,
        title: "Its close frame was broken",
        evidence: "Firefox takes such a frame for one without a code".to_owned(),
        check: "Its body has to be empty, or a code of two bytes and a reason; in Chromium the two can be told apart."
            .to_owned(),
        settings: &[],
    });
    let equal = std::iter::once(first).chain(equal).map(cause);
    ranking.add_causes(equal.chain(broken));
    for each in rest {
        ranking.add_causes(std::iter::once(cause(each)));
    }
}

fn why(evidence: &Evidence, code: CloseCode, cause: &LikelyCause) -> String {
    let sent = match code {
        CloseCode::MessageTooBig => sent_size(evidence),
        _ => sent(evidence),
    };
    sent.filter(|_| cause.needs_sent)
        .unwrap_or_else(|| format!("close code {}", code.as_u16()))
}

/// `you sent 90.0 KB 14 ms before the close`.
pub(super) fn sent(evidence: &Evidence) -> Option<String> {
    let last = evidence.last_sent?;
    let (size, ago) = (size(last.bytes), short_span(last.ago));
    Some(format!("you sent {size} {ago} before the close"))
}

/// The same with the largest size accepted before, if the size may have been too large.
pub(super) fn sent_size(evidence: &Evidence) -> Option<String> {
    let taken = evidence.largest_before.map_or("none yet".to_owned(), size);
    Some(format!(
        "{}; largest that was taken before: {taken}",
        sent(evidence)?
    ))
}

/// Firefox passes on a number that a server wrongly put on the wire, as a clean close.
pub(super) fn impossible_code(code: CloseCode) -> Diagnosis {
    let number = code.as_u16();
    Diagnosis {
        summary: format!(
            "The server put {number} in a close frame. That number is for browsers to set and never to be sent \
             (RFC 6455 7.4.1), so here it says only that the server closed."
        ),
        tone: Tone::Danger,
        causes: vec![Cause {
            rank: 1,
            title: "The server passes on a code it received itself",
            evidence: "wasClean is true".to_owned(),
            check: format!(
                "Find where the server or a proxy sends its close code, and send 1011 in place of {number}."
            ),
            settings: &[],
        }],
        ruled_out: Some(ruled_out()),
    }
}

/// Whether a server sent a number that is only for browsers: 1005 then has a reason, which a close frame
/// without a code cannot have.
pub(super) fn is_impossible(evidence: &Evidence, code: CloseCode) -> bool {
    evidence.was_clean()
        && match code {
            CloseCode::AbnormalClosure | CloseCode::TlsHandshake => true,
            CloseCode::NoStatusReceived => !evidence.reason().is_empty(),
            _ => false,
        }
}
