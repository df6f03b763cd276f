//! The bound of all transcripts together, as a person types it.

use leptos::prelude::*;
use tabcat_core::limit::{parse_entries, parse_mib};

use super::field::Field;
use super::settings::Settings;

/// The fields of the bound, which all connections share.
#[derive(Clone, Copy)]
pub struct LimitFields {
    /// The bound of all transcripts, in MiB.
    pub mib: Field,
    /// The bound in lines; empty for as many as fit.
    pub entries: Field,
}

impl LimitFields {
    pub(super) fn new(settings: Settings) -> Self {
        let limits = settings.limits();
        let entries = limits.entries.map(|entries| entries.to_string());
        Self {
            mib: Field::new("keep-mib", (limits.bytes >> 20).to_string()),
            entries: Field::new("keep-entries", entries.unwrap_or_default()),
        }
    }

    /// The bound in MiB and in lines, or `None` after showing an error beside the field.
    pub(super) fn checked(&self) -> Option<(u32, Option<u32>)> {
        let mib = parse_mib(&self.mib.text.get_untracked());
        let entries = parse_entries(&self.entries.text.get_untracked());
        self.mib.problem.set(mib.err().map(|error| error.to_string()));
        let wrong = entries.err().map(|error| error.to_string());
        self.entries.problem.set(wrong);
        Some((mib.ok()?, entries.ok()?))
    }
}
