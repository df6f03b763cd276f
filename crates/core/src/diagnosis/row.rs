//! The parts of the tables: causes, and rows that rank them.

use super::{Cause, Evidence};

/// A possible cause of an end, for any evidence.
pub(super) struct Likely {
    /// A short label.
    pub(super) title: &'static str,
    /// Whether the evidence leaves it possible. Impossible causes are never listed.
    pub(super) possible: fn(&Evidence) -> bool,
    /// The evidence for it, in a few words.
    pub(super) why: fn(&Evidence) -> String,
    /// What to check next.
    pub(super) check: &'static str,
    /// Lines of configuration that change it.
    pub(super) settings: &'static [Setting],
}

/// A line of a product's configuration.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// The product.
    pub product: &'static str,
    /// The line, ready to paste.
    pub line: &'static str,
}

/// One row of a table: a circumstance, and the causes that it suggests.
pub(super) struct Row {
    /// The circumstance, in words.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests name the rows by it"))]
    pub(super) when: &'static str,
    /// Whether the circumstance holds.
    pub(super) holds: fn(&Evidence) -> bool,
    /// Causes of equal rank, below those of the rows before.
    pub(super) causes: &'static [&'static Likely],
}

/// Causes in ranks, the likeliest first. Those of one rank can't be told apart.
#[derive(Default)]
pub(super) struct Ranking(Vec<Cause>);

impl Ranking {
    /// More than a handful of causes is no longer a ranking. A rank is not cut in two.
    const MOST: usize = 5;

    /// The ranking by a table.
    pub(super) fn of(evidence: &Evidence, table: &[Row]) -> Self {
        let mut ranking = Self::default();
        ranking.add_rows(evidence, table);
        ranking
    }

    /// Adds a rank for each row that holds.
    pub(super) fn add_rows(&mut self, evidence: &Evidence, table: &[Row]) {
        for row in table.iter().filter(|row| (row.holds)(evidence)) {
            self.add(evidence, row.causes);
        }
    }

    /// Adds a rank of the causes that are possible and not listed yet.
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

    /// The same for finished causes. Their rank is set here.
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
