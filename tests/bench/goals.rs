//! What is wanted of each line of the table: the goal, and the floor below which the run fails. The lines themselves
//! are in `table`.

mod table;

use std::fmt;

use crate::unit::Unit;

pub(crate) use table::Line;

/// How a line's figures become the one that is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    /// The median of ours over the baseline's, run by run.
    Ratio,
    /// The median of ours.
    Median,
    /// The largest of ours.
    Worst,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    /// Nothing: the figure is for reading.
    Nothing,
    /// The goal, and the floor if there is one.
    AtLeast(f64, Option<f64>),
    /// The same from the other side.
    AtMost(f64, Option<f64>),
}

/// One line's place in the table.
#[derive(Debug)]
pub(crate) struct Goal {
    line: Line,
    /// What is measured.
    pub(crate) what: &'static str,
    /// What it is compared with, if with anything.
    pub(crate) baseline: &'static str,
    pub(crate) unit: Unit,
    pub(crate) judged: Judged,
    pub(crate) wanted: Wanted,
}

/// Where a figure came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Goal,
    Floor,
    /// Under the floor, where there is one.
    Missed {
        broken: bool,
    },
    NotJudged,
}

impl Goal {
    pub(crate) fn of(line: Line) -> &'static Self {
        table::GOALS
            .iter()
            .find(|goal| goal.line == line)
            .expect("each line is in the table")
    }
}

impl Wanted {
    pub(crate) fn verdict(self, figure: f64) -> Verdict {
        let judge = |reached: fn(f64, f64) -> bool, goal: f64, floor: Option<f64>| {
            if reached(figure, goal) {
                Verdict::Goal
            } else if floor.is_some_and(|floor| reached(figure, floor)) {
                Verdict::Floor
            } else {
                Verdict::Missed {
                    broken: floor.is_some(),
                }
            }
        };
        match self {
            Self::Nothing => Verdict::NotJudged,
            Self::AtLeast(goal, floor) => judge(|figure, bound| figure >= bound, goal, floor),
            Self::AtMost(goal, floor) => judge(|figure, bound| figure <= bound, goal, floor),
        }
    }

    /// The goal and the floor, as they stand in the table.
    pub(crate) fn words(self) -> [String; 2] {
        let words = |sign: &str, bound: Option<f64>| {
            bound.map_or_else(|| "-".to_owned(), |bound| format!("{sign} {bound}"))
        };
        match self {
            Self::Nothing => ["-".to_owned(), "-".to_owned()],
            Self::AtLeast(goal, floor) => [words(">=", Some(goal)), words(">=", floor)],
            Self::AtMost(goal, floor) => [words("<=", Some(goal)), words("<=", floor)],
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Goal => "goal",
            Self::Floor => "floor",
            Self::Missed { broken: true } => "FLOOR BROKEN",
            Self::Missed { broken: false } => "missed",
            Self::NotJudged => "-",
        })
    }
}
