//! `cargo xtask run`: from a clean clone to the working page, and wsbin beneath it, on one origin.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::children::Children;
use crate::failure::{Failure, Result};
use crate::place::Place;
use crate::progress::Step;
use crate::{page, process, system};

pub(crate) const DEFAULT_PORT: u16 = 9160;

pub(crate) fn run(place: &Place, port: u16, open: bool) -> Result<()> {
    // Before the build: a newcomer should not wait minutes for this error.
    check_port(port, "run")?;
    let dist = place.page();
    page::build(place, &dist, "/")?;
    let wsbin = build_wsbin()?;
    let mut children = Children::watch()?;
    let mut command = Command::new(wsbin);
    command.args(["--port", &port.to_string(), "--assets"]).arg(&dist);
    let address = children.start_server(&mut command)?;
    println!("Tabcat is at {address}  (Ctrl-C stops it)");
    if open {
        open_browser(&address);
    }
    children.wait()
}

/// Fails with a sentence if the port cannot be bound; 0 is any free one.
pub(crate) fn check_port(port: u16, command: &str) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_closed_again) => Ok(()),
        Err(error) => Err(Failure::said(format!(
            "port {port} on 127.0.0.1 cannot be used ({error}). Stop what is there, or choose another:\n    \
             cargo xtask {command} --port {}    (0 is any free port)",
            port.checked_add(1).unwrap_or(0)
        ))),
    }
}

/// Builds the companion server; returns the path of its binary.
pub(crate) fn build_wsbin() -> Result<PathBuf> {
    system::ensure_linker()?;
    let step = Step::begin("building wsbin");
    let messages = process::read(process::cargo().args([
        "build",
        "--package=wsbin",
        "--bin=wsbin",
        // The release profile is for the size of the page; see Cargo.toml.
        "--profile=server",
        "--message-format=json-render-diagnostics",
    ]))?;
    step.end();
    messages
        .lines()
        .filter_map(executable_in)
        .next_back()
        .ok_or_else(|| Failure::said("cargo built wsbin and named no binary"))
}

/// The binary that one of cargo's JSON messages announces.
pub(crate) fn executable_in(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    message["executable"].as_str().map(PathBuf::from)
}

/// A failure to open the browser is ignored: the address is on the screen.
fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if let Err(error) = Command::new(opener).arg(address).spawn() {
        eprintln!("could not open a browser with {opener} ({error}); open the address above yourself");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_with_another_to_type() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let said = check_port(port, "run").unwrap_err().to_string();
        assert!(said.contains(&format!("port {port} ")), "{said}");
        assert!(said.contains("cargo xtask run --port"), "{said}");
        assert!(check_port(0, "run").is_ok());
    }

    #[test]
    fn the_binary_is_read_from_the_messages_of_cargo() {
        let check = |message, expect: Option<&str>| {
            assert_eq!(executable_in(message), expect.map(PathBuf::from), "{message}");
        };
        check(
            r#"{"reason":"compiler-artifact","executable":"/t/server/wsbin"}"#,
            Some("/t/server/wsbin"),
        );
        check(r#"{"reason":"compiler-artifact","executable":null}"#, None);
        check(r#"{"reason":"build-finished","success":true}"#, None);
        check("no json", None);
    }
}
