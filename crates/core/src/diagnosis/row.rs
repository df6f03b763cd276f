//! What the tables are made of: causes, and rows that say when which of them stand where.

use super::{Cause, Evidence};

/// Something that may lie behind an end, whatever the case.
pub(super) struct Likely {
    /// As a short label.
    pub(super) title: &'static str,
    /// Whether the evidence leaves it possible. What is not is never listed.
    pub(super) possible: fn(&Evidence) -> bool,
    /// What in the evidence speaks for it, in a few words.
    pub(super) why: fn(&Evidence) -> String,
    /// What to look at next.
    pub(super) check: &'static str,
    /// Lines that change it.
    pub(super) settings: &'static [Setting],
}

/// A line of a product's configuration.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// What it belongs to.
    pub product: &'static str,
    /// The line, as it is to be pasted.
    pub line: &'static str,
}

/// One row of a table: a circumstance, and the causes that it speaks for.
pub(super) struct Row {
    /// The circumstance, as a person would say it.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests name the rows by it"))]
    pub(super) when: &'static str,
    /// Whether it is so.
    pub(super) holds: fn(&Evidence) -> bool,
    /// They stand as equals, below the causes of the rows before.
    pub(super) causes: &'static [&'static Likely],
}

/// Causes in ranks, the likeliest first. Those of one rank can't be told apart.
#[derive(Default)]
pub(super) struct Ranking(Vec<Cause>);

impl Ranking {
    /// More than a handful of causes is no longer a ranking. A rank is not cut in two.
    const MOST: usize = 5;

    /// All that a table has to say.
    pub(super) fn of(evidence: &Evidence, table: &[Row]) -> Self {
        let mut ranking = Self::default();
        ranking.add_rows(evidence, table);
        ranking
    }

    /// One rank for each row that holds.
    pub(super) fn add_rows(&mut self, evidence: &Evidence, table: &[Row]) {
        for row in table.iter().filter(|row| (row.holds)(evidence)) {
            self.add(evidence, row.causes);
        }
    }

    /// One more rank, of those that are possible and not there yet.
    pub(super) fn add(&mut self, evidence: &Evidence, causes: &[&Likely]) {
        let causes = causes.iter().filter(|cause| (cause.possible)(evidence));
        self.add_causes(causes.map(|cause| Cause {
            rank: 0,
            title: cause.title,
            evidence: (cause.why)(evidence),
            check: cause.check.to_owned(),
            settings: cause.settings,
        }));
    }

    /// The same of causes that are written already. Their rank is given here.
    pub(super) fn add_causes(&mut self, causes: impl Iterator<Item = Cause>) {
        if self.0.len() >= Self::MOST {
            return;
        }
        let rank = self.0.last().map_or(0, |cause| cause.rank) + 1;
        for cause in causes {
            if self.0.iter().all(|other| other.title != cause.title) {
                self.0.push(Cause { rank, ..cause });
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_causes(self) -> Vec<Cause> {
        self.0
    }
}

/// For causes that no evidence rules out.
pub(super) fn always(_: &Evidence) -> bool {
    true
}
