//! Programs that run until Ctrl-C: all end when one ends, or when we get a signal.

use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Result};
use crate::process;

const POLL: Duration = Duration::from_millis(100);
/// The time a program has to exit before it is killed.
const GRACE: Duration = Duration::from_secs(3);

/// Ended on drop, so that a failure half way leaves nothing running.
pub(crate) struct Children {
    all: Vec<(String, Child)>,
    stop: Receiver<()>,
}

impl Children {
    /// From here on Ctrl-C, SIGTERM and SIGHUP stop the children instead of us.
    pub(crate) fn watch() -> Result<Self> {
        let (told, stop) = mpsc::channel();
        ctrlc::set_handler(move || {
            let _nobody_waits_any_more = told.send(());
        })
        .map_err(|error| Failure::said(format!("could not listen for Ctrl-C: {error}")))?;
        Ok(Self {
            all: Vec::new(),
            stop,
        })
    }

    pub(crate) fn start(&mut self, command: &mut Command) -> Result<()> {
        let child = command
            .spawn()
            .map_err(|error| process::not_started(command, &error))?;
        self.all.push((process::shown(command), child));
        Ok(())
    }

    /// Starts a server, waits for the line with its address, and returns the address.
    pub(crate) fn start_server(&mut self, command: &mut Command) -> Result<String> {
        self.start(command.stdout(Stdio::piped()))?;
        let (shown, child) = self.all.last_mut().expect("start has just added it");
        let stdout = child.stdout.take().expect("start was told to pipe it");
        let mut lines = BufReader::new(stdout).lines();
        let address = lines
            .by_ref()
            .map_while(std::io::Result::ok)
            .find_map(|line| address_in(&line));
        let Some(address) = address else {
            return Err(Failure::said(format!(
                "`{shown}` ended before it was ready; its output above says why"
            )));
        };
        thread::spawn(|| pass_on(lines));
        Ok(address)
    }

    /// Waits for Ctrl-C, the normal end of these commands; a child that exits before is a failure.
    pub(crate) fn wait(mut self) -> Result<()> {
        while self.stop.recv_timeout(POLL) == Err(RecvTimeoutError::Timeout) {
            for (shown, child) in &mut self.all {
                if let Ok(Some(status)) = child.try_wait() {
                    return Err(Failure::said(format!("`{shown}` ended by itself ({status})")));
                }
            }
        }
        Ok(())
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        for (_, child) in &mut self.all {
            ask_to_stop(child);
        }
        let deadline = Instant::now() + GRACE;
        for (_, child) in &mut self.all {
            while matches!(child.try_wait(), Ok(None)) {
                if Instant::now() >= deadline {
                    // It may have exited this instant; then there is nothing to kill.
                    let _gone = child.kill();
                    let _reaped = child.wait();
                    break;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

/// A Ctrl-C in a terminal reaches the children too; a `kill` of our process alone does not.
#[cfg(unix)]
fn ask_to_stop(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    // Never signal a reaped child: another process may have its id by now.
    if matches!(child.try_wait(), Ok(None)) {
        let pid = i32::try_from(child.id()).expect("a process id is a pid_t");
        let _already_gone = kill(Pid::from_raw(pid), Signal::SIGINT);
    }
}

#[cfg(not(unix))]
fn ask_to_stop(child: &mut Child) {
    let _already_gone = child.kill();
}

/// `address_in("wsbin listening on http://127.0.0.1:9160/") == Some("http://127.0.0.1:9160/")`
fn address_in(line: &str) -> Option<String> {
    line.split_whitespace()
        .find(|word| word.starts_with("http://"))
        .map(str::to_owned)
}

fn pass_on(lines: Lines<BufReader<ChildStdout>>) {
    for line in lines.map_while(std::io::Result::ok) {
        println!("{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_url_in_the_line() {
        let check = |line, expect: Option<&str>| assert_eq!(address_in(line).as_deref(), expect, "{line}");
        check(
            "wsbin listening on http://127.0.0.1:9160/",
            Some("http://127.0.0.1:9160/"),
        );
        check("wsbin is starting", None);
        check("", None);
    }
}
