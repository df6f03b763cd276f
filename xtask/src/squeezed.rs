//! Style sheets and scripts without comments and indentation: ours before Trunk reads them, and
//! wasm-bindgen's after it wrote them. `style/tabcat.css` lists the parts of the style sheet in order. They
//! become one file: ten would cost 4.5 KB more of compressed page, and nine more requests.

use std::fs;
use std::path::Path;

use crate::failure::{Doing as _, Result};
use crate::place::Place;
use crate::{guide, parts};

/// The scripts that are not wasm-bindgen's.
const SCRIPTS: [&str; 4] = ["boot.js", "parts.js", "socket-worker.js", "trap.js"];

/// Trunk's hook, called before each build: writes the files that index.html links to.
pub(crate) fn before_build(place: &Place) -> Result<()> {
    let read = |path: &str| fs::read_to_string(place.root.join(path)).doing(format!("read {path}"));
    let bundle = |names: &mut dyn Iterator<Item = &str>| -> Result<String> {
        names
            .map(|name| Ok(squeeze_style(&read(&format!("style/{name}"))?)))
            .collect()
    };
    let first = read("style/tabcat.css")?;
    write(place, "tabcat.css", &bundle(&mut imported(&first))?)?;
    for (part, sheets) in parts::sheets() {
        let sheet = bundle(&mut sheets.iter().copied())?;
        write(place, &parts::sheet_of(part), &sheet)?;
    }
    for name in SCRIPTS {
        write(place, name, &squeeze_script(&read(&format!("public/{name}"))?))?;
    }
    write(place, guide::FILE, &guide::as_json(place)?)
}

/// Squeezes the script of wasm-bindgen in the folder of a built page: 0.9 KB of the compressed page. Its
/// preload must have no hash; index.html tells Trunk so.
pub(crate) fn squeeze_bindings(page: &Path) -> Result<()> {
    for file in fs::read_dir(page).doing(format!("list {}", page.display()))? {
        let path = file.doing(format!("list {}", page.display()))?.path();
        let Some(name) = path.to_str().and_then(|path| path.strip_suffix("_bg.wasm")) else {
            continue;
        };
        let script = format!("{name}.js");
        let text = fs::read_to_string(&script).doing(format!("read {script}"))?;
        fs::write(&script, squeeze_script(&text)).doing(format!("write {script}"))?;
    }
    Ok(())
}

fn write(place: &Place, name: &str, text: &str) -> Result<()> {
    let folder = place.root.join("target/squeezed");
    fs::create_dir_all(&folder).doing(format!("create {}", folder.display()))?;
    let file = folder.join(name);
    // Written only when it differs: Trunk builds again when a file that it links to is touched.
    if fs::read_to_string(&file).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::write(&file, text).doing(format!("write {}", file.display()))
}

/// The imported sheets, in order.
fn imported(sheet: &str) -> impl Iterator<Item = &str> {
    sheet
        .lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
}

/// Removes comments, indentation and empty lines. Our sheets have no string with `/*` or a line break in it.
fn squeeze_style(sheet: &str) -> String {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        text += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text += rest;
    lines(&text, |_| true)
}

/// Removes comment lines and indentation. The scripts have no string over several lines, and no other line
/// that starts with a star.
pub(crate) fn squeeze_script(script: &str) -> String {
    lines(script, |line| {
        !["//", "/*", "*"].iter().any(|start| line.starts_with(start))
    })
}

fn lines(text: &str, keeps: impl Fn(&str) -> bool) -> String {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && keeps(line))
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_those_imported_in_order() {
        let sheet = "/* The parts. */\n@import \"a.css\";\n@import \"b.css\";\n";
        assert_eq!(imported(sheet).collect::<Vec<_>>(), ["a.css", "b.css"]);
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let sheet = "/* A\n   comment. */\n.a {\n  color: red; /* why */\n\n  margin: 0;\n}\n";
        assert_eq!(squeeze_style(sheet), ".a {\ncolor: red;\nmargin: 0;\n}\n");
        let script = "// Why.\nconst a = 1; // and how\n\n  b();\n";
        assert_eq!(squeeze_script(script), "const a = 1; // and how\nb();\n");
        let script = "/**\n * @returns {number}\n */\nexport function a() {\n    return 1 /* why */\n        + 2;\n}\n";
        assert_eq!(
            squeeze_script(script),
            "export function a() {\nreturn 1 /* why */\n+ 2;\n}\n"
        );
    }
}
