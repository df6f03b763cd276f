//! The command line, read by hand: four options do not need a parser. Pure.

use std::fmt;
use std::net::IpAddr;

use wsbin::Config;

/// The port when none is named.
const PORT: u16 = 9160;

pub(crate) const HELP: &str = "\
wsbin: httpbin for WebSockets - every route behaves, or misbehaves, in one known way

Usage: wsbin [--port PORT] [--host ADDRESS] [--assets DIR]

  --port PORT      listen on this port (9160; 0 lets the system choose)
  --host ADDRESS   listen on this IP address (127.0.0.1: this machine only)
  --assets DIR     serve the files of this directory at /
  --help           say this

The routes are listed at /wsbin. Ctrl-C ends it.
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Serve(Config),
}

/// Why it asks for nothing that can be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ArgsError {
    Unknown(String),
    NoValue(String),
    BadPort(String),
    BadHost(String),
}

impl fmt::Display for ArgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(arg) => write!(f, "there is no option {arg} - wsbin --help lists them"),
            Self::NoValue(option) => write!(f, "{option} needs a value after it - see wsbin --help"),
            Self::BadPort(given) => write!(f, "{given:?} is not a port - give a number from 0 to 65535"),
            Self::BadHost(given) => {
                write!(
                    f,
                    "{given:?} is not an IP address - give one such as 127.0.0.1, or 0.0.0.0 for every network"
                )
            }
        }
    }
}

/// Reads the arguments after the program's name. Both `--port 1` and `--port=1` will do.
pub(crate) fn parse(args: impl IntoIterator<Item = String>) -> Result<Command, ArgsError> {
    let mut config = Config {
        port: PORT,
        ..Config::default()
    };
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        let (option, inline) = match arg.split_once('=') {
            Some((option, value)) => (option.to_owned(), Some(value.to_owned())),
            None => (arg, None),
        };
        let mut value = || {
            inline
                .clone()
                .or_else(|| args.next())
                .ok_or_else(|| ArgsError::NoValue(option.clone()))
        };
        match option.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--port" => config.port = read(&value()?, ArgsError::BadPort)?,
            "--host" => config.host = read::<IpAddr>(&value()?, ArgsError::BadHost)?,
            "--assets" => config.assets = Some(value()?.into()),
            _ => return Err(ArgsError::Unknown(option)),
        }
    }
    Ok(Command::Serve(config))
}

fn read<T: std::str::FromStr>(given: &str, error: fn(String) -> ArgsError) -> Result<T, ArgsError> {
    given.parse().map_err(|_| error(given.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: Result<Command, &str>) {
        let wish = parse(line.split_whitespace().map(str::to_owned)).map_err(|error| error.to_string());
        assert_eq!(wish, expect.map_err(str::to_owned), "for {line:?}");
    }

    #[test]
    fn options_become_a_config() {
        let config = Config {
            port: PORT,
            ..Config::default()
        };
        check("", Ok(Command::Serve(config.clone())));
        check(
            "--port 0",
            Ok(Command::Serve(Config {
                port: 0,
                ..config.clone()
            })),
        );
        check(
            "--assets=a/b",
            Ok(Command::Serve(Config {
                assets: Some("a/b".into()),
                ..config.clone()
            })),
        );
        let host = "::1".parse().unwrap();
        check(
            "--host ::1 --port=8",
            Ok(Command::Serve(Config {
                host,
                port: 8,
                ..config
            })),
        );
        check("--port 1 --help", Ok(Command::Help));
    }

    #[test]
    fn what_cannot_be_read_is_told_what_to_give() {
        check(
            "--prot 1",
            Err("there is no option --prot - wsbin --help lists them"),
        );
        check("9160", Err("there is no option 9160 - wsbin --help lists them"));
        check("--port", Err("--port needs a value after it - see wsbin --help"));
        check(
            "--port x",
            Err(r#""x" is not a port - give a number from 0 to 65535"#),
        );
        check(
            "--port 65536",
            Err(r#""65536" is not a port - give a number from 0 to 65535"#),
        );
        check(
            "--host localhost",
            Err(
                r#""localhost" is not an IP address - give one such as 127.0.0.1, or 0.0.0.0 for every network"#,
            ),
        );
    }
}
