//! wsbin as a process of its own, so that what it does is not counted with what the browser does.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::setting;
use crate::trouble::{Doing as _, Result, Trouble};

/// A running server. Ended when it is dropped.
pub(crate) struct Server {
    process: Child,
    /// `127.0.0.1:port`
    host: String,
}

impl Server {
    /// Serves a directory beside its own routes, on a port of the system's choice.
    pub(crate) fn start(assets: &Path) -> Result<Self> {
        let program = setting::wsbin()?;
        let mut process = Command::new(&program)
            .args(["--port", "0", "--assets"])
            .arg(assets)
            .stdout(Stdio::piped())
            .spawn()
            .doing(format!("start {}", program.display()))?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .doing("read what wsbin says")?;
        }
        let host = line
            .split("http://")
            .nth(1)
            .map(|rest| rest.trim_end_matches(['/', '\n']));
        match host {
            Some(host) => Ok(Self {
                host: host.to_owned(),
                process,
            }),
            None => Err(Trouble::page(format!(
                "wsbin ended before it listened; it said: {line:?}"
            ))),
        }
    }

    /// `page("/x") == "http://127.0.0.1:9160/x"`
    pub(crate) fn page(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// `socket("/echo") == "ws://127.0.0.1:9160/echo"`
    pub(crate) fn socket(&self, path: &str) -> String {
        format!("ws://{}{path}", self.host)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only for a process that has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
