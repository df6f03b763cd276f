//! The Guide's Markdown as data for the page. Text that can't be read, or a dead link, fails the build with
//! its position.

use std::fs;

use tabcat_guide::markdown;

use crate::failure::{Doing as _, Failure, Result};
use crate::place::Place;

/// The name by which the page requests it.
pub(crate) const NAME: &str = "guide";

/// The file that it is in.
pub(crate) const FILE: &str = "guide.json";

/// All pages of `docs/guide`.
pub(crate) fn as_json(place: &Place) -> Result<String> {
    let folder = place.root.join("docs/guide");
    let doing = || format!("list {}", folder.display());
    let mut sources = Vec::new();
    for entry in fs::read_dir(&folder).doing(doing())? {
        let path = entry.doing(doing())?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if let Some(slug) = name.strip_suffix(".md") {
            let text = fs::read_to_string(&path).doing(format!("read {}", path.display()))?;
            sources.push((slug.to_owned(), text));
        }
    }
    let guide = markdown::read(&sources).map_err(|wrong| Failure::said(wrong.to_string()))?;
    Ok(serde_json::to_string(&guide).expect("text, lists and small numbers are all JSON"))
}
