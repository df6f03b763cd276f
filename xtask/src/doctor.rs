//! `cargo xtask doctor`: the tools on this machine, the missing ones, and how to get them. Installs nothing.

use crate::failure::Result;
use crate::place::Place;
use crate::{browser, process, servers, system, tools};

/// One thing a command needs.
struct Finding {
    name: &'static str,
    /// Its version or path, or `None`.
    found: Option<String>,
    /// Whether it is the version we need.
    fits: bool,
    remedy: String,
}

/// True when nothing is missing.
pub(crate) fn doctor(place: &Place) -> Result<bool> {
    let findings = examine(place)?;
    println!("tools are kept in {}", place.cache.join("tools").display());
    for finding in &findings {
        println!("{}", line(finding));
    }
    let missing = findings.iter().filter(|finding| !finding.fits).count();
    println!("{}", verdict(missing));
    Ok(missing == 0)
}

fn examine(place: &Place) -> Result<Vec<Finding>> {
    let mut findings = vec![
        by_version("rustc", process::first_line("rustc", &["--version"])),
        Finding {
            name: system::WASM,
            fits: system::has_wasm_target(),
            found: system::has_wasm_target().then(|| "installed".to_owned()),
            remedy: system::how_to_get(system::WASM).to_owned(),
        },
        by_version("cc", process::first_line("cc", &["--version"])),
        by_version("node", process::first_line("node", &["--version"])),
        by_version("npm", process::first_line("npm", &["--version"])),
    ];
    for tool in tools::all(place)? {
        let found = tool.reported_version(place);
        let fits = found
            .as_deref()
            .is_some_and(|found| reports(found, &tool.version));
        let remedy = format!(
            "{} {}: {}",
            tool.label(),
            tool.version,
            system::how_to_get(tool.name)
        );
        findings.push(Finding {
            name: tool.name,
            found,
            fits,
            remedy,
        });
    }
    findings.push(by_version(servers::WEBSOCKETS, servers::websockets()));
    findings.extend(browsers()?);
    Ok(findings)
}

fn browsers() -> Result<[Finding; 2]> {
    let version =
        |path: Option<std::path::PathBuf>| path.and_then(|path| process::first_line(path, &["--version"]));
    let chromium = by_version("chromium", version(browser::chromium()?));
    let mut driver = by_version("chromedriver", version(browser::chromedriver()?));
    if let (Some(browser), Some(found)) = (&chromium.found, &driver.found) {
        // chromedriver refuses a browser of another major version.
        driver.fits = major(browser) == major(found);
    }
    Ok([chromium, driver])
}

fn by_version(name: &'static str, found: Option<String>) -> Finding {
    Finding {
        name,
        fits: found.is_some(),
        found,
        remedy: system::how_to_get(name).to_owned(),
    }
}

fn line(finding: &Finding) -> String {
    let found = finding.found.as_deref().unwrap_or("missing");
    let mark = if finding.fits { "ok" } else { "MISSING" };
    let mut line = format!("  {mark:<8} {:<23} {found}", finding.name);
    if !finding.fits {
        line.push_str("\n           ");
        line.push_str(&finding.remedy);
    }
    line
}

fn verdict(missing: usize) -> String {
    match missing {
        0 => "everything is here".to_owned(),
        1 => "1 thing is missing".to_owned(),
        many => format!("{many} things are missing"),
    }
}

/// Whether a `--version` line names exactly this version; npm's 132.0.0 calls itself 132.
fn reports(line: &str, version: &str) -> bool {
    let short = version.trim_end_matches(".0");
    line.split([' ', '(', ')'])
        .any(|word| word == version || word == short)
}

/// `major("ChromeDriver 156.0.7000.1 (..)") == Some("156")`
fn major(line: &str) -> Option<&str> {
    let version = line
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    version.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_line_must_name_exactly_the_version() {
        let check = |line, version, expect| assert_eq!(reports(line, version), expect, "{line} / {version}");
        check("trunk 0.21.14", "0.21.14", true);
        check("trunk 0.21.1", "0.21.14", false);
        check("wasm-bindgen 0.2.130", "0.2.130", true);
        check("wasm-opt version 132 (version_132)", "132.0.0", true);
        check("wasm-opt version 116 (version_116)", "132.0.0", false);
    }

    #[test]
    fn a_driver_is_compared_with_its_browser_by_major_version() {
        let check = |line, expect| assert_eq!(major(line), expect, "{line}");
        check("Chromium 156.0.7000.1 built on Debian", Some("156"));
        check("ChromeDriver 156.0.7000.1 (abcdef)", Some("156"));
        check("no number", None);
    }

    #[test]
    fn what_is_missing_is_followed_by_what_to_type() {
        let said = line(&by_version("chromedriver", None));
        assert!(
            said.contains("MISSING") && said.contains("apt-get install"),
            "{said}"
        );
    }
}
