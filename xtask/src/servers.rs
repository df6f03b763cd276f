//! The runtimes of the Guide's servers: Node with npm's `ws`, and Python with `websockets`.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::place::Place;
use crate::{process, system, tools};

/// The paths of the runtimes.
pub(crate) struct Runtimes {
    pub(crate) node: PathBuf,
    /// The folder in which `ws` is found.
    pub(crate) ws: PathBuf,
    pub(crate) python: PathBuf,
}

impl Runtimes {
    /// Finds them, or installs missing ones where we are allowed to.
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

/// Its name for `how_to_get`.
pub(crate) const WEBSOCKETS: &str = "python3-websockets";

/// A Python that has `websockets`: the one in `PYTHON`, the first in `PATH`, or the system's own, which gets
/// Debian's packages.
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
