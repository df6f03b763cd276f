//! The rules that no compiler holds, checked by reading the tree: who may name what, and what a file looks like.
//! ARCHITECTURE.md has the reasons; a failure here names the file, the line and the rule.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a file of code may have before it is more than one idea.
const LONGEST: usize = 500;

#[test]
fn only_io_names_the_browser() {
    let beside_io = |path: &str| path.starts_with("src/") && !path.starts_with("src/io") && rust(path);
    forbid(
        "only src/io names web_sys or js_sys",
        beside_io,
        &["web_sys", "js_sys"],
    );
}

#[test]
fn the_arrows_point_from_ui_to_app_to_io() {
    let within = |layer: &'static str| {
        move |path: &str| {
            rust(path) && (path.starts_with(&format!("{layer}/")) || path == format!("{layer}.rs"))
        }
    };
    forbid(
        "io knows neither app nor ui",
        within("src/io"),
        &["crate::app", "crate::ui"],
    );
    forbid("app does not know ui", within("src/app"), &["crate::ui"]);
    forbid(
        "the names of classes depend on core alone",
        within("src/classes"),
        &["crate::"],
    );
    forbid(
        "ui does not know io; app stands between them",
        within("src/ui"),
        &["crate::io"],
    );
}

#[test]
fn core_and_lab_have_no_clock_no_randomness_and_no_world() {
    for (sources, manifest) in [
        ("crates/core/src/", "crates/core/Cargo.toml"),
        ("crates/lab/src/", "crates/lab/Cargo.toml"),
    ] {
        forbid(
            "core and lab read no clock, roll no dice and do no I/O: take it as an argument",
            |path: &str| path.starts_with(sources) && rust(path),
            &[
                "now()", "rand", "web_sys", "js_sys", "leptos", "tokio", "std::net", "std::fs",
            ],
        );
        forbid(
            "core and lab depend on nothing of the browser",
            |path: &str| path == manifest,
            &["leptos", "web-sys", "js-sys", "wasm-bindgen"],
        );
    }
}

#[test]
fn core_does_not_know_the_lab() {
    let core = |path: &str| path.starts_with("crates/core/");
    forbid(
        "lab may use core, not the other way round",
        core,
        &["tabcat_lab", "tabcat-lab"],
    );
}

#[test]
fn the_guide_is_data_and_knows_no_browser() {
    let guide =
        |path: &str| path.starts_with("crates/guide/") && (rust(path) || path.ends_with("Cargo.toml"));
    forbid(
        "crates/guide depends on nothing of ours and nothing of the browser",
        guide,
        &[
            "leptos",
            "web_sys",
            "web-sys",
            "wasm-bindgen",
            "tabcat_core",
            "tabcat-core",
            "std::fs",
        ],
    );
}

#[test]
fn wsbin_does_not_know_the_app() {
    let wsbin = |path: &str| path.starts_with("crates/wsbin/src/") && rust(path);
    forbid(
        "wsbin does not know the app",
        wsbin,
        &["leptos", "tabcat::", "use tabcat"],
    );
    let manifest = |path: &str| path == "crates/wsbin/Cargo.toml";
    forbid(
        "wsbin does not depend on the app",
        manifest,
        &["leptos", "tabcat.workspace", "tabcat ="],
    );
}

#[test]
fn what_came_over_the_wire_reaches_the_page_as_text() {
    let html = [
        "inner_html",
        "set_inner_html",
        "outer_html",
        "set_outer_html",
        "insert_adjacent_html",
        "dangerously",
    ];
    forbid("text nodes only, never markup", app, &html);
}

#[test]
fn a_closure_is_owned_and_dropped() {
    forbid(
        "an adapter owns its closures and undoes them in Drop",
        app,
        &["forget()"],
    );
}

#[test]
fn every_module_says_what_it_is() {
    let modules =
        tree(|path| rust(path) && (path.starts_with("src/") || path.contains("/src/") || at_xtask(path)));
    let silent = modules.iter().filter(|file| !file.text.starts_with("//!"));
    report(
        "a module opens with `//!`: what is here, and what is not",
        silent.map(|file| at(file, 0)).collect(),
    );
}

#[test]
fn a_file_is_one_idea() {
    let files = tree(|path| rust(path) || extension(path, "css"));
    let long = files.iter().filter(|file| file.text.lines().count() > LONGEST);
    let rule = format!("a file has at most {LONGEST} lines: give the second idea a file of its own");
    report(&rule, long.map(|file| at(file, LONGEST)).collect());
}

#[test]
fn nothing_names_a_place_outside_the_repository() {
    // Spelt in two pieces: this file is read too.
    let places = [concat!("../", "shared"), concat!("/wo", "rk/")];
    let files = tree(|_| true);
    let found = files
        .iter()
        .flat_map(|file| lines_with(file, |line| places.iter().any(|p| line.contains(p))));
    report("a clone must stand by itself", found.collect());
}

#[test]
fn a_newcomer_finds_what_to_type() {
    let readme = read("README.md");
    for command in ["cargo xtask run", "cargo xtask test"] {
        assert!(readme.contains(command), "README.md: the README says `{command}`");
    }
    for name in ["CHANGELOG.md", "ARCHITECTURE.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(!read(name).trim().is_empty(), "{name}: is not empty");
    }
}

#[test]
fn a_name_is_found_whole_and_in_code_only() {
    let check = |line, name, expect| assert_eq!(names(code(line), name), expect, "{line} / {name}");
    check("use web_sys::WebSocket;", "web_sys", true);
    check("use leptos::web_sys;", "web_sys", true);
    check("let my_web_sys_id = 1;", "web_sys", false);
    check("// web_sys is named in io only", "web_sys", false);
    check("let url = \"ws://host\"; web_sys::window()", "web_sys", true);
    check("Utc::now()", "now()", true);
    check("session.handle(now, input)", "now()", false);
    check("closure.forget();", "forget()", true);
    check("use tabcat_core::Target;", "use tabcat", false);
    check("use tabcat::ui;", "use tabcat", true);
}

struct File {
    path: String,
    text: String,
}

fn app(path: &str) -> bool {
    path.starts_with("src/") && rust(path)
}

fn at_xtask(path: &str) -> bool {
    path.starts_with("xtask/")
}

fn rust(path: &str) -> bool {
    extension(path, "rs")
}

fn extension(path: &str, expect: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == expect)
}

/// Fails with every line of these files whose code has one of the names.
fn forbid(rule: &str, which: impl Fn(&str) -> bool, forbidden: &[&str]) {
    let files = tree(which);
    assert!(
        !files.is_empty(),
        "the rule \"{rule}\" looks at no file: correct tests/tidy.rs"
    );
    let found = files
        .iter()
        .flat_map(|file| lines_with(file, |line| forbidden.iter().any(|n| names(code(line), n))));
    report(rule, found.collect());
}

fn report(rule: &str, mut places: Vec<String>) {
    places.sort();
    assert!(places.is_empty(), "{rule}\n  {}", places.join("\n  "));
}

fn lines_with(file: &File, wrong: impl Fn(&str) -> bool) -> Vec<String> {
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| wrong(line))
        .map(|(number, _)| at(file, number))
        .collect()
}

/// `file:line: what it says`, with lines counted from 0 as `enumerate` does.
fn at(file: &File, line: usize) -> String {
    let text = file.text.lines().nth(line).unwrap_or_default().trim();
    format!("{}:{}: {text}", file.path, line + 1)
}

/// The line without its comment. A `//` after a colon is in a URL.
fn code(line: &str) -> &str {
    let comment = line
        .match_indices("//")
        .map(|(start, _)| start)
        .find(|&start| !line[..start].ends_with(':'));
    &line[..comment.unwrap_or(line.len())]
}

/// Whether the name stands there and is not a piece of a longer one.
fn names(line: &str, name: &str) -> bool {
    let part_of_a_name = |c: char| c.is_alphanumeric() || c == '_';
    let goes_on = name.ends_with(part_of_a_name);
    line.match_indices(name).any(|(start, _)| {
        let (before, after) = (&line[..start], &line[start + name.len()..]);
        let longer = before.ends_with(part_of_a_name) || (goes_on && after.starts_with(part_of_a_name));
        !longer
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name))
        .unwrap_or_else(|error| panic!("{name}: is there and is text ({error})"))
}

/// The text files of the repository whose path from its root, with `/` between, is wanted.
fn tree(wanted: impl Fn(&str) -> bool) -> Vec<File> {
    let mut paths = Vec::new();
    walk(root(), &mut paths);
    let relative = |path: &Path| {
        let parts: Vec<_> = path
            .strip_prefix(root())
            .expect("walk starts at the root")
            .iter()
            .collect();
        parts
            .iter()
            .map(|part| part.to_string_lossy())
            .collect::<Vec<_>>()
            .join("/")
    };
    paths
        .iter()
        .map(|path| (relative(path), path))
        .filter(|(name, _)| wanted(name))
        // What is not text, an image, has no line to name.
        .filter_map(|(path, file)| {
            Some(File {
                path,
                text: fs::read_to_string(file).ok()?,
            })
        })
        .collect()
}

/// Everything but what git keeps and what builds make.
fn walk(dir: &Path, paths: &mut Vec<PathBuf>) {
    const NOT_OURS: [&str; 4] = [".git", "target", "dist", "node_modules"];
    for entry in
        fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: can be listed ({error})", dir.display()))
    {
        let entry = entry.expect("a directory that opened can be read to its end");
        // A link's own type, so that one to a directory outside is not followed.
        let kind = entry.file_type().expect("what is listed has a type");
        if kind.is_dir() && !NOT_OURS.iter().any(|name| entry.file_name() == *name) {
            walk(&entry.path(), paths);
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
}
