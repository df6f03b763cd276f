//! What `cargo xtask bench` has prepared, told by environment variables.

use std::env;
use std::path::PathBuf;

use crate::trouble::{Result, Trouble};

/// The release page.
pub(crate) fn dist() -> Result<PathBuf> {
    path("TABCAT_DIST")
}

/// A page with nothing but Leptos and a button, built alike.
pub(crate) fn empty_dist() -> Result<PathBuf> {
    path("TABCAT_EMPTY_DIST")
}

/// The server, built for speed.
pub(crate) fn wsbin() -> Result<PathBuf> {
    path("TABCAT_WSBIN")
}

/// The browser.
pub(crate) fn chromium() -> Result<PathBuf> {
    path("TABCAT_CHROMIUM")
}

/// Firefox, where there is one: `FIREFOX`, or the first of its names on the path.
pub(crate) fn firefox() -> Option<PathBuf> {
    if let Some(named) = env::var_os("FIREFOX") {
        return Some(named.into());
    }
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .flat_map(|folder| ["firefox", "firefox-esr"].map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

/// The pages that stand for the browser itself and for other testers.
pub(crate) fn bare_pages() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bench/pages")
}

/// The release page's files with their sizes: `[{"name": .., "bytes": .., "brotli": ..}, ..]`.
pub(crate) fn weights() -> Result<String> {
    variable("TABCAT_WEIGHTS")
}

fn path(name: &'static str) -> Result<PathBuf> {
    variable(name).map(PathBuf::from)
}

fn variable(name: &'static str) -> Result<String> {
    env::var(name).map_err(|_| Trouble::Setting(name))
}
