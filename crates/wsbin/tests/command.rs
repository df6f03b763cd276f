//! The built command, as a person or a script runs it.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

fn wsbin(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wsbin"));
    command.args(args);
    command
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = wsbin(args).output().unwrap();
    (
        status.code(),
        String::from_utf8(stdout).unwrap(),
        String::from_utf8(stderr).unwrap(),
    )
}

/// A running command, killed if its test fails.
struct Running {
    child: Child,
    /// What follows `http://` in the line it printed, without the slash.
    authority: String,
}

impl Running {
    fn start() -> Self {
        let mut child = wsbin(&["--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let authority = line
            .strip_prefix("wsbin listening on http://")
            .and_then(|rest| rest.strip_suffix("/\n"));
        let authority = authority
            .unwrap_or_else(|| panic!("not the line others read: {line:?}"))
            .to_owned();
        Self { child, authority }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_line_it_prints_is_where_it_listens() {
    let running = Running::start();
    let mut stream = TcpStream::connect(&running.authority).unwrap();
    stream.write_all(b"GET /wsbin HTTP/1.1\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200 OK"));
}

#[cfg(unix)]
#[test]
fn it_ends_well_on_ctrl_c_and_on_terminate_even_with_a_client_connected() {
    for signal in ["-INT", "-TERM"] {
        let mut running = Running::start();
        let _client = TcpStream::connect(&running.authority).unwrap();
        let killed = Command::new("kill")
            .args([signal, &running.child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        assert_eq!(running.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[test]
fn help_lists_the_options_and_names_the_page_of_routes() {
    let (code, out, _) = run(&["--help"]);
    assert_eq!(code, Some(0));
    for word in ["--port", "--host", "--assets", "9160", "/wsbin"] {
        assert!(out.contains(word), "{word}");
    }
}

#[test]
fn a_taken_port_is_explained() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (code, out, err) = run(&["--port", &port.to_string()]);
    let expect = format!(
        "wsbin: port {port} on 127.0.0.1 is taken - stop what uses it, name another with --port, \
         or let the system choose with --port 0\n"
    );
    assert_eq!((code, out.as_str(), err), (Some(1), "", expect));
}

#[test]
fn what_it_cannot_do_is_explained() {
    let check = |args: &[&str], expect_code, expect: &str| {
        let (code, out, err) = run(args);
        assert_eq!(
            (code, out.as_str(), err.as_str()),
            (Some(expect_code), "", expect),
            "for {args:?}"
        );
    };
    check(
        &["--port", "x"],
        2,
        "wsbin: \"x\" is not a port - give a number from 0 to 65535\n",
    );
    check(
        &["--port", "0", "--assets", "/nowhere"],
        1,
        "wsbin: the assets directory /nowhere cannot be read - name a directory that exists\n",
    );
    check(
        &["--port", "0", "--host", "203.0.113.1"],
        1,
        "wsbin: 203.0.113.1 is not an address of this machine\n",
    );
}
