//! `cargo xtask dev`: the debug page, rebuilt and reloaded at each change, with wsbin behind `/wsbin/`.

use std::process::Command;

use crate::children::Children;
use crate::failure::Result;
use crate::place::Place;
use crate::{page, run, tools};

/// The path of wsbin's endpoints: Trunk serves the page, so they are not at the root.
const WSBIN: &str = "/wsbin/";

pub(crate) fn dev(place: &Place, port: u16) -> Result<()> {
    run::check_port(port, "dev")?;
    let programs = tools::ensure_all(place)?;
    let wsbin = run::build_wsbin()?;
    page::fetch_crates()?;
    let mut children = Children::watch()?;
    let address = children.start_server(Command::new(wsbin).args(["--port", "0"]))?;
    let mut trunk = page::trunk(&programs);
    trunk.args([
        "serve",
        "--offline",
        "--address=127.0.0.1",
        "--port",
        &port.to_string(),
    ]);
    trunk
        .args(["--proxy-ws", "--proxy-rewrite", WSBIN, "--proxy-backend"])
        .arg(address.replacen("http:", "ws:", 1));
    // Neither `dist` nor the release page: this is a debug build without its Content-Security-Policy.
    trunk
        .arg("--dist")
        .arg(place.target.join("page-dev"))
        .env("TABCAT_WSBIN", WSBIN);
    children.start(&mut trunk)?;
    println!("Tabcat is rebuilt at each change, at http://127.0.0.1:{port}/  (Ctrl-C stops it)");
    children.wait()
}
