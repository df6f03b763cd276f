//! The `wsbin` command: arguments to a config, a server until Ctrl-C, and its address on standard output.

mod args;

use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use wsbin::{Config, Server};

use args::Command;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match args::parse(std::env::args().skip(1)) {
        Ok(Command::Help) => print(args::HELP),
        Ok(Command::Serve(config)) => serve(config).await,
        Err(error) => return fail(&error.to_string(), 2),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::AddrInUse => fail(
            &format!(
                "{error} - stop what uses it, name another with --port, or let the system choose with --port 0"
            ),
            1,
        ),
        Err(error) => fail(&error.to_string(), 1),
    }
}

async fn serve(config: Config) -> io::Result<()> {
    // Listened for before the address is told: whoever reads it may end us at once.
    let ended = Ended::listen()?;
    let server = Server::spawn(config).await?;
    print(&format!("wsbin listening on {}\n", server.http_url("/")))?;
    ended.wait().await;
    server.stop().await;
    Ok(())
}

/// Flushed, because a program that starts this one waits for the line.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn fail(sentence: &str, code: u8) -> ExitCode {
    // With standard error closed there is nowhere left to say it.
    let _ = writeln!(io::stderr(), "wsbin: {sentence}");
    ExitCode::from(code)
}

/// Ctrl-C, and what a supervisor sends.
struct Ended {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Ended {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Ended {
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn wait(self) {
        // An error means that Ctrl-C cannot be heard: then only the system can end us.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
