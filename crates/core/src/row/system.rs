//! System entries as lines: the label, and the rest.

use super::{Kind, Line, PREVIEW_CHARS, Style, piece};
use crate::close::Tone;
use crate::ending::{Closed, Ending};
use crate::entry::{Note, Opened, System};
use crate::format;
use crate::secret::Masking;

pub(super) fn line(system: &System, masking: &Masking) -> Line {
    let (kind, label, tone, text) = match system {
        System::Open(opened) => (
            Kind::Open,
            open_label(opened),
            Tone::Ok,
            open_text(opened, masking),
        ),
        System::Close(closed) => (
            Kind::Close,
            closed.label(),
            closed.tone(),
            close_text(closed, masking),
        ),
        System::Error => (
            Kind::Error,
            "error".to_owned(),
            Tone::Danger,
            "the browser gives no detail".to_owned(),
        ),
        System::Note(note) => {
            let (label, tone, text) = note_line(note, masking);
            (Kind::Note, label, tone, text)
        }
    };
    Line {
        direction: None,
        kind,
        size: String::new(),
        label: Some(label),
        tone,
        pieces: vec![piece(Style::Plain, text)],
    }
}

/// From the second connection on, the line stands between two sessions.
fn open_label(opened: &Opened) -> String {
    match opened.session {
        0 | 1 => "open".to_owned(),
        session => format!("Session {session} open"),
    }
}

fn open_text(opened: &Opened, masking: &Masking) -> String {
    let protocol = if opened.protocol.is_empty() {
        "no subprotocol"
    } else {
        &(masking.subprotocols)(&opened.protocol)
    };
    let extensions = if opened.extensions.is_empty() {
        "no extensions"
    } else {
        &opened.extensions
    };
    let took = format::short_span(opened.took);
    let url = (masking.url)(&opened.url);
    format::visible(&format!("in {took}, {protocol}, {extensions}, {url}"))
}

fn close_text(closed: &Closed, masking: &Masking) -> String {
    let clean = if closed.was_clean() { "clean" } else { "not clean" };
    let reason = if closed.reason().is_empty() {
        "no reason".to_owned()
    } else {
        format!(
            "reason “{}”",
            format::preview(&(masking.text)(closed.reason()), PREVIEW_CHARS).text
        )
    };
    let took = format::short_span(closed.connecting_for);
    match closed.ending {
        Ending::Remote if closed.opened() => format!("{clean}, {reason}"),
        Ending::Remote => format!("the connection never opened, after {took}; {clean}, {reason}"),
        Ending::Disconnected { .. } => format!("{clean}, {reason}, after you disconnected"),
        Ending::Unanswered { .. } => {
            format!("{clean}, {reason}, closed here: an on-open message was not answered")
        }
        Ending::Cancelled => format!("cancelled by you after {took}; {clean}, {reason}"),
        Ending::ConnectTimedOut { .. } => {
            format!("the handshake did not finish within {took}, given up; {clean}, {reason}")
        }
        Ending::Abandoned { .. } => {
            "the server has not answered the close; stopped waiting for it".to_owned()
        }
        Ending::Cached => "back from the page cache: the browser had closed the socket".to_owned(),
        Ending::Dead => "the peer did not answer the heartbeat; not waited for".to_owned(),
        Ending::NoCloseEvent => "the browser failed the connection and reported no code".to_owned(),
        Ending::Refused => "the browser refused to create the socket".to_owned(),
        Ending::Stopped => {
            "the background socket stopped; what became of the connection is not known".to_owned()
        }
    }
}

fn note_line(note: &Note, masking: &Masking) -> (String, Tone, String) {
    let (label, tone, text) = match note {
        Note::Attempt { number, url } => {
            let label = ["attempt ", &number.to_string()].concat();
            return (label, Tone::Neutral, format::visible(&(masking.url)(url)));
        }
        Note::Said { label, tone, text } => (*label, *tone, text.clone()),
        Note::Offline => (
            "offline",
            Tone::Warn,
            "the browser lost its network; an open socket may survive that".into(),
        ),
        Note::Online => ("online", Tone::Neutral, "the browser has a network again".into()),
        Note::NotSent => (
            "not sent",
            Tone::Danger,
            "the connection was already closing".into(),
        ),
        Note::SendUnknown => (
            "not known",
            Tone::Warn,
            "whether this message was sent: the background socket stopped before it said".into(),
        ),
        Note::Lost { messages, why } => (
            "lost",
            Tone::Danger,
            match messages {
                1 => format!("1 message could not be read: {}", format::visible(why)),
                many => format!(
                    "{} messages could not be read: {}",
                    format::count((*many).into()),
                    format::visible(why)
                ),
            },
        ),
        Note::Stopped(why) => (
            "stopped",
            Tone::Danger,
            format!(
                "the background socket stopped: {}. What it had received and not handed over is lost and can't be counted",
                format::visible(why)
            ),
        ),
        Note::Refused(why) => (
            "refused",
            Tone::Danger,
            format!(
                "the browser did not start the connection: {}",
                format::visible(&(masking.text)(why))
            ),
        ),
    };
    (label.to_owned(), tone, text)
}
