//! The style sheet: `style/tabcat.css` names its parts in order, and they go out as one file without comments and
//! indentation. In ten files they are 4.5 KB more of compressed page, and nine more requests.

use std::fs;

use crate::failure::{Doing as _, Result};
use crate::place::Place;

/// Trunk's hook, called before each build: writes the file that index.html links to.
pub(crate) fn before_build(place: &Place) -> Result<()> {
    let folder = place.root.join("style");
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).doing(format!("read {}", path.display()))
    };
    let mut bundle = String::new();
    for name in parts(&read("tabcat.css")?) {
        bundle += &squeeze(&read(name)?);
    }
    let out = place.root.join("target/style");
    fs::create_dir_all(&out).doing(format!("create {}", out.display()))?;
    let file = out.join("tabcat.css");
    // Written only when it differs: Trunk builds again when a file that it links to is touched.
    if fs::read_to_string(&file).is_ok_and(|before| before == bundle) {
        return Ok(());
    }
    fs::write(&file, bundle).doing(format!("write {}", file.display()))
}

/// What is imported, in order.
fn parts(sheet: &str) -> impl Iterator<Item = &str> {
    sheet
        .lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
}

/// Without comments, indentation and empty lines. Our sheets have no string with `/*` or a line break in it.
fn squeeze(sheet: &str) -> String {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        text += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text += rest;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_those_imported_in_order() {
        let sheet = "/* The parts. */\n@import \"a.css\";\n@import \"b.css\";\n";
        assert_eq!(parts(sheet).collect::<Vec<_>>(), ["a.css", "b.css"]);
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let sheet = "/* A\n   comment. */\n.a {\n  color: red; /* why */\n\n  margin: 0;\n}\n";
        assert_eq!(squeeze(sheet), ".a {\ncolor: red;\nmargin: 0;\n}\n");
    }
}
