//! Every habit of this repository as a command: `cargo xtask run`, `dev`, `test`, `bench`, `soak`, `dist`,
//! `doctor`.
//! Here the arguments become a `Task`; what a task does is in the module of its name.

mod bench;
mod browser;
mod budget;
mod cache;
mod children;
mod dev;
mod digest;
mod dist;
mod doctor;
mod failure;
mod guide;
mod page;
mod parts;
mod place;
mod process;
mod progress;
mod run;
mod servers;
mod site;
mod squeezed;
mod system;
mod tally;
mod test;
mod tools;

use std::ffi::OsString;
use std::process::ExitCode;

use failure::{Failure, Result};
use lexopt::prelude::*;
use place::Place;
use test::Step;

const HELP: &str = "\
cargo xtask COMMAND

  run  [--port N] [--open]   build the page, serve it with wsbin, print its address
  dev  [--port N]            the same with a debug page that is rebuilt at each change
  test [STEP...]             fmt, clippy, tidy, native, servers, web, weight, e2e, bench: all of them, or
                             those named; also firefox, only by its name
  bench [WHAT...]            how the page compares with what a browser can do; `bench --help` says more
  soak [--minutes N]         one connection left open for N minutes, 30 unless told otherwise, ended by an account
  dist [--public-url PATH]   the static site in ./dist, and its sizes
  doctor                     what is installed, what is missing, how to get it

The port is 9160 unless told otherwise; 0 is any free one. Tools are installed once for all clones, in
$TABCAT_CACHE, $XDG_CACHE_HOME/tabcat or ~/.cache/tabcat.";

#[derive(Debug, PartialEq)]
enum Task {
    Help,
    Run {
        port: u16,
        open: bool,
    },
    Dev {
        port: u16,
    },
    Test {
        steps: Vec<Step>,
    },
    /// The bench program reads the rest of the line itself.
    Bench {
        line: Vec<OsString>,
    },
    Soak {
        minutes: f64,
    },
    Dist {
        public_url: String,
    },
    Doctor,
    /// Trunk's hook, from Trunk.toml.
    AfterBuild,
    /// The same, before it.
    BeforeBuild,
}

fn main() -> ExitCode {
    match parse(std::env::args_os().skip(1)).and_then(perform) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// True when the task found nothing wrong.
fn perform(task: Task) -> Result<bool> {
    match task {
        Task::Help => println!("{HELP}"),
        Task::Run { port, open } => run::run(&Place::find()?, port, open)?,
        Task::Dev { port } => dev::dev(&Place::find()?, port)?,
        Task::Test { steps } => return Ok(test::test(&Place::find()?, &steps)),
        Task::Bench { line } => return bench::bench(&Place::find()?, &line),
        Task::Soak { minutes } => return test::soak(&Place::find()?, minutes),
        Task::Dist { public_url } => dist::dist(&Place::find()?, &public_url)?,
        Task::Doctor => return doctor::doctor(&Place::find()?),
        Task::AfterBuild => page::after_build(&Place::find()?)?,
        Task::BeforeBuild => squeezed::before_build(&Place::find()?)?,
    }
    Ok(true)
}

fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Task> {
    parse_words(lexopt::Parser::from_args(args))
        .map_err(|error| Failure::said(format!("{error}; `cargo xtask --help` lists the commands")))
}

fn parse_words(mut words: lexopt::Parser) -> std::result::Result<Task, lexopt::Error> {
    let mut task = match words.next()? {
        None | Some(Short('h') | Long("help")) => Task::Help,
        Some(Value(name)) => match name.string()?.as_str() {
            "help" => Task::Help,
            "run" => Task::Run {
                port: run::DEFAULT_PORT,
                open: false,
            },
            "dev" => Task::Dev {
                port: run::DEFAULT_PORT,
            },
            "test" => Task::Test { steps: Vec::new() },
            "bench" => Task::Bench {
                line: words.raw_args()?.collect(),
            },
            "soak" => Task::Soak { minutes: 30.0 },
            "dist" => Task::Dist {
                public_url: "/".into(),
            },
            "doctor" => Task::Doctor,
            "after-build" => Task::AfterBuild,
            "before-build" => Task::BeforeBuild,
            other => return Err(format!("there is no command {other}").into()),
        },
        Some(other) => return Err(other.unexpected()),
    };
    while let Some(arg) = words.next()? {
        match (&mut task, arg) {
            (_, Short('h') | Long("help")) => task = Task::Help,
            (Task::Run { port, .. } | Task::Dev { port }, Long("port")) => *port = words.value()?.parse()?,
            (Task::Run { open, .. }, Long("open")) => *open = true,
            (Task::Soak { minutes }, Long("minutes")) => *minutes = words.value()?.parse()?,
            (Task::Dist { public_url }, Long("public-url")) => *public_url = words.value()?.string()?,
            (Task::Test { steps }, Value(name)) => {
                let step = Step::named(&name.string()?).map_err(|failure| failure.to_string())?;
                steps.push(step);
            }
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    if let Task::Test { steps } = &mut task
        && steps.is_empty()
    {
        *steps = Step::USUAL.to_vec();
    }
    Ok(task)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn a_command_line_becomes_a_task() {
        let check = |line, expect| assert_eq!(parsed(line).unwrap(), expect, "{line}");
        check("", Task::Help);
        check(
            "run",
            Task::Run {
                port: 9160,
                open: false,
            },
        );
        check("run --port 0 --open", Task::Run { port: 0, open: true });
        check("dev --port=8000", Task::Dev { port: 8000 });
        check(
            "test",
            Task::Test {
                steps: Step::USUAL.to_vec(),
            },
        );
        check(
            "test native fmt",
            Task::Test {
                steps: vec![Step::Native, Step::Fmt],
            },
        );
        check(
            "bench echo --runs 3 --help",
            Task::Bench {
                line: ["echo", "--runs", "3", "--help"].map(OsString::from).to_vec(),
            },
        );
        check("soak --minutes 0.5", Task::Soak { minutes: 0.5 });
        check(
            "dist --public-url /tabcat/",
            Task::Dist {
                public_url: "/tabcat/".into(),
            },
        );
        check("doctor", Task::Doctor);
        check("run --help", Task::Help);
    }

    #[test]
    fn a_wrong_command_line_says_what_is_wrong_with_it() {
        let check = |line, expect: &str| {
            let said = parsed(line).unwrap_err().to_string();
            assert!(said.contains(expect) && said.contains("--help"), "{line}: {said}");
        };
        check("serve", "there is no command serve");
        check("run --port 70000", "70000");
        check("run --fast", "--fast");
        check("doctor now", "now");
        check("test units", "there is no test step units");
    }
}
