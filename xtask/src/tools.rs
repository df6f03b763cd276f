//! The pinned tools that are not Rust's own: which, which version, and how each is installed.
//! Where they are kept, and that two clones do not fight over them, is `cache`'s.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::cache;
use crate::failure::{Doing as _, Failure, Result};
use crate::place::Place;
use crate::{process, system};

/// 0.22 needs a newer rustc than rust-toolchain.toml pins.
const TRUNK: &str = "0.21.14";
/// The Rust and Debian packages of wasm-opt are too old for the features rustc turns on.
const BINARYEN: &str = "132.0.0";

/// One installed tool: a directory with its programs.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    programs: &'static [&'static str],
    bin: &'static str,
    install: fn(version: &str, into: &Path) -> Result<()>,
}

pub(crate) fn trunk() -> Tool {
    Tool {
        name: "trunk",
        version: TRUNK.into(),
        programs: &["trunk"],
        bin: "bin",
        install: install_trunk,
    }
}

pub(crate) fn wasm_bindgen(place: &Place) -> Result<Tool> {
    let lock = fs::read_to_string(place.root.join("Cargo.lock")).doing("read Cargo.lock")?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Failure::said("Cargo.lock names no wasm-bindgen; restore it with git checkout Cargo.lock")
    })?;
    Ok(Tool {
        name: "wasm-bindgen",
        version: version.into(),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        bin: "bin",
        install: install_wasm_bindgen,
    })
}

pub(crate) fn wasm_opt() -> Tool {
    Tool {
        name: "binaryen",
        version: BINARYEN.into(),
        programs: &["wasm-opt"],
        bin: "node_modules/.bin",
        install: install_binaryen,
    }
}

/// What building the page needs; in the order a newcomer waits for it.
pub(crate) fn all(place: &Place) -> Result<Vec<Tool>> {
    Ok(vec![wasm_opt(), wasm_bindgen(place)?, trunk()])
}

impl Tool {
    pub(crate) fn dir(&self, place: &Place) -> PathBuf {
        place
            .cache
            .join("tools")
            .join(format!("{}-{}", self.name, self.version))
    }

    pub(crate) fn bin(&self, place: &Place) -> PathBuf {
        self.dir(place).join(self.bin)
    }

    pub(crate) fn is_installed(&self, place: &Place) -> bool {
        self.programs
            .iter()
            .all(|program| self.bin(place).join(program).exists())
    }

    /// What the installed tool says of itself.
    pub(crate) fn reported_version(&self, place: &Place) -> Option<String> {
        process::first_line(self.bin(place).join(self.programs[0]), &["--version"])
    }

    /// Installs the tool unless it is there; gives back the directory of its programs.
    pub(crate) fn ensure(&self, place: &Place) -> Result<PathBuf> {
        if !self.is_installed(place) {
            let label = format!("{} {}", self.name, self.version);
            let is_installed = || self.is_installed(place);
            cache::install(&self.dir(place), &label, is_installed, |into| {
                (self.install)(&self.version, into)
            })?;
        }
        Ok(self.bin(place))
    }
}

/// Installs what is missing; gives back `PATH` directories for a page build.
pub(crate) fn ensure_all(place: &Place) -> Result<Vec<PathBuf>> {
    system::ensure_wasm_target()?;
    all(place)?.iter().map(|tool| tool.ensure(place)).collect()
}

fn install_trunk(version: &str, into: &Path) -> Result<()> {
    // Its default features are TLS and an update check: both only for downloads that `--offline` never makes.
    cargo_install(
        into,
        &["trunk", "--version", version, "--locked", "--no-default-features"],
    )
}

fn install_wasm_bindgen(version: &str, into: &Path) -> Result<()> {
    // Without `--locked`: the lock file of 0.2.130 names a crate version that the registry does not have.
    // Without its default feature, which is TLS for a remote WebDriver; ours is on this machine.
    cargo_install(
        into,
        &["wasm-bindgen-cli", "--version", version, "--no-default-features"],
    )
}

fn cargo_install(into: &Path, what: &[&str]) -> Result<()> {
    system::ensure_linker()?;
    let build = into.join("build");
    let mut command = process::cargo();
    command.arg("install").args(what).arg("--root").arg(into);
    // Outside the clone, so that its .cargo/config.toml and toolchain file say nothing about the tool.
    command.current_dir(into).env("CARGO_TARGET_DIR", &build);
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(steers_a_build)) {
        if name != "CARGO_TARGET_DIR" {
            command.env_remove(name);
        }
    }
    // Trunk's own release profile (fat LTO, one codegen unit) takes five minutes of two cores, for speed that
    // a page of this size does not need.
    command.envs([
        ("CARGO_PROFILE_RELEASE_LTO", "false"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ]);
    process::run(&mut command)?;
    fs::remove_dir_all(&build).doing(format!("remove {}", build.display()))
}

/// Variables that would change what a tool is built as: flags, targets, profiles, other directories.
fn steers_a_build(name: &str) -> bool {
    const PREFIXES: [&str; 3] = ["CARGO_BUILD_", "CARGO_TARGET_", "CARGO_PROFILE_"];
    const NAMES: [&str; 4] = [
        "RUSTFLAGS",
        "RUSTDOCFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_INSTALL_ROOT",
    ];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn install_binaryen(version: &str, into: &Path) -> Result<()> {
    let npm = process::find("npm").ok_or_else(|| Failure::missing("npm", system::how_to_get("npm")))?;
    fs::write(into.join("package.json"), "{ \"private\": true }\n").doing("write package.json")?;
    let mut command = Command::new(npm);
    command.current_dir(into).args([
        "install",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]);
    process::run(command.arg(format!("binaryen@{version}")))
}

/// The version Cargo.lock gives to a package; the first, if it has several.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let value = |line: &'a str, key: &str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"');
    let mut lines = lock.lines();
    lines.find(|line| value(line, "name") == Some(package))?;
    value(lines.next()?, "version")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n\n\
                        [[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.80\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_with_exactly_that_name() {
        let check = |package, expect| assert_eq!(locked_version(LOCK, package), expect, "{package}");
        check("wasm-bindgen", Some("0.2.130"));
        check("wasm-bindgen-test", Some("0.3.80"));
        check("wasm", None);
        check("trunk", None);
    }

    #[test]
    fn a_tool_is_not_built_with_the_flags_of_the_project() {
        let check = |name, expect| assert_eq!(steers_a_build(name), expect, "{name}");
        check("RUSTFLAGS", true);
        check("CARGO_BUILD_TARGET", true);
        check("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", true);
        check("CARGO_PROFILE_RELEASE_LTO", true);
        check("CARGO_HOME", false);
        check("CARGO_HTTP_CAINFO", false);
        check("CARGO_NET_OFFLINE", false);
    }
}
