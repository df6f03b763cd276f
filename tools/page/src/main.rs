//! The program that Trunk calls as `wasm-bindgen`: it splits the module into the page's parts, then makes the bindings of
//! what is left, with short names. Beside them, in `NAME-parts/`, it writes what `cargo xtask after-build` puts in place.

mod line;
mod names;
mod order;
mod short;
mod split;
mod unused;

use std::process::ExitCode;

use anyhow::Result;
use line::Line;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match Line::parse(std::env::args_os().skip(1)).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(line: Line) -> Result<()> {
    let Line::Build(build) = line else {
        // What Trunk compares with the version in the page's lock file.
        println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
        return Ok(());
    };
    let main = split::split(&build)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(&build.name, main)
        .web(true)?
        .typescript(false)
        .demangle(build.demangle)
        .keep_debug(build.keep_debug)
        // The parts import what the linker exports; and the page leaves out where its wasm is.
        .keep_lld_exports(true)
        .omit_default_module_path(false);
    bindgen.generate(&build.out)?;
    short::shorten(&build)
}
