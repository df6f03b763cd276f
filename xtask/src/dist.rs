//! `cargo xtask dist`: the static site in `dist`, and the size of its download.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::place::Place;
use crate::{budget, page, process};

pub(crate) fn dist(place: &Place, public_url: &str) -> Result<()> {
    let out = place.root.join("dist");
    page::build(place, &out, public_url)?;
    let files = weigh(&out)?;
    print!("{}", table(&files));
    let (budgets, verdict) = budget::judge(&files);
    print!("\n{budgets}");
    verdict?;
    println!("The site is in {}, made for {public_url}", out.display());
    Ok(())
}

/// One file of the site.
pub(crate) struct Row {
    /// Its path from the site's root.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// The compressed size; none for files that are sent uncompressed, such as images.
    pub(crate) brotli: Option<u64>,
}

/// The files of a built site, with their sizes.
pub(crate) fn weigh(site: &Path) -> Result<Vec<Row>> {
    let mut files = Vec::new();
    walk(site, &mut files)?;
    files.sort();
    measure(site, &files)
}

fn walk(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let doing = || format!("list {}", dir.display());
    for entry in fs::read_dir(dir).doing(doing())? {
        let path = entry.doing(doing())?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn measure(root: &Path, files: &[PathBuf]) -> Result<Vec<Row>> {
    let compressible = |file: &Path| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        matches!(
            extension,
            Some("html" | "js" | "wasm" | "css" | "svg" | "json" | "webmanifest" | "txt")
        )
    };
    let compressed: Vec<_> = files.iter().filter(|file| compressible(file)).collect();
    let mut sizes = brotli_sizes(&compressed)?.into_iter();
    files
        .iter()
        .map(|file| {
            let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
            let bytes = fs::metadata(file).doing(format!("measure {name}"))?.len();
            Ok(Row {
                name,
                bytes,
                brotli: if compressible(file) { sizes.next() } else { None },
            })
        })
        .collect()
}

/// A copy of a site, beside it, that has each file as `.br` too, except its pages: wsbin amends those.
pub(crate) fn compressed_copy(site: &Path) -> Result<PathBuf> {
    const SCRIPT: &str = "const {brotliCompressSync: c} = require('zlib'), fs = require('fs');
        for (const f of process.argv.slice(1)) fs.writeFileSync(f + '.br', c(fs.readFileSync(f)))";
    let copy = site.with_extension("compressed");
    if copy.exists() {
        fs::remove_dir_all(&copy).doing(format!("remove {}", copy.display()))?;
    }
    let mut files = Vec::new();
    walk(site, &mut files)?;
    let mut copies = Vec::new();
    for file in &files {
        let to = copy.join(file.strip_prefix(site).unwrap_or(file));
        let folder = to.parent().unwrap_or(&copy);
        fs::create_dir_all(folder).doing(format!("create {}", folder.display()))?;
        fs::copy(file, &to).doing(format!("copy {}", file.display()))?;
        copies.push(to);
    }
    let sent_so = copies
        .iter()
        .filter(|file| file.extension().is_none_or(|extension| extension != "html"));
    process::run(Command::new("node").args(["-e", SCRIPT, "--"]).args(sent_so))?;
    Ok(copy)
}

/// Node, which is here for wasm-opt, brings brotli; 11 is the level that static hosts use.
fn brotli_sizes(files: &[&PathBuf]) -> Result<Vec<u64>> {
    const SCRIPT: &str = "const {brotliCompressSync: c, constants: k} = require('zlib'), fs = require('fs');
        for (const f of process.argv.slice(1))
            console.log(c(fs.readFileSync(f), {params: {[k.BROTLI_PARAM_QUALITY]: 11}}).length)";
    let printed = process::read(Command::new("node").args(["-e", SCRIPT, "--"]).args(files))?;
    let sizes: Vec<u64> = printed
        .lines()
        .filter_map(|line| line.trim().parse().ok())
        .collect();
    if sizes.len() == files.len() {
        Ok(sizes)
    } else {
        Err(Failure::said(format!(
            "node measured {} of {} files",
            sizes.len(),
            files.len()
        )))
    }
}

fn table(rows: &[Row]) -> String {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or(0)
        .max("total".len());
    let total = Row {
        name: "total".into(),
        bytes: rows.iter().map(|row| row.bytes).sum(),
        brotli: Some(rows.iter().map(|row| row.brotli.unwrap_or(row.bytes)).sum()),
    };
    let mut lines = vec![format!("{:width$}  {:>10}  {:>10}\n", "", "bytes", "brotli 11")];
    lines.extend(rows.iter().chain([&total]).map(|row| {
        let brotli = row
            .brotli
            .map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
        format!("{:width$}  {:>10}  {brotli:>10}\n", row.name, row.bytes)
    }));
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_counts_an_incompressible_file_as_it_is() {
        let row = |name: &str, bytes, brotli| Row {
            name: name.into(),
            bytes,
            brotli,
        };
        let printed = table(&[row("a.wasm", 1000, Some(300)), row("icon.png", 50, None)]);
        let total: Vec<_> = printed.lines().last().unwrap().split_whitespace().collect();
        assert_eq!(total, ["total", "1050", "350"]);
    }
}
