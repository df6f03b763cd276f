//! What the Guide's servers need: Node with npm's `ws`, and a Python with `websockets`.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::place::Place;
use crate::{process, system, tools};

/// Where they are found.
pub(crate) struct Runtimes {
    pub(crate) node: PathBuf,
    /// The folder in which `ws` is found.
    pub(crate) ws: PathBuf,
    pub(crate) python: PathBuf,
}

impl Runtimes {
    /// Finds them, or installs what is not there where we may.
    pub(crate) fn ensure(place: &Place) -> Result<Self> {
        let node = process::find("node");
        let mut ws = tools::ws().ensure(place)?;
        ws.pop();
        Ok(Self {
            node: node.ok_or_else(|| Failure::missing("node", system::how_to_get("node")))?,
            ws,
            python: ensure_python()?,
        })
    }
}

fn ensure_python() -> Result<PathBuf> {
    if let Some(python) = python() {
        return Ok(python);
    }
    system::ensure_packages("a Python with websockets", &["python3-websockets"])?;
    python().ok_or_else(|| Failure::missing(WEBSOCKETS, system::how_to_get(WEBSOCKETS)))
}

/// What `how_to_get` knows it as.
pub(crate) const WEBSOCKETS: &str = "python3-websockets";

/// A Python that has `websockets`: the one that `PYTHON` names, the first of `PATH`, or the system's own, which is the one that
/// gets Debian's packages.
fn python() -> Option<PathBuf> {
    let named = env::var_os("PYTHON").filter(|name| !name.is_empty());
    let all = [
        named.map(PathBuf::from),
        process::find("python3"),
        Some(PathBuf::from("/usr/bin/python3")),
    ];
    all.into_iter().flatten().find(|python| version(python).is_some())
}

/// The version of `websockets`, for the doctor.
pub(crate) fn websockets() -> Option<String> {
    version(&python()?)
}

fn version(python: &PathBuf) -> Option<String> {
    let ask = "import websockets.version as w; print(w.version)";
    process::first_line(python, &["-c", ask])
}
