//! What the person has typed into the connection form, and what is wrong with it.

use leptos::prelude::*;
use tabcat_core::Span;
use tabcat_core::close::{CloseArgs, validate_close};
use tabcat_core::limit::{parse_entries, parse_mib};
use tabcat_core::preferences::parse_timeout;
use tabcat_core::restore::MAX_FIELD;
use tabcat_core::secret::{Hole, Masking, hole_in_subprotocols, in_brackets};
use tabcat_core::session::Timeouts;
use tabcat_core::share::Setup;
use tabcat_core::target::{PageContext, Target, TargetField, Warning};

use super::settings::Settings;
use crate::io;
use crate::io::url::BrowserUrl;

/// The fields of the connection form and the sentence that each shows when it is wrong.
#[derive(Clone, Copy)]
pub struct Form {
    /// The URL.
    pub url: Field,
    /// The subprotocols, separated by commas.
    pub subprotocols: Field,
    /// The code that Disconnect sends.
    pub close_code: Field,
    /// The reason that Disconnect sends.
    pub close_reason: Field,
    /// Seconds until a connection attempt is given up.
    pub connect_timeout: Field,
    /// Seconds until an unanswered close is given up.
    pub close_timeout: Field,
    /// How many megabytes of transcript are kept.
    pub keep_mib: Field,
    /// How many lines of it; empty for as many as fit.
    pub keep_entries: Field,
    /// Whether the options are unfolded.
    pub options_open: RwSignal<bool>,
    /// Whether the set-up came from a link and has not been used yet.
    pub from_link: RwSignal<bool>,
    /// The URL and the subprotocols that a person was asked about because a secret is missing in them.
    asked: RwSignal<String>,
    /// What the fields had before the link.
    before: RwSignal<String>,
}

/// A text field: what is in it, and what is wrong with that.
#[derive(Clone, Copy)]
pub struct Field {
    /// The element's id, to focus it by.
    pub id: &'static str,
    /// What is in it.
    pub text: RwSignal<String>,
    /// What is wrong, once the person has tried to use it.
    pub problem: RwSignal<Option<String>>,
}

impl Field {
    fn new(id: &'static str, text: impl Into<String>) -> Self {
        Self {
            id,
            text: RwSignal::new(text.into()),
            problem: RwSignal::new(None),
        }
    }

    /// Takes what was typed; an old complaint goes.
    pub fn type_in(&self, text: String) {
        self.problem.set(None);
        self.text.set(text);
    }

    /// Says what is wrong and moves the focus there.
    fn complain(&self, sentence: String) {
        self.problem.set(Some(sentence));
        let id = self.id;
        once_there(id, LONGEST_WAIT, move || io::document::focus(id));
    }

    /// Says what is missing, moves the focus there and selects its place.
    fn ask_for(&self, hole: Hole) {
        self.problem.set(Some(hole.to_string()));
        let id = self.id;
        once_there(id, LONGEST_WAIT, move || io::document::select(id, hole.range));
    }
}

/// How many frames a field is waited for.
const LONGEST_WAIT: u32 = 300;

/// Goes to a field that may only be unfolding now, or be on its way.
fn once_there(id: &'static str, frames: u32, go: impl FnOnce() + 'static) {
    fn boxed(id: &'static str, frames: u32, go: Box<dyn FnOnce()>) {
        request_animation_frame(move || {
            if io::document::has(id) {
                go();
            } else if frames > 0 {
                boxed(id, frames - 1, go);
            }
        });
    }
    boxed(id, frames, Box::new(go));
}

impl Form {
    pub(super) fn new(settings: Settings) -> Self {
        let (timeouts, limits) = (settings.timeouts(), settings.limits());
        let entries = limits
            .entries
            .map(|entries| entries.to_string())
            .unwrap_or_default();
        Self {
            url: Field::new("url", ""),
            subprotocols: Field::new("subprotocols", ""),
            close_code: Field::new("close-code", ""),
            close_reason: Field::new("close-reason", ""),
            connect_timeout: Field::new("connect-timeout", timeouts.connect.as_secs().to_string()),
            close_timeout: Field::new("close-timeout", timeouts.close.as_secs().to_string()),
            keep_mib: Field::new("keep-mib", (limits.bytes >> 20).to_string()),
            keep_entries: Field::new("keep-entries", entries),
            options_open: RwSignal::new(false),
            from_link: RwSignal::new(false),
            asked: RwSignal::new(String::new()),
            before: RwSignal::new(String::new()),
        }
    }

    /// The fields whose text outlives a reload. How much of the transcript is kept is not among them: what is typed there is kept
    /// between visits once the field is left.
    pub(super) fn kept_fields(&self) -> Vec<Field> {
        vec![
            self.url,
            self.subprotocols,
            self.close_code,
            self.close_reason,
            self.connect_timeout,
            self.close_timeout,
        ]
    }

    /// What the field at that place of them has on a page that nobody has touched.
    pub(super) fn untouched(settings: Settings, at: usize) -> String {
        let timeouts = settings.timeouts();
        match at {
            4 => timeouts.connect.as_secs().to_string(),
            5 => timeouts.close.as_secs().to_string(),
            _ => String::new(),
        }
    }

    /// Puts a URL into the field, as the echo menu does.
    pub fn set_url(&self, url: &str) {
        self.url.type_in(url.to_owned());
    }

    /// What to say about the URL although it can be tried: blocked ports, ws: from https, and the effective URL where
    /// it differs from what was typed. Each with whether it will keep the connection from opening.
    pub fn warnings(&self, masking: &Masking) -> Vec<(String, bool)> {
        let mut warnings = Vec::new();
        let is_large = |field: &Field| field.text.with(|text| text.len() > MAX_FIELD);
        if self.kept_fields().iter().any(is_large) {
            warnings.push((
                "A text of more than 64 KB will not survive a reload.".to_owned(),
                false,
            ));
        }
        let typed = self.url.text.get();
        let subprotocols = self.subprotocols.text.get();
        let Ok(target) = Target::parse(&BrowserUrl, &typed, &subprotocols) else {
            return warnings;
        };
        let page = PageContext {
            secure: io::location::is_https(),
        };
        let said = |warning: &Warning| (warning.to_string(), warning.is_obstacle());
        warnings.extend(target.warnings(page, masking).iter().map(said));
        if !is_same_url(typed.trim(), target.url()) {
            let url = (masking.url)(target.url());
            warnings.push((format!("Connects to {url}"), false));
        }
        warnings
    }

    /// The set-up, for a link.
    pub fn setup(&self) -> Setup {
        let text = |field: &Field| field.text.get_untracked().trim().to_owned();
        let seconds = parse_timeout(&text(&self.connect_timeout)).ok();
        let default = Timeouts::default().connect.as_secs();
        let reason = self.close_reason.text.get_untracked();
        let close = validate_close(&text(&self.close_code), &reason).ok();
        Setup {
            url: text(&self.url),
            subprotocols: text(&self.subprotocols),
            connect_timeout_secs: seconds.filter(|seconds| u64::from(*seconds) != default),
            close: close.filter(|args| *args != CloseArgs::default()),
        }
    }

    /// Fills the form with the set-up of a link.
    pub(super) fn fill(&self, setup: Setup) {
        // What a person typed, not what another link put there.
        if self.from_link.get_untracked() {
            return self.put(setup);
        }
        let mut before = String::new();
        for field in self.kept_fields() {
            before.push_str(&field.text.get_untracked());
            // No field has more than one line.
            before.push('\n');
        }
        self.before.set(before);
        self.from_link.set(true);
        self.put(setup);
    }

    fn put(&self, setup: Setup) {
        self.url.type_in(setup.url);
        self.subprotocols.type_in(setup.subprotocols);
        if let Some(seconds) = setup.connect_timeout_secs {
            self.connect_timeout.type_in(seconds.to_string());
        }
        let close = setup
            .close
            .map(|args| (args.code().to_string(), args.reason().to_owned()));
        let (code, reason) = close.unwrap_or_default();
        self.close_code.type_in(code);
        self.close_reason.type_in(reason);
    }

    /// What to keep of what there was before a link, while it can be brought back.
    pub(super) fn kept_before(&self) -> Option<String> {
        self.from_link
            .get_untracked()
            .then(|| self.before.get_untracked())
    }

    /// Puts back what was kept of it.
    pub(super) fn restore_before(&self, before: String) {
        self.before.set(before);
        self.from_link.set(true);
    }

    /// Brings back what there was before the link.
    pub(super) fn undo_fill(&self, settings: Settings) {
        self.from_link.set(false);
        let before = self.before.get_untracked();
        let mut before = before.split('\n');
        for (at, field) in self.kept_fields().into_iter().enumerate() {
            let text = before.next().map(str::to_owned);
            field.type_in(text.unwrap_or_else(|| Self::untouched(settings, at)));
        }
    }

    /// Empties the form, or of a form that a link has filled in what there was before.
    pub(super) fn empty(&self, settings: Settings) {
        self.before.set(String::new());
        if !self.from_link.get_untracked() {
            self.undo_fill(settings);
        }
    }

    /// What a link left out, for whoever opened it.
    pub fn missing(&self, masking: &Masking) -> Option<String> {
        let holes = [
            self.url.text.with(|url| (masking.hole_in_url)(url)),
            self.subprotocols.text.with(|list| hole_in_subprotocols(list)),
        ];
        let names = holes
            .into_iter()
            .flatten()
            .map(|hole| hole.names)
            .reduce(|a, b| [a, b].concat())?;
        Some(
            [
                " Its secrets were left out",
                &in_brackets(&names),
                ": put yours in.",
            ]
            .concat(),
        )
    }

    /// Whether a secret is still to be put in: said the first time that this is connected to, and in the field where the
    /// first one is missing. Who connects again means it as it stands.
    pub(super) fn asks_for_secrets(&self, masking: &Masking) -> bool {
        let (url, subprotocols) = (
            self.url.text.get_untracked(),
            self.subprotocols.text.get_untracked(),
        );
        let typed = format!("{url}\n{subprotocols}");
        let (url, subprotocols) = ((masking.hole_in_url)(&url), hole_in_subprotocols(&subprotocols));
        let asked = self.asked.with_untracked(|asked| *asked == typed);
        if asked || (url.is_none() && subprotocols.is_none()) {
            self.url.problem.set(None);
            self.subprotocols.problem.set(None);
            return false;
        }
        self.asked.set(typed);
        if let Some(hole) = subprotocols {
            self.options_open.set(true);
            self.subprotocols.ask_for(hole);
        }
        if let Some(hole) = url {
            self.url.ask_for(hole);
        }
        true
    }

    /// The target, or `None` after saying what is wrong.
    pub(super) fn target(&self, masking: &Masking) -> Option<Target> {
        let url = self.url.text.get_untracked();
        let subprotocols = self.subprotocols.text.get_untracked();
        match Target::parse(&BrowserUrl, &url, &subprotocols) {
            Ok(target) => Some(target),
            Err(error) => {
                let sentence = error.sentence(masking);
                match error.field() {
                    TargetField::Url => self.url.complain(sentence),
                    TargetField::Subprotocols => self.complain_in_options(self.subprotocols, sentence),
                }
                None
            }
        }
    }

    /// Says of the URL anew what was said of it.
    pub(super) fn say_anew(&self, masking: &Masking) {
        if self.url.problem.with_untracked(Option::is_none) {
            return;
        }
        let url = self.url.text.get_untracked();
        self.url.problem.set(match Target::parse(&BrowserUrl, &url, "") {
            Err(error) => Some(error.sentence(masking)),
            Ok(_) => (masking.hole_in_url)(&url).map(|hole| hole.to_string()),
        });
    }

    /// What to pass to `close()`, or an error after saying beside the fields what is wrong.
    pub(super) fn close_args(&self) -> Result<CloseArgs, ()> {
        let code = self.close_code.text.get_untracked();
        let reason = self.close_reason.text.get_untracked();
        let args = validate_close(&code, &reason);
        // Each field by itself: both may be wrong.
        let wrong = |code, reason| validate_close(code, reason).err().map(|error| error.to_string());
        self.close_code.problem.set(wrong(&code, ""));
        self.close_reason.problem.set(wrong("1000", &reason));
        args.map_err(|_| ())
    }

    /// Says beside the fields what is wrong with what is not used before a connection opens or closes.
    pub fn check(&self) {
        let _ = self.close_args();
        for field in [self.connect_timeout, self.close_timeout] {
            let wrong = field.text.with_untracked(|text| parse_timeout(text)).err();
            field.problem.set(wrong.map(|error| error.to_string()));
        }
    }

    /// The timeouts, or `None` after saying what is wrong.
    pub(super) fn timeouts(&self) -> Option<Timeouts> {
        Some(Timeouts {
            connect: self.seconds(self.connect_timeout)?,
            close: self.seconds(self.close_timeout)?,
        })
    }

    /// How much is to be kept, in MiB and in lines, or `None` after saying beside the field what is wrong.
    pub(super) fn limits(&self) -> Option<(u32, Option<u32>)> {
        let mib = parse_mib(&self.keep_mib.text.get_untracked());
        let entries = parse_entries(&self.keep_entries.text.get_untracked());
        self.keep_mib
            .problem
            .set(mib.err().map(|error| error.to_string()));
        self.keep_entries
            .problem
            .set(entries.err().map(|error| error.to_string()));
        Some((mib.ok()?, entries.ok()?))
    }

    fn seconds(&self, field: Field) -> Option<Span> {
        match parse_timeout(&field.text.get_untracked()) {
            Ok(seconds) => Some(Span::from_secs(seconds.into())),
            Err(error) => {
                self.complain_in_options(field, error.to_string());
                None
            }
        }
    }

    fn complain_in_options(&self, field: Field, sentence: String) {
        self.options_open.set(true);
        field.complain(sentence);
    }
}

/// Whether two spellings differ by no more than the slash that every URL without a path gets.
fn is_same_url(typed: &str, effective: &str) -> bool {
    typed == effective || effective.strip_suffix('/') == Some(typed)
}

/// A URL in three parts, to be told apart by eye. Together they are the text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlPieces {
    /// Up to and with `://`, or empty.
    pub scheme: String,
    /// Host and port.
    pub authority: String,
    /// Path and query.
    pub rest: String,
    /// Whether the scheme is wss (or https).
    pub is_secure: bool,
}

/// Cuts what was typed into parts; what has no scheme is all rest.
pub fn url_pieces(typed: &str) -> UrlPieces {
    let Some(at) = typed.find("://") else {
        return UrlPieces {
            rest: typed.to_owned(),
            ..UrlPieces::default()
        };
    };
    let (scheme, after) = typed.split_at(at + 3);
    let (authority, rest) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
    UrlPieces {
        scheme: scheme.to_owned(),
        authority: authority.to_owned(),
        rest: rest.to_owned(),
        is_secure: matches!(scheme.trim().to_ascii_lowercase().as_str(), "wss://" | "https://"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_url_are_the_text_as_typed() {
        for typed in [
            "wss://a.example:1/b?c=d://e",
            "ws://h",
            "h/p",
            "",
            "://",
            "WSS://x?y",
        ] {
            let pieces = url_pieces(typed);
            assert_eq!(
                format!("{}{}{}", pieces.scheme, pieces.authority, pieces.rest),
                typed
            );
        }
        let pieces = url_pieces("WSS://a.example:1?b");
        assert_eq!(
            (pieces.authority.as_str(), pieces.rest.as_str(), pieces.is_secure),
            ("a.example:1", "?b", true)
        );
    }

    #[test]
    fn the_slash_that_every_url_gets_is_no_difference_worth_telling() {
        assert!(is_same_url("ws://localhost:1", "ws://localhost:1/"));
        assert!(!is_same_url("http://localhost", "ws://localhost/"));
    }
}
