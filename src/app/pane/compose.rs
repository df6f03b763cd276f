//! Composing messages beyond a text, in a part of the page: sending in any format, again and again, files, and
//! what the transcript has.

mod again;
mod composing;
mod file;
mod repeat;
mod status;
mod typed;
mod undo;

use leptos::prelude::*;
use tabcat_core::compose::composed::payload;
use tabcat_core::compose::edge::{Content, EDGE_CASES};
use tabcat_core::compose::{Format, Problem, Recipe, Written, convert, has_braces, reshape};
use tabcat_core::format;
use tabcat_core::payload::{Encoding, OwnedPayload};
use tabcat_core::policies::check::high_water;
use tabcat_core::policies::document::Document;
use tabcat_core::session::Sending;
use tabcat_core::setup::SetupField;
use tabcat_core::template::{Template, Values};

use super::Pane;
use crate::app::driver::Driver;
use crate::app::field::focus_once_there;
use crate::app::ids::{LIST, MESSAGE_FIELD, SEND_BUTTON, focus, focus_soon};
use crate::app::reactive::effect;
use crate::app::toast::Notice;
use crate::io::clock::Clock;
use crate::io::rows::on_menu;
use crate::io::{chance, document};

pub use again::{edit as edit_selected, resend as resend_selected};
pub use composing::{ComposeMenu, Composing, Held, Leaving, settled};
pub use file::{Dropped, FILE_INPUT};
pub use status::{Status as MessageStatus, Tone as MessageTone};
pub use typed::{Typed, watch};

/// The placeholders that a message of a person may have.
const PLACEHOLDERS: [&str; 5] = [
    "{{seq}}",
    "{{uuid}}",
    "{{now}}",
    "{{now:iso}}",
    "{{random:1:100}}",
];

/// Of a document that can't be read.
const DEFAULT_HIGH_WATER: u64 = 1 << 20;

/// How many characters of a sample are shown.
const SAMPLE: usize = 10;

/// A longer text stands as a card, not in the field.
const MOST_IN_FIELD: usize = 64 << 10;

/// Sends the message, or begins or stops repeating it.
pub fn send(pane: Pane) {
    let composing = pane.composing();
    if untrack(|| pane.model.repeats()) {
        return repeat::stop(&pane);
    }
    let held = composing.held.get_untracked();
    if let Some(Held::File(file)) = held {
        return file::send(&pane, file);
    }
    if composing.every.with_untracked(Option::is_some) {
        return repeat::start(&pane);
    }
    if let Some(Held::Made(index)) = held {
        return send_made(&pane, index);
    }
    let written = pane.draft.given();
    match Recipe::read(written.clone()).and_then(|recipe| recipe.make(&pane.values())) {
        Ok(payload) => {
            if pane.draft.hand(&pane, written, payload) {
                composing.seed.set_value(0);
            }
        }
        Err(problem) => pane.show_problem(problem),
    }
}

/// Sends an edge case; the text behind its card stays.
fn send_made(pane: &Pane, index: usize) {
    let id = pane.page.drive(Driver::next_send);
    let sent = pane.send_payload(id, OwnedPayload::Text(made(index)));
    pane.draft.refused.set(sent.is_err());
    if sent == Ok(Sending::Queued) {
        // It may come back from there.
        pane.draft.remember(Written::text(made(index)));
    }
    if sent.is_ok() {
        pane.drop_held();
    }
}

impl Pane {
    /// With so many bytes still to leave the browser, it is handed nothing that waits well.
    fn high_water(&self) -> u64 {
        let of = |text: &String| high_water(&Document::read(text)).unwrap_or(DEFAULT_HIGH_WATER);
        self.form.policies.text.with_untracked(of)
    }

    /// The values of the next message: a preview shows what is sent, and uses no number up.
    fn values(&self) -> Values<'static> {
        let composing = self.composing();
        if composing.seed.get_value() == 0 {
            composing.seed.set_value(chance::seed().max(1));
        }
        Values {
            seq: self.draft.counted() + 1,
            now: Clock::wall(),
            seed: composing.seed.get_value(),
            message: None,
        }
    }

    /// Shows what is wrong, at its place in the field.
    fn show_problem(&self, problem: Problem) {
        let places = self.draft.text.with_untracked(|draft| {
            let shown = |at| draft.shown_units(at);
            let start = shown(problem.range.start);
            // What is missing is typed before what stands there.
            let is_missing = ["a comma", "a colon"]
                .iter()
                .any(|what| problem.sentence.contains(what));
            start..if is_missing {
                start
            } else {
                shown(problem.range.end)
            }
        });
        self.composing().problem.set(Some(problem));
        document::select(MESSAGE_FIELD, places);
    }

    /// The format that is shown: a file stands in place of the text. Tracked.
    pub fn shown_format(&self) -> Format {
        let is_file = |held: &Option<Held>| matches!(held, Some(Held::File(_)));
        if self.composing().held.with(is_file) {
            Format::File
        } else {
            self.draft.text.with(|draft| draft.format)
        }
    }

    /// The label of the button that sends. Tracked.
    pub fn press_label(&self) -> &'static str {
        let is_file = self.shown_format() == Format::File;
        if self.model.repeats() {
            "Stop"
        } else if self.composing().every.with(Option::is_some) {
            "Start"
        } else if self.model.queues() && !is_file {
            "Queue"
        } else {
            "Send"
        }
    }

    /// The words before what is sent. Tracked.
    pub fn outcome_label(&self) -> &'static str {
        let is_known = self.composing().typed.with(|typed| typed.outcome.is_some());
        let as_written = self
            .draft
            .text
            .with(|draft| draft.as_written && draft.format.takes_placeholders());
        match (as_written, is_known) {
            (true, _) => "Sent as written",
            (false, true) => "Sends",
            (false, false) => "Not meant as a placeholder?",
        }
    }

    /// Whether a press on the button that sends can't succeed. Tracked.
    pub fn is_send_off(&self) -> bool {
        let composing = self.composing();
        let is_refused = match self.press_label() {
            "Stop" => false,
            // It waits for the connection, and takes no room in the outbox.
            "Start" if self.model.queues() => false,
            _ => self.model.send_refusal().is_some(),
        };
        let is_file_off = composing.held.with(|held| match held {
            Some(Held::File(file)) => self.model.queues() || file.file.too_large().is_some(),
            _ => false,
        });
        composing.problem.with(Option::is_some) || is_refused || is_file_off
    }

    /// Opens a menu, or closes it.
    pub fn open_menu(&self, menu: ComposeMenu) {
        let open = self.composing().menu;
        open.update(|open| *open = (*open != Some(menu)).then_some(menu));
    }

    /// Changes the format of the message; the text is converted, or a sentence says why not.
    pub fn choose_format(&self, to: Format) {
        let (draft, composing) = (self.draft, self.composing());
        if !self.may_change() {
            return;
        }
        if to == Format::File {
            return file::ask(self, Encoding::Binary);
        }
        composing.held.set(None);
        let written = draft.given();
        if written.format != to {
            match converted(&written, to) {
                Ok(next) => self.replace(&next),
                Err(sentence) => self.page.toast.show(Notice::Said(sentence)),
            }
        }
        focus_soon(MESSAGE_FIELD.to_owned());
    }

    /// Formats JSON over several lines, or removes its white space.
    pub fn reshape(&self, reshape: fn(&str, bool) -> Result<String, Problem>) {
        if !self.may_change() {
            return;
        }
        let written = self.draft.given();
        match reshape(&written.text, written.fills_in()) {
            Ok(text) => self.replace(&Written { text, ..written }),
            Err(problem) => self.show_problem(problem),
        }
        focus(MESSAGE_FIELD);
    }

    /// Formats JSON over several lines.
    pub fn format_json(&self) {
        self.reshape(reshape::format);
    }

    /// Removes the white space of JSON.
    pub fn minify_json(&self) {
        self.reshape(reshape::minify);
    }

    /// Sends placeholders as they are written, or fills them in.
    pub fn set_as_written(&self, as_written: bool) {
        if !self.may_change() {
            return;
        }
        self.draft.text.update(|draft| draft.as_written = as_written);
        focus(MESSAGE_FIELD);
    }

    /// Inserts text at the caret of the field, in place of the selection.
    pub fn insert(&self, text: &str) {
        if !self.may_change() {
            return;
        }
        if let Some(whole) = document::insert(MESSAGE_FIELD, text) {
            self.draft.edit(&whole);
        }
        focus(MESSAGE_FIELD);
    }

    /// Fills an edge case in. Nothing is sent.
    pub fn fill_in_edge_case(&self, index: usize) {
        if !self.may_change() {
            return;
        }
        match EDGE_CASES[index].content {
            Content::Text(make) => {
                let text = make();
                if text.len() > MOST_IN_FIELD {
                    self.draft.offer(&Written::default());
                    self.composing().held.set(Some(Held::Made(index)));
                    return focus_soon(SEND_BUTTON.to_owned());
                }
                self.composing().held.set(None);
                self.draft.offer(&Written::text(text));
                focus_soon(MESSAGE_FIELD.to_owned());
            }
            Content::Reason(make) => {
                self.form.close_reason.type_in(make());
                let field = self.form.close_reason;
                self.form.unfold(SetupField::CloseReason.key());
                self.form.check();
                let said = "The close reason is filled in. Disconnect sends it.";
                self.page.toast.show(Notice::Said(said.to_owned()));
                focus_once_there(field.id.to_owned());
            }
        }
    }

    /// Takes away what stands in place of the text.
    pub fn drop_held(&self) {
        self.composing().held.set(None);
        focus_soon(MESSAGE_FIELD.to_owned());
    }

    /// The placeholders, and the start of what each would become now.
    pub fn placeholder_samples(&self) -> Vec<(&'static str, String)> {
        let values = self.values();
        let sample = |name: &&'static str| {
            let template = Template::for_message(name).ok()?;
            let text = template.expand(&values);
            Some((*name, format::preview(&text, SAMPLE).text))
        };
        PLACEHOLDERS.iter().filter_map(sample).collect()
    }

    /// Opens a row's menu at a place in the window, when a person asks for one, as long as the calling view is
    /// there.
    pub fn hear_row_menus(self, at: RwSignal<Option<(i32, i32)>>) {
        let listeners = StoredValue::new_local(Vec::new());
        // Once the list is in the document.
        effect(move || {
            listeners.set_value(on_menu(LIST, move |id, x, y| {
                let is_message = self.message(id, |_| ()).is_some();
                if is_message {
                    self.viewer.select(id);
                    at.set(Some((x, y)));
                }
                is_message
            }));
        });
    }
}

fn made(index: usize) -> String {
    match EDGE_CASES[index].content {
        Content::Text(make) | Content::Reason(make) => make(),
    }
}

fn converted(written: &Written, to: Format) -> Result<Written, String> {
    let templated = written.fills_in();
    let takes_text = matches!(to, Format::Text | Format::Json);
    let text = if !templated && takes_text && payload(&written.text, written.format).is_err() {
        // It is not what its format says: there are no bytes that could be lost.
        Ok(written.text.clone())
    } else {
        convert::convert(&written.text, written.format, to, templated)
    };
    text.map(|text| Written {
        // Braces that came as bytes are no placeholder.
        as_written: (written.as_written || !templated) && has_braces(&text),
        text,
        format: to,
    })
    .map_err(|problem| problem.sentence)
}
