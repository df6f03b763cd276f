//! The pinned tools that are not Rust's own: their versions, and how each is installed. `cache` stores them,
//! and keeps two clones from interfering.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::failure::{Doing as _, Failure, Result};
use crate::place::Place;
use crate::{cache, digest, process, system};

/// The Rust and Debian packages of wasm-opt are too old for the features rustc turns on.
const BINARYEN: &str = "132.0.0";

/// The version that the Guide's Node server is written for.
const WS: &str = "8.23.0";

/// The accessibility rules for the end-to-end tests.
const AXE: &str = "4.14.1";

/// One installed tool: a directory with its programs.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    /// The version that its first program prints.
    pub(crate) version: String,
    /// The suffix of its directory's name: everything that determines the installation.
    key: String,
    programs: &'static [&'static str],
    bin: &'static str,
    install: Install,
}

#[derive(Debug)]
enum Install {
    /// A member of the workspace in `tools/`, by name, and the packages beside it that provide programs.
    Cargo {
        workspace: PathBuf,
        packages: &'static [&'static str],
    },
    /// The npm package of that name.
    Npm,
}

/// Trunk, and the `wasm-bindgen` that it calls, which splits the page.
pub(crate) fn page(place: &Place) -> Result<Tool> {
    let lock = read(&place.root.join("Cargo.lock"))?;
    let tools = read(&place.root.join("tools/Cargo.lock"))?;
    same_bindings(&lock, &tools)?;
    let version = locked(&tools, "trunk", "tools/Cargo.lock")?;
    of_workspace(place, "page", version, &["trunk"], &["trunk", "wasm-bindgen"])
}

/// The runner of the tests in `tests/web` in a browser.
pub(crate) fn web(place: &Place) -> Result<Tool> {
    let tools = read(&place.root.join("tools/Cargo.lock"))?;
    let version = locked(&tools, "wasm-bindgen-cli", "tools/Cargo.lock")?;
    of_workspace(
        place,
        "web",
        version,
        &["wasm-bindgen-cli"],
        &["wasm-bindgen-test-runner"],
    )
}

fn of_workspace(
    place: &Place,
    name: &'static str,
    version: &str,
    packages: &'static [&'static str],
    programs: &'static [&'static str],
) -> Result<Tool> {
    let workspace = place.root.join("tools");
    let key = digest::of_files(&workspace, &["Cargo.toml", "Cargo.lock", name])?;
    Ok(Tool {
        name,
        version: version.to_owned(),
        key,
        programs,
        bin: "bin",
        install: Install::Cargo { workspace, packages },
    })
}

pub(crate) fn wasm_opt() -> Tool {
    Tool {
        name: "binaryen",
        version: BINARYEN.into(),
        key: BINARYEN.into(),
        programs: &["wasm-opt"],
        bin: "node_modules/.bin",
        install: Install::Npm,
    }
}

/// The library of the Guide's server in Node: no program, but a folder.
pub(crate) fn ws() -> Tool {
    Tool {
        name: "ws",
        version: WS.into(),
        key: WS.into(),
        programs: &["ws"],
        bin: "node_modules",
        install: Install::Npm,
    }
}

/// The rules of accessibility that a script can look for: no program, but a folder.
pub(crate) fn axe() -> Tool {
    Tool {
        name: "axe-core",
        version: AXE.into(),
        key: AXE.into(),
        programs: &["axe-core"],
        bin: "node_modules",
        install: Install::Npm,
    }
}

/// The tools that build the page, in the order a newcomer waits for them.
pub(crate) fn all(place: &Place) -> Result<Vec<Tool>> {
    Ok(vec![wasm_opt(), page(place)?])
}

impl Tool {
    fn dir(&self, place: &Place) -> PathBuf {
        place
            .cache
            .join("tools")
            .join(format!("{}-{}", self.name, self.key))
    }

    pub(crate) fn bin(&self, place: &Place) -> PathBuf {
        self.dir(place).join(self.bin)
    }

    /// Its display name: the programs in it.
    pub(crate) fn label(&self) -> String {
        self.programs.join(" and ")
    }

    pub(crate) fn is_installed(&self, place: &Place) -> bool {
        self.programs
            .iter()
            .all(|program| self.bin(place).join(program).exists())
    }

    /// The version that the installed tool prints.
    pub(crate) fn reported_version(&self, place: &Place) -> Option<String> {
        process::first_line(self.bin(place).join(self.programs[0]), &["--version"])
    }

    /// Installs the tool if it is missing; returns the directory of its programs.
    pub(crate) fn ensure(&self, place: &Place) -> Result<PathBuf> {
        if !self.is_installed(place) {
            let is_installed = || self.is_installed(place);
            cache::install(&self.dir(place), &self.label(), is_installed, |into| {
                self.install(into)
            })?;
        }
        Ok(self.bin(place))
    }

    fn install(&self, into: &Path) -> Result<()> {
        match &self.install {
            Install::Cargo { workspace, packages } => self.build(workspace, packages, into),
            Install::Npm => install_by_npm(self.name, &self.version, into),
        }
    }

    /// Builds the programs of the workspace's member and of the packages, and keeps nothing but them.
    fn build(&self, workspace: &Path, packages: &[&str], into: &Path) -> Result<()> {
        system::ensure_linker()?;
        let target = into.join("build");
        let mut command = process::cargo();
        command
            .args(["build", "--locked", "--release", "--target-dir"])
            .arg(&target);
        for package in [self.name].iter().chain(packages) {
            command.args(["--package", package]);
        }
        for program in self.programs {
            command.args(["--bin", program]);
        }
        command.current_dir(workspace);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_str().is_some_and(steers_a_build)) {
            command.env_remove(name);
        }
        process::run(&mut command)?;
        let bin = into.join(self.bin);
        fs::create_dir_all(&bin).doing(format!("create {}", bin.display()))?;
        for program in self.programs {
            let built = target.join("release").join(program);
            fs::rename(&built, bin.join(program)).doing(format!("move {}", built.display()))?;
        }
        fs::remove_dir_all(&target).doing(format!("remove {}", target.display()))
    }
}

/// Installs missing tools; returns the `PATH` directories for a page build.
pub(crate) fn ensure_all(place: &Place) -> Result<Vec<PathBuf>> {
    system::ensure_wasm_target()?;
    all(place)?.iter().map(|tool| tool.ensure(place)).collect()
}

/// Variables that would change how a tool is built: flags, targets, profiles, other directories.
fn steers_a_build(name: &str) -> bool {
    const PREFIXES: [&str; 3] = ["CARGO_BUILD_", "CARGO_TARGET_", "CARGO_PROFILE_"];
    const NAMES: [&str; 3] = ["RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTFLAGS"];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn install_by_npm(package: &str, version: &str, into: &Path) -> Result<()> {
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
    process::run(command.arg(format!("{package}@{version}")))
}

/// Only the same version of wasm-bindgen can read the bindings in the page's wasm.
fn same_bindings(page: &str, tools: &str) -> Result<()> {
    let wanted = locked(page, "wasm-bindgen", "Cargo.lock")?;
    let have = locked(tools, "wasm-bindgen-cli-support", "tools/Cargo.lock")?;
    if wanted == have {
        return Ok(());
    }
    Err(Failure::said(format!(
        "Cargo.lock has wasm-bindgen {wanted}, and tools/ builds {have}: write {wanted} into tools/page/Cargo.toml (twice) \
         and tools/web/Cargo.toml, then run `cargo update --manifest-path tools/Cargo.toml --workspace`"
    )))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).doing(format!("read {}", file.display()))
}

fn locked<'a>(lock: &'a str, package: &str, file: &str) -> Result<&'a str> {
    locked_version(lock, package).ok_or_else(|| {
        Failure::said(format!(
            "{file} names no {package}; restore it with `git checkout {file}`"
        ))
    })
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
    fn bindings_of_two_versions_are_said_to_be_so() {
        let tools = |version: &str| format!("name = \"wasm-bindgen-cli-support\"\nversion = \"{version}\"\n");
        assert!(same_bindings(LOCK, &tools("0.2.130")).is_ok());
        let said = same_bindings(LOCK, &tools("0.2.131")).unwrap_err().to_string();
        assert!(
            said.contains("Cargo.lock has wasm-bindgen 0.2.130, and tools/ builds 0.2.131"),
            "{said}"
        );
        let said = same_bindings(LOCK, "").unwrap_err().to_string();
        assert!(said.contains("git checkout tools/Cargo.lock"), "{said}");
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
