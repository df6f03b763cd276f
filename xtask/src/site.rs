//! Turns Trunk's output into a deployment: the parts beside the page, and all files except index.html in one
//! folder named after their contents.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::parts::{self, Part};
use crate::{digest, guide, process, squeezed};

/// The script that loads parts; the splitter writes this name into the page's wasm (`tools/page`).
const LOADER: &str = "parts.js";

/// The list of the parts' files and their hashes, which the loader fetches before the first part.
const LIST: &str = "parts.json";

/// The options of wasm-opt for the page, as in index.html, and the features of rustc and wasm-bindgen that a
/// part does not declare.
const OPTIMISE: [&str; 13] = [
    "-Os",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--strip-producers",
    "--strip-target-features",
];

/// The variables that Trunk sets for its hook.
pub(crate) struct Build {
    /// The folder in which Trunk has put the page together.
    pub(crate) staging: PathBuf,
    /// The path of the site on its host: `/` or `/tabcat/`.
    pub(crate) public_url: String,
    pub(crate) release: bool,
}

/// Puts the deployment together. `target` is cargo's.
pub(crate) fn assemble(build: &Build, target: &Path) -> Result<()> {
    let staging = &build.staging;
    let name = app_name(staging)?;
    let profile = if build.release { "release" } else { "debug" };
    let cut = target
        .join("wasm-bindgen")
        .join(profile)
        .join(format!("{name}-parts"));
    let all = parts::read(&cut)?;
    if build.release {
        squeezed::squeeze_bindings(staging)?;
        parts::check(&all, &cut)?;
    }
    if !all.is_empty() {
        for file in parts::files(&all) {
            place_part(&cut, file, staging, build.release)?;
        }
        write_loader(&cut, &all, staging)?;
    }
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).doing(format!("read {}", index.display()))?;
    let files = files_beside_index(staging)?;
    let folder = digest::of_files(staging, &files.iter().map(String::as_str).collect::<Vec<_>>())?;
    let into = staging.join(&folder);
    fs::create_dir(&into).doing(format!("create {}", into.display()))?;
    for file in &files {
        fs::rename(staging.join(file), into.join(file)).doing(format!("move {file} to {folder}"))?;
    }
    let html = in_folder(&html, &build.public_url, &folder, &files);
    fs::write(&index, html).doing(format!("write {}", index.display()))
}

/// The base name of the page's files: `tabcat`, or that of the bench's empty page.
fn app_name(staging: &Path) -> Result<String> {
    files_beside_index(staging)?
        .iter()
        .find_map(|file| Some(file.strip_suffix("_bg.wasm")?.to_owned()))
        .ok_or_else(|| Failure::said(format!("Trunk put no wasm into {}", staging.display())))
}

/// The files in order of name. Ignores Trunk's own folders, for files that a crate links to.
fn files_beside_index(staging: &Path) -> Result<Vec<String>> {
    let doing = || format!("list {}", staging.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(staging).doing(doing())? {
        let name = entry.doing(doing())?.file_name().to_string_lossy().into_owned();
        if name != "index.html" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn place_part(cut: &Path, file: &str, staging: &Path, optimise: bool) -> Result<()> {
    let from = cut.join(parts::file_of_splitter(file));
    let to = staging.join(file);
    if optimise {
        return process::run(
            Command::new("wasm-opt")
                .args(OPTIMISE)
                .arg(&from)
                .arg("-o")
                .arg(&to),
        );
    }
    fs::copy(&from, &to).doing(format!("copy {}", from.display()))?;
    Ok(())
}

/// Writes the loader (the imports of the parts, the hash of their list, our script, and a line for each part), and the
/// list.
fn write_loader(cut: &Path, all: &[Part], staging: &Path) -> Result<()> {
    let read = |path: &Path| fs::read_to_string(path).doing(format!("read {}", path.display()));
    let file = staging.join(LOADER);
    let mut lines = String::new();
    let mut entries = Vec::new();
    for part in all {
        let sheet = parts::sheets().find(|(with, _)| *with == part.name);
        let sheet = sheet.map(|(part, _)| parts::sheet_of(part));
        let hashed = sheet.iter().chain(&part.files).map(|name| hashed(staging, name));
        let files = hashed.collect::<Result<Vec<_>>>()?.join(",");
        let name = &part.name;
        entries.push(format!("\"{name}\":[{files}]"));
        writeln!(
            lines,
            "export const __wasm_split_load_{name} = loader(\"{name}\");"
        )
        .expect("a string takes all text");
    }
    entries.push(format!("\"{}\":[{}]", guide::NAME, hashed(staging, guide::FILE)?));
    let list = staging.join(LIST);
    fs::write(&list, format!("{{{}}}", entries.join(","))).doing(format!("write {}", list.display()))?;
    let script = [
        &squeezed::squeeze_script(&read(&cut.join("shared.js"))?),
        &*format!("const LIST = {};\n", hashed(staging, LIST)?),
        &read(&file)?,
        &lines,
    ];
    fs::write(&file, script.concat()).doing(format!("write {}", file.display()))
}

/// A file and its hash, as the loader has them.
fn hashed(staging: &Path, name: &str) -> Result<String> {
    let bytes = fs::read(staging.join(name)).doing(format!("read {name}"))?;
    Ok(format!("[\"./{name}\",\"{}\"]", digest::integrity(&bytes)))
}

/// The page with its links into the folder. It links the loader too: the browser would otherwise find it only
/// in the bindings.
fn in_folder(html: &str, public_url: &str, folder: &str, files: &[String]) -> String {
    let mut html = html.to_owned();
    for file in files {
        html = html.replace(
            &format!("\"{public_url}{file}\""),
            &format!("\"{public_url}{folder}/{file}\""),
        );
    }
    if files.iter().any(|file| file == LOADER) {
        let link = format!("<link rel=\"modulepreload\" href=\"{public_url}{folder}/{LOADER}\">");
        html = html.replacen("</head>", &format!("{link}</head>"), 1);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_of_the_page_leads_into_the_folder() {
        let files = ["a_bg.wasm", "a.css", "parts.js"].map(str::to_owned);
        let html =
            "<head><link href=\"/x/a.css\"></head><script data-wasm=\"/x/a_bg.wasm\"></script>\"/x/b.css\"";
        assert_eq!(
            in_folder(html, "/x/", "0123", &files),
            "<head><link href=\"/x/0123/a.css\"><link rel=\"modulepreload\" href=\"/x/0123/parts.js\"></head>\
             <script data-wasm=\"/x/0123/a_bg.wasm\"></script>\"/x/b.css\""
        );
        let files = ["a.css".to_owned()];
        assert_eq!(
            in_folder("</head>\"/a.css\"", "/", "0", &files),
            "</head>\"/0/a.css\""
        );
    }
}
