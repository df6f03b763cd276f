//! The requirements on the machine itself, and how to get them: linker, wasm target, apt packages.

use std::path::Path;
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process;
use crate::progress::Step;

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The standard library for the browser's target.
pub(crate) fn has_wasm_target() -> bool {
    process::first_line("rustc", &["--print", "sysroot"]).is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(WASM)
            .join("lib")
            .is_dir()
    })
}

/// rust-toolchain.toml names the target, but rustup does not add it to a toolchain that is already there.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        return Err(Failure::missing(
            format!("Rust's {WASM} target"),
            how_to_get(WASM),
        ));
    }
    let step = Step::begin(format!("adding Rust's {WASM} target"));
    process::run(Command::new("rustup").args(["target", "add", WASM]))?;
    step.end();
    Ok(())
}

/// rustfmt and clippy: rustup's minimal profile comes without them.
pub(crate) fn ensure_component(name: &str, subcommand: &str) -> Result<()> {
    if process::first_line("cargo", &[subcommand, "--version"]).is_some() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        return Err(Failure::missing(
            name,
            format!("install rustup, then: rustup component add {name}"),
        ));
    }
    process::run(Command::new("rustup").args(["component", "add", name]))
}

/// rustc links through `cc`; a bare Debian has none.
pub(crate) fn ensure_linker() -> Result<()> {
    if process::find("cc").is_some() {
        Ok(())
    } else {
        ensure_packages("a C compiler", &["build-essential"])
    }
}

/// Installs Debian packages if we are allowed to, else says what to type.
pub(crate) fn ensure_packages(what: &str, packages: &[&str]) -> Result<()> {
    let line = packages.join(" ");
    if process::find("apt-get").is_none() || !is_root() {
        return Err(Failure::missing(
            what,
            format!("sudo apt-get update && sudo apt-get install -y {line}"),
        ));
    }
    let step = Step::begin(format!("installing {line} with apt-get"));
    process::run(Command::new("apt-get").args(["-q", "update"]))?;
    process::run(
        Command::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-q", "install", "-y", "--no-install-recommends"])
            .args(packages),
    )?;
    step.end();
    Ok(())
}

/// The command that installs something missing.
pub(crate) fn how_to_get(name: &str) -> &'static str {
    match name {
        "rustc" => "curl https://sh.rustup.rs -sSf | sh",
        WASM => "rustup target add wasm32-unknown-unknown",
        "node" | "npm" => {
            "install Node.js 20 or newer: https://nodejs.org (Debian: sudo apt-get install -y nodejs npm)"
        }
        "cc" => "sudo apt-get install -y build-essential",
        "chromium" => "sudo apt-get install -y chromium (or set CHROMIUM to a Chrome or Chromium binary)",
        "python3-websockets" => {
            "sudo apt-get install -y python3-websockets (or set PYTHON to a Python that has websockets)"
        }
        "firefox" => "sudo apt-get install -y firefox-esr (or set FIREFOX to its program)",
        "chromedriver" => {
            "sudo apt-get install -y chromium-driver (or set CHROMEDRIVER to one of the browser's version)"
        }
        _ => "cargo xtask run installs it",
    }
}

fn is_root() -> bool {
    process::first_line("id", &["-u"]).is_some_and(|uid| uid == "0")
}
