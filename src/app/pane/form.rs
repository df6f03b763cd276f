//! The text of the connection form, and the errors in it.

use leptos::prelude::*;
use tabcat_core::close::{CloseArgs, validate_close};
use tabcat_core::plan::{Plan, parse_timeout};
use tabcat_core::restore::MAX_FIELD;
use tabcat_core::secret::{Masking, hole_in_subprotocols, in_brackets};
use tabcat_core::setup::{Setup, SetupField};
use tabcat_core::target::{PageContext, Target, Warning};

use crate::app::field::{Field, focus_once_there};
use crate::app::ids::policy_id;
use crate::app::settings::Settings;
use crate::io;
use crate::io::url::BrowserUrl;

/// The fields of which a change applies at the next connect.
const WAITING: [SetupField; 4] = [
    SetupField::Subprotocols,
    SetupField::ConnectTimeout,
    SetupField::CloseTimeout,
    SetupField::Policies,
];

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
    /// What makes the connection last.
    pub policies: Field,
    /// The error of a policy: the name of its key, the item of its list counted from 0, the sentence.
    pub policy_problem: RwSignal<Option<(&'static str, Option<usize>, String)>>,
    /// Whether the options are unfolded.
    pub options_open: RwSignal<bool>,
    /// The id of the field, or the key of the list, that is unfolded in the options.
    pub unfolded: RwSignal<Option<&'static str>>,
    /// The set-up that the connection was made with.
    pub used: RwSignal<Setup>,
    /// Whether a link filled in the set-up, which has not been used yet.
    pub from_link: RwSignal<bool>,
    /// The URL and the subprotocols when the person was last asked for a missing secret.
    asked: RwSignal<String>,
    /// The set-up before the link.
    before: RwSignal<Setup>,
}

impl Form {
    pub(super) fn new(settings: Settings) -> Self {
        let untouched = settings.untouched();
        let field = |field: SetupField| Field::new(field.key(), untouched.get(field));
        Self {
            url: field(SetupField::Url),
            subprotocols: field(SetupField::Subprotocols),
            close_code: field(SetupField::CloseCode),
            close_reason: field(SetupField::CloseReason),
            connect_timeout: field(SetupField::ConnectTimeout),
            close_timeout: field(SetupField::CloseTimeout),
            policies: field(SetupField::Policies),
            policy_problem: RwSignal::new(None),
            options_open: RwSignal::new(false),
            unfolded: RwSignal::new(None),
            used: RwSignal::default(),
            from_link: RwSignal::new(false),
            asked: RwSignal::new(String::new()),
            before: RwSignal::new(untouched),
        }
    }

    /// The form field of a set-up field.
    pub(super) fn field(&self, field: SetupField) -> Field {
        match field {
            SetupField::Url => self.url,
            SetupField::Subprotocols => self.subprotocols,
            SetupField::CloseCode => self.close_code,
            SetupField::CloseReason => self.close_reason,
            SetupField::ConnectTimeout => self.connect_timeout,
            SetupField::CloseTimeout => self.close_timeout,
            SetupField::Policies => self.policies,
        }
    }

    /// The set-up, as typed.
    pub fn setup(&self) -> Setup {
        untrack(|| self.tracked_setup())
    }

    /// The same, tracked.
    pub fn tracked_setup(&self) -> Setup {
        let mut setup = Setup::default();
        for field in SetupField::ALL {
            setup.set(field, self.field(field).text.get());
        }
        setup
    }

    /// Fills in a set-up.
    pub(in crate::app) fn fill_in(&self, setup: &Setup) {
        for field in SetupField::ALL {
            self.field(field).type_in(setup.get(field).to_owned());
        }
    }

    /// Puts a URL into the field, as the echo menu does.
    pub fn set_url(&self, url: &str) {
        self.url.type_in(url.to_owned());
    }

    /// Warnings about a URL that is valid: blocked ports, ws: from https, and the effective URL if it differs
    /// from the typed one. The flag: whether it will keep the connection from opening.
    pub fn warnings(&self, masking: &Masking) -> Vec<(String, bool)> {
        let mut warnings = Vec::new();
        let is_large = |field| self.field(field).text.with(|text| text.len() > MAX_FIELD);
        if SetupField::ALL.into_iter().any(is_large) {
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

    /// Fills the form with the set-up of a link.
    pub(in crate::app) fn fill(&self, setup: &Setup) {
        // Only typed text, not that of an earlier link.
        if !self.from_link.get_untracked() {
            self.before.set(self.setup());
            self.from_link.set(true);
        }
        self.fill_in(setup);
    }

    /// The set-up from before the link, to store while it can be brought back.
    pub(super) fn kept_before(&self) -> Option<String> {
        self.from_link
            .get_untracked()
            .then(|| self.before.with_untracked(Setup::to_lines))
    }

    /// Restores it from storage.
    pub(super) fn restore_before(&self, lines: &str, settings: Settings) {
        self.before.set(settings.untouched().with_lines(lines));
        self.from_link.set(true);
    }

    /// Brings back the set-up from before the link.
    pub(super) fn undo_fill(&self) {
        self.from_link.set(false);
        self.fill_in(&self.before.get_untracked());
    }

    /// Empties the form; a form filled by a link gets the set-up from before the link.
    pub(super) fn empty(&self, settings: Settings) {
        self.before.set(settings.untouched());
        if !self.from_link.get_untracked() {
            self.undo_fill();
        }
    }

    /// A sentence about the secrets that the link left out.
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

    /// Asks for missing secrets at the first attempt to connect, with the focus on the first. A second attempt
    /// connects with the text as it is. Returns whether it asks.
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
            self.unfold(self.subprotocols.id);
            self.subprotocols.ask_for(hole);
        }
        if let Some(hole) = url {
            self.url.ask_for(hole);
        }
        true
    }

    /// The plan to connect with, or `None` after showing the errors.
    pub(super) fn plan(&self, masking: &Masking) -> Option<Plan> {
        let error = match self.setup().plan(&BrowserUrl) {
            Ok(plan) => return Some(plan),
            Err(error) => error,
        };
        if error.field() != SetupField::Url {
            self.unfold(error.field().key());
        }
        self.field(error.field()).complain(error.sentence(masking));
        None
    }

    /// Unfolds the options, and in them a field or a list.
    pub(super) fn unfold(&self, id: &'static str) {
        self.options_open.set(true);
        self.unfolded.set(Some(id));
    }

    /// Shows the error of a policy and moves the focus there.
    pub(super) fn complain_of_policy(&self, key: &'static str, item: Option<usize>, sentence: String) {
        self.unfold(key);
        self.policy_problem.set(Some((key, item, sentence)));
        focus_once_there(policy_id(key, item));
    }

    /// Whether the form differs from the connection in what applies at the next connect. Tracked.
    pub(super) fn waits(&self) -> bool {
        let differs = |field| {
            self.field(field)
                .text
                .with(|text| self.used.with(|used| used.get(field) != text))
        };
        WAITING.into_iter().any(differs)
    }

    /// Updates the error of the URL.
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

    /// The arguments of `close()`, or an error after showing the errors beside the fields.
    pub(super) fn close_args(&self) -> Result<CloseArgs, ()> {
        let setup = self.setup();
        // Each field on its own: both may be wrong.
        let wrong = |code, reason| validate_close(code, reason).err().map(|error| error.to_string());
        self.close_code.problem.set(wrong(&setup.close_code, ""));
        self.close_reason.problem.set(wrong("1000", &setup.close_reason));
        setup.close_args().map_err(|_| ())
    }

    /// Shows the errors of fields that are used only once a connection opens or closes.
    pub fn check(&self) {
        let _ = self.close_args();
        for field in [self.connect_timeout, self.close_timeout] {
            let wrong = field.text.with_untracked(|text| parse_timeout(text)).err();
            field.problem.set(wrong.map(|error| error.to_string()));
        }
    }
}

/// Whether two URLs differ at most in the slash that the parser adds to a URL without a path.
fn is_same_url(typed: &str, effective: &str) -> bool {
    typed == effective || effective.strip_suffix('/') == Some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slash_that_every_url_gets_is_no_difference_worth_telling() {
        assert!(is_same_url("ws://localhost:1", "ws://localhost:1/"));
        assert!(!is_same_url("http://localhost", "ws://localhost/"));
    }
}
