//! The parts of the page: which ones must exist, what code each must contain, and how to read the splitter's
//! output.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::failure::{Doing as _, Failure, Result};

/// A part, its style sheets, and functions or modules (ending in `::`) that only it uses: none may be in the
/// first load, where every visitor pays for it.
struct Rule {
    part: &'static str,
    sheets: &'static [&'static str],
    code: &'static [&'static str],
}

/// The parts as `src/parts.rs` splits the page.
const RULES: [Rule; 8] = [
    Rule {
        part: "compose",
        sheets: &["compose.css"],
        code: &[
            "tabcat::ui::compose::lines",
            "tabcat::app::pane::compose::send",
            "tabcat_core::compose::hex::",
            "tabcat_core::compose::layout::",
        ],
    },
    Rule {
        part: "detail",
        sheets: &["close.css", "detail.css"],
        code: &[
            "tabcat::ui::detail::message",
            "tabcat::ui::detail::close",
            "tabcat::app::pane::detail::read",
            "tabcat_core::json::reader::",
            "tabcat_core::diagnosis::",
        ],
    },
    Rule {
        part: "find",
        sheets: &["fields.css", "check.css"],
        code: &[
            "tabcat::app::pane::filter::compile",
            "tabcat::ui::transcript::more::fields",
            "tabcat_core::filter::matches::Matches::extend",
            "tabcat_core::jump::span",
            "regex_lite::",
        ],
    },
    Rule {
        part: "learn",
        sheets: &[
            "learn.css",
            "guide.css",
            "live.css",
            "reference.css",
            "labs.css",
            "fields.css",
            "shortcuts.css",
            "check.css",
        ],
        code: &[
            "tabcat::ui::learn::learn",
            "tabcat_guide::search::",
            "serde_json::",
            "tabcat::ui::shortcuts::shortcuts",
            "tabcat::ui::labs::lab",
            "tabcat_lab::frame::",
            "tabcat_lab::handshake::",
        ],
    },
    Rule {
        part: "options",
        sheets: &[
            "fields.css",
            "check.css",
            "options.css",
            "values.css",
            "lists.css",
            "lasting.css",
        ],
        code: &[
            "tabcat::ui::connection::options::options",
            "tabcat::ui::lasting::strip::strip",
            "tabcat_core::policies::run::",
        ],
    },
    Rule {
        part: "secrets",
        sheets: &[],
        code: &[
            "tabcat::app::pane::share::share",
            "tabcat_core::secret::mask_rest",
            "tabcat_core::secret::shape::",
        ],
    },
    Rule {
        part: "tabs",
        sheets: &["tabs.css"],
        code: &[
            "tabcat::app::tabs::start",
            "tabcat::app::tabs::open_empty",
            "tabcat::ui::tabs::strip::strip",
            "tabcat::ui::tabs::sheet::switcher",
        ],
    },
    Rule {
        part: "tools",
        sheets: &["tools.css"],
        code: &["tabcat::ui::transcript::tools::tools"],
    },
];

/// A part and the files that it consists of, in the order in which they are started.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) files: Vec<String>,
}

/// Reads the splitter's output folder (`tools/page/src/split.rs`).
pub(crate) fn read(cut: &Path) -> Result<Vec<Part>> {
    let list = cut.join("parts.txt");
    let text = fs::read_to_string(&list).map_err(|error| {
        Failure::said(format!(
            "the page was not split: {} cannot be read ({error}). Trunk has called another wasm-bindgen than ours; build with `cargo xtask`, not with `trunk`",
            list.display()
        ))
    })?;
    Ok(text.lines().filter_map(part).collect())
}

fn part(line: &str) -> Option<Part> {
    let mut words = line.split(' ');
    Some(Part {
        name: words.next()?.to_owned(),
        files: words.map(file_of_page).collect(),
    })
}

/// The style sheets of each part, which become one file: [`sheet_of`].
pub(crate) fn sheets() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let all = RULES.iter().map(|rule| (rule.part, rule.sheets));
    all.filter(|(_, sheets)| !sheets.is_empty())
}

/// The name of the file that a part's style sheets become.
pub(crate) fn sheet_of(part: &str) -> String {
    format!("{part}.css")
}

/// `split_find` is `find.wasm`; `chunk_3`, which several parts share, is `shared_3.wasm`.
fn file_of_page(stem: &str) -> String {
    match (stem.strip_prefix("split_"), stem.strip_prefix("chunk_")) {
        (Some(part), _) => format!("{part}.wasm"),
        (_, Some(number)) => format!("shared_{number}.wasm"),
        _ => format!("{stem}.wasm"),
    }
}

/// The inverse of [`file_of_page`].
pub(crate) fn file_of_splitter(file: &str) -> String {
    match file.strip_prefix("shared_") {
        Some(number) => format!("chunk_{number}"),
        None => format!("split_{file}"),
    }
}

/// The files of all parts, each once.
pub(crate) fn files(parts: &[Part]) -> BTreeSet<&str> {
    parts
        .iter()
        .flat_map(|part| part.files.iter().map(String::as_str))
        .collect()
}

/// Fails when a part is not there, or code of a part is in the first load or in no file at all.
pub(crate) fn check(parts: &[Part], cut: &Path) -> Result<()> {
    if parts.is_empty() {
        // A page that is not split, such as the empty page of the bench.
        return Ok(());
    }
    let names = |file: &str| {
        let list = cut.join("names").join(file);
        fs::read_to_string(&list).doing(format!("read {}", list.display()))
    };
    let main = names("main.txt")?;
    for rule in &RULES {
        let Some(part) = parts.iter().find(|part| part.name == rule.part) else {
            return Err(Failure::said(format!(
                "the page has no part {}: src/parts.rs and xtask/src/parts.rs have to name the same parts",
                rule.part
            )));
        };
        let mut own = String::new();
        for file in &part.files {
            own += &names(&format!(
                "{}.txt",
                file_of_splitter(file).trim_end_matches(".wasm")
            ))?;
        }
        rule.check(&main, &own)?;
    }
    match parts
        .iter()
        .find(|part| RULES.iter().all(|rule| rule.part != part.name))
    {
        Some(unknown) => Err(Failure::said(format!(
            "the page has a part {} without a rule: add what belongs into it to xtask/src/parts.rs, and a budget to xtask/src/budget.rs",
            unknown.name
        ))),
        None => Ok(()),
    }
}

impl Rule {
    /// `main` and `own` are names of functions, one a line.
    fn check(&self, main: &str, own: &str) -> Result<()> {
        for &code in self.code {
            let has = |names: &str| names.lines().any(|name| is_of(name, code));
            if let Some(name) = main.lines().find(|name| is_of(name, code)) {
                return Err(Failure::said(format!(
                    "{name} is in the first load and belongs to the part {}: something that every visitor loads reaches it without going through src/parts.rs",
                    self.part
                )));
            }
            if !has(own) {
                return Err(Failure::said(format!(
                    "{code} is in no part, and belongs to {}: make it an entry of that part in src/parts.rs, or correct its rule in xtask/src/parts.rs",
                    self.part
                )));
            }
        }
        Ok(())
    }
}

/// Whether `name` is that function, or in that module. Closures prove little: rustc merges identical ones.
fn is_of(name: &str, code: &str) -> bool {
    if code.ends_with("::") {
        name.trim_start_matches('<').starts_with(code)
    } else {
        name == code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_splitter_left_is_read() {
        let expect = Part {
            name: "find".into(),
            files: vec!["shared_4.wasm".into(), "find.wasm".into()],
        };
        assert_eq!(part("find chunk_4 split_find"), Some(expect));
        for file in ["shared_4.wasm", "find.wasm"] {
            assert_eq!(
                file_of_page(file_of_splitter(file).trim_end_matches(".wasm")),
                file
            );
        }
    }

    #[test]
    fn a_page_that_was_not_split_is_said_to_be_so() {
        let said = read(Path::new("/nowhere")).unwrap_err().to_string();
        assert!(
            said.contains("was not split") && said.contains("cargo xtask"),
            "{said}"
        );
    }

    #[test]
    fn code_in_the_wrong_place_fails_the_build() {
        let rule = Rule {
            part: "find",
            sheets: &[],
            code: &["regex_lite::"],
        };
        let (main, own) = ("tabcat::main\n", "regex_lite::nfa::NFA::new\n");
        assert!(rule.check(main, own).is_ok());
        let check = |main, own, expect: &str| {
            let said = rule.check(main, own).unwrap_err().to_string();
            assert!(said.contains(expect), "{said}");
        };
        check(
            "<regex_lite::Regex as Clone>::clone\n",
            own,
            "is in the first load and belongs to the part find",
        );
        check(
            main,
            "tabcat::other\n",
            "regex_lite:: is in no part, and belongs to find",
        );
    }
}
