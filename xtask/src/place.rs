//! Paths: this clone, cargo's target directory, the per-user cache of tools.

use std::env;
use std::path::PathBuf;

use serde_json::Value;

use crate::failure::{Doing as _, Failure, Result};
use crate::process;

#[derive(Debug)]
pub(crate) struct Place {
    /// The workspace root of this clone.
    pub(crate) root: PathBuf,
    /// Cargo's target directory; often `root/target`, not always.
    pub(crate) target: PathBuf,
    /// Tools live here, one directory for each version; every clone of one user shares it.
    pub(crate) cache: PathBuf,
}

impl Place {
    pub(crate) fn find() -> Result<Self> {
        let printed =
            process::read(process::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Value = serde_json::from_str(&printed)
            .map_err(|error| Failure::said(format!("`cargo metadata` printed no JSON: {error}")))?;
        let path = |field: &str| {
            metadata[field]
                .as_str()
                .map(PathBuf::from)
                .ok_or_else(|| Failure::said(format!("`cargo metadata` names no {field}")))
        };
        let root = path("workspace_root")?;
        env::set_current_dir(&root).doing(format!("enter {}", root.display()))?;
        Ok(Self {
            target: path("target_directory")?,
            cache: cache_dir(|name| env::var_os(name))?,
            root,
        })
    }

    /// The release page that `run` serves and the end-to-end tests open.
    pub(crate) fn page(&self) -> PathBuf {
        self.target.join("page")
    }

    /// The target directory of the workspace in `tools/`, for its lints and tests.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }
}

/// `$TABCAT_CACHE`, else `$XDG_CACHE_HOME/tabcat`, else `~/.cache/tabcat`.
fn cache_dir(var: impl Fn(&str) -> Option<std::ffi::OsString>) -> Result<PathBuf> {
    // The XDG base directory specification: ignore relative paths.
    let absolute = |name| var(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("TABCAT_CACHE")
        .or_else(|| absolute("XDG_CACHE_HOME").map(|dir| dir.join("tabcat")))
        .or_else(|| absolute("HOME").map(|dir| dir.join(".cache/tabcat")))
        .or_else(|| absolute("LOCALAPPDATA").map(|dir| dir.join("tabcat")))
        .ok_or_else(|| {
            Failure::missing(
                "a home directory to keep tools in",
                "export TABCAT_CACHE=/some/directory",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(vars: &[(&str, &str)], expect: Option<&str>) {
        let found = cache_dir(|name| {
            vars.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into())
        });
        assert_eq!(found.ok(), expect.map(PathBuf::from), "{vars:?}");
    }

    #[test]
    fn the_cache_is_the_most_specific_directory_named() {
        check(&[("HOME", "/h")], Some("/h/.cache/tabcat"));
        check(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/x")], Some("/x/tabcat"));
        check(
            &[("HOME", "/h"), ("XDG_CACHE_HOME", "/x"), ("TABCAT_CACHE", "/t")],
            Some("/t"),
        );
    }

    #[test]
    fn a_relative_or_missing_directory_is_not_used() {
        check(
            &[("HOME", "/h"), ("XDG_CACHE_HOME", "x")],
            Some("/h/.cache/tabcat"),
        );
        check(&[("TABCAT_CACHE", "")], None);
        check(&[], None);
    }
}
