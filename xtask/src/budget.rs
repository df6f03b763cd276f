//! The size budgets of the page: its first load, each part, and the shared code. A page over its budget is
//! not built.

use std::fmt::Write as _;

use crate::dist::Row;
use crate::failure::{Failure, Result};

/// The first load or a part, and its budget in bytes of brotli 11.
struct Budget {
    name: &'static str,
    /// Whether a file of the site belongs to it.
    counts: fn(file: &str) -> bool,
    /// The target size.
    goal: Option<u64>,
    /// The size above which the build fails.
    most: u64,
}

/// 1 KB is 1,000 bytes. Raise one only with a reason in the commit: `docs/decisions/0010` and `0011` define
/// the first load.
const BUDGETS: [Budget; 12] = [
    Budget {
        name: "first load",
        counts: |file| !is_later(file),
        goal: Some(185_000),
        most: 208_300,
    },
    Budget {
        name: "compose",
        counts: |file| file.ends_with("/compose.wasm") || file.ends_with("/compose.css"),
        goal: None,
        most: 66_500,
    },
    Budget {
        name: "detail",
        counts: |file| file.ends_with("/detail.wasm") || file.ends_with("/detail.css"),
        goal: None,
        most: 62_000,
    },
    Budget {
        name: "find",
        counts: |file| file.ends_with("/find.wasm") || file.ends_with("/find.css"),
        goal: None,
        most: 42_000,
    },
    Budget {
        name: "learn",
        counts: |file| file.ends_with("/learn.wasm") || file.ends_with("/learn.css"),
        goal: None,
        most: 147_000,
    },
    Budget {
        name: "guide",
        counts: |file| file.ends_with("/guide.json"),
        goal: None,
        most: 32_000,
    },
    Budget {
        name: "options",
        counts: |file| file.ends_with("/options.wasm") || file.ends_with("/options.css"),
        goal: None,
        most: 64_200,
    },
    Budget {
        name: "secrets",
        counts: |file| file.ends_with("/secrets.wasm"),
        goal: None,
        most: 12_000,
    },
    Budget {
        name: "tabs",
        counts: |file| file.ends_with("/tabs.wasm") || file.ends_with("/tabs.css"),
        goal: None,
        most: 28_500,
    },
    Budget {
        name: "tools",
        counts: |file| file.ends_with("/tools.wasm") || file.ends_with("/tools.css"),
        goal: None,
        most: 11_500,
    },
    Budget {
        name: "trap",
        counts: |file| file.ends_with("/trap.js"),
        goal: None,
        most: 2_000,
    },
    Budget {
        name: "shared by parts",
        counts: |file| file.contains("/shared_") || file.ends_with("/parts.json"),
        goal: None,
        most: 88_500,
    },
];

/// Whether a file comes after the first load.
fn is_later(file: &str) -> bool {
    let wasm = file.strip_suffix(".wasm");
    let sheet = file.strip_suffix(".css");
    wasm.is_some_and(|stem| !stem.ends_with("_bg"))
        || sheet.is_some_and(|stem| !stem.ends_with("/tabcat"))
        || file.ends_with("/trap.js")
        || file.ends_with("/guide.json")
        || file.ends_with("/parts.json")
}

/// The table of budgets, and a failure if one is broken.
pub(crate) fn judge(files: &[Row]) -> (String, Result<()>) {
    let mut table = format!("{:<16}  {:>10}  {:>10}\n", "", "brotli 11", "budget");
    let mut broken = Vec::new();
    for Budget {
        name,
        counts,
        goal,
        most,
    } in &BUDGETS
    {
        let weight: u64 = files
            .iter()
            .filter(|file| counts(&file.name))
            .map(|file| file.brotli.unwrap_or(file.bytes))
            .sum();
        let note = match goal {
            Some(goal) if weight > *goal => format!("  over its goal of {goal}"),
            Some(goal) => format!("  within its goal of {goal}"),
            None => String::new(),
        };
        writeln!(table, "{name:<16}  {weight:>10}  {most:>10}{note}").expect("a string takes all text");
        if weight > *most {
            broken.push(format!("{name} weighs {weight} bytes and may weigh {most}"));
        }
    }
    if broken.is_empty() {
        return (table, Ok(()));
    }
    let sentence = format!(
        "the page is over budget: {}. Take something out or move it to a part (src/parts.rs); `cargo xtask dist` prints every file",
        broken.join("; ")
    );
    (table, Err(Failure::said(sentence)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, brotli: u64) -> Row {
        Row {
            name: name.to_owned(),
            bytes: brotli * 3,
            brotli: Some(brotli),
        }
    }

    #[test]
    fn every_file_counts_for_one_budget() {
        let files = [
            "index.html",
            "0/tabcat_bg.wasm",
            "0/parts.js",
            "0/tabcat.css",
            "0/compose.wasm",
            "0/detail.wasm",
            "0/detail.css",
            "0/learn.css",
            "0/find.wasm",
            "0/guide.json",
            "0/parts.json",
            "0/learn.wasm",
            "0/options.wasm",
            "0/secrets.wasm",
            "0/tabs.wasm",
            "0/tabs.css",
            "0/tools.wasm",
            "0/tools.css",
            "0/shared_4.wasm",
            "0/trap.js",
        ];
        for file in files {
            let counted = BUDGETS.iter().filter(|budget| (budget.counts)(file)).count();
            assert_eq!(counted, 1, "{file}");
        }
    }

    #[test]
    fn what_is_over_its_budget_fails_with_a_sentence() {
        let (table, verdict) = judge(&[row("0/tabcat_bg.wasm", 184_000), row("0/find.wasm", 1_000)]);
        assert!(
            verdict.is_ok() && table.contains("within its goal of 185000"),
            "{table}"
        );
        let (table, verdict) = judge(&[row("0/tabcat_bg.wasm", 197_800), row("index.html", 10_501)]);
        assert!(table.contains("208301      208300  over its goal"), "{table}");
        let said = verdict.unwrap_err().to_string();
        assert!(
            said.contains("first load weighs 208301 bytes and may weigh 208300"),
            "{said}"
        );
        let (_, verdict) = judge(&[row("0/learn.wasm", 147_001)]);
        assert!(verdict.unwrap_err().to_string().contains("learn weighs 147001"));
    }
}
