//! Builds the page with Trunk, without weakening the Content-Security-Policy.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::failure::{Doing as _, Failure, Result};
use crate::place::Place;
use crate::progress::Step;
use crate::{process, site, system, tools};

/// Builds the release page into `out`, to be served under `public_url`.
pub(crate) fn build(place: &Place, out: &Path, public_url: &str) -> Result<()> {
    build_from(place, "index.html", out, public_url)
}

/// Builds the empty page that the start of the page is compared with into `out`, in the same way.
pub(crate) fn build_empty(place: &Place, out: &Path) -> Result<()> {
    build_from(place, "tests/bench/empty/index.html", out, "/")
}

fn build_from(place: &Place, index: &str, out: &Path, public_url: &str) -> Result<()> {
    let programs = tools::ensure_all(place)?;
    let step = Step::begin(format!("building {index}"));
    let mut trunk = trunk(&programs);
    trunk.args([
        "build",
        "--release",
        "--offline",
        "--public-url",
        public_url,
        "--dist",
    ]);
    trunk.arg(out).arg(index);
    fetch_crates()?;
    process::run(&mut trunk)?;
    step.end();
    Ok(())
}

/// Trunk with our helpers first on `PATH`; it would try to download missing ones.
pub(crate) fn trunk(programs: &[PathBuf]) -> Command {
    let mut command = Command::new("trunk");
    command.env("PATH", process::path_with(programs));
    // Trunk 0.21.14 reads NO_COLOR as a flag and stops at any value but `true` or `false`.
    command.env_remove("NO_COLOR");
    command
}

/// Trunk's `--offline` applies to cargo too, so the crates must be fetched before.
pub(crate) fn fetch_crates() -> Result<()> {
    process::run(process::cargo().args(["fetch", "--quiet", "--target", system::WASM]))
}

/// Trunk's hook, called after each build, before the page is in its final folder.
pub(crate) fn after_build(place: &Place) -> Result<()> {
    let told = |name| {
        env::var(name)
            .map_err(|_| Failure::said("this command is Trunk's hook: it runs in every `trunk build`"))
    };
    let build = site::Build {
        staging: told("TRUNK_STAGING_DIR")?.into(),
        public_url: told("TRUNK_PUBLIC_URL")?,
        release: told("TRUNK_PROFILE")? == "release",
    };
    site::assemble(&build, &place.target)?;
    if build.release {
        Ok(())
    } else {
        let_reload(&build.staging)
    }
}

/// `trunk serve` adds an inline script that reloads the page, which the policy in index.html forbids. Only a
/// debug build drops the policy; a release build keeps it.
fn let_reload(staging: &Path) -> Result<()> {
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).doing(format!("read {}", index.display()))?;
    fs::write(&index, without_policy(&html)).doing(format!("write {}", index.display()))
}

/// The page without its `<meta http-equiv="Content-Security-Policy" ...>`.
fn without_policy(html: &str) -> String {
    const META: &str = "<meta http-equiv=\"Content-Security-Policy\"";
    let Some((before, rest)) = html.split_once(META) else {
        return html.to_owned();
    };
    let after = rest.split_once('>').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_policy_leaves_the_page() {
        let check = |html, expect| assert_eq!(without_policy(html), expect, "{html}");
        check(
            "<head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"a 'self'\"><p>",
            "<head><meta charset=\"utf-8\"><p>",
        );
        check("<head><meta charset=\"utf-8\">", "<head><meta charset=\"utf-8\">");
    }
}
