//! One line of the table with its figures.

use serde_json::{Value, json};

use crate::goals::{Goal, Judged, Line, Verdict};
use crate::samples::Samples;

/// What came out for one case of one line.
#[derive(Debug)]
pub(crate) struct Finding {
    line: Line,
    /// Which of the line's cases, such as `text 64 B`.
    case: String,
    baseline: Option<Samples>,
    tabcat: Samples,
}

impl Finding {
    /// Ours against a baseline, with as many figures on either side.
    pub(crate) fn against(line: Line, case: impl Into<String>, baseline: Samples, tabcat: Samples) -> Self {
        Self {
            line,
            case: case.into(),
            baseline: Some(baseline),
            tabcat,
        }
    }

    /// Ours alone.
    pub(crate) fn alone(line: Line, case: impl Into<String>, tabcat: impl Into<Samples>) -> Self {
        Self {
            line,
            case: case.into(),
            baseline: None,
            tabcat: tabcat.into(),
        }
    }

    pub(crate) fn goal(&self) -> &'static Goal {
        Goal::of(self.line)
    }

    /// The figure that is judged.
    pub(crate) fn judged(&self) -> f64 {
        match (self.goal().judged, &self.baseline) {
            (Judged::Ratio, Some(baseline)) => self.tabcat.over(baseline).median(),
            (Judged::Worst, _) => self.tabcat.at(1.0),
            (Judged::Ratio | Judged::Median, _) => self.tabcat.median(),
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        self.goal().wanted.verdict(self.judged())
    }

    /// Whether there are figures at all, and all of them are numbers from 0 up: what a smoke run looks at.
    pub(crate) fn is_sane(&self) -> bool {
        let sane = |samples: &Samples| {
            !samples.is_empty()
                && samples
                    .values()
                    .iter()
                    .all(|value| value.is_finite() && *value >= 0.0)
        };
        sane(&self.tabcat) && self.baseline.as_ref().is_none_or(sane) && self.judged().is_finite()
    }

    /// The line as the table has it.
    pub(crate) fn cells(&self) -> [String; 8] {
        let goal = self.goal();
        let shown = |samples: &Samples| {
            let written = goal.unit.written(samples.median());
            match samples.values() {
                [_] => written,
                _ => format!(
                    "{written} ({}-{})",
                    goal.unit
                        .written(samples.at(0.0))
                        .split(' ')
                        .next()
                        .unwrap_or_default(),
                    goal.unit
                        .written(samples.at(1.0))
                        .split(' ')
                        .next()
                        .unwrap_or_default(),
                ),
            }
        };
        let baseline = self.baseline.as_ref().map_or_else(
            || goal.baseline.to_owned(),
            |samples| format!("{} {}", goal.baseline, shown(samples)),
        );
        let judged = match goal.judged {
            Judged::Ratio => format!("{:.2}x", self.judged()),
            Judged::Median | Judged::Worst => goal.unit.written(self.judged()),
        };
        let [wanted, floor] = goal.wanted.words();
        [
            goal.what.to_owned(),
            self.case.clone(),
            baseline,
            shown(&self.tabcat),
            judged,
            wanted,
            floor,
            self.verdict().to_string(),
        ]
    }

    /// The line with every figure.
    pub(crate) fn json(&self) -> Value {
        let goal = self.goal();
        let [wanted, floor] = goal.wanted.words();
        json!({
            "what": goal.what,
            "case": self.case,
            "unit": goal.unit.name(),
            "baseline_is": goal.baseline,
            "baseline": self.baseline,
            "tabcat": self.tabcat,
            "judged": self.judged(),
            "goal": wanted,
            "floor": floor,
            "verdict": self.verdict().to_string(),
        })
    }
}
