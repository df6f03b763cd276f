//! The browser that the tests drive: found, or installed where we are allowed to.

use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::{process, system};

#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

impl Browser {
    /// Finds both programs; on Debian as root, installs missing ones.
    pub(crate) fn ensure() -> Result<Self> {
        if let (Some(chromium), Some(chromedriver)) = (chromium()?, chromedriver()?) {
            return Ok(Self {
                chromium,
                chromedriver,
            });
        }
        // Chromium recommends no font; without one its pages have no text to see.
        system::ensure_packages(
            "a Chromium with its chromedriver",
            &["chromium", "chromium-driver", "fonts-liberation"],
        )?;
        let missing = |name: &'static str| move || Failure::missing(name, system::how_to_get(name));
        Ok(Self {
            chromium: chromium()?.ok_or_else(missing("chromium"))?,
            chromedriver: chromedriver()?.ok_or_else(missing("chromedriver"))?,
        })
    }
}

pub(crate) fn chromium() -> Result<Option<PathBuf>> {
    named(
        "CHROMIUM",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ],
    )
}

pub(crate) fn chromedriver() -> Result<Option<PathBuf>> {
    named("CHROMEDRIVER", &["chromedriver"])
}

/// Firefox, for the step that is only run by name.
pub(crate) fn ensure_firefox() -> Result<PathBuf> {
    let firefox = || named("FIREFOX", &["firefox", "firefox-esr"]);
    if let Some(firefox) = firefox()? {
        return Ok(firefox);
    }
    system::ensure_packages("Firefox", &["firefox-esr"])?;
    firefox()?.ok_or_else(|| Failure::missing("firefox", system::how_to_get("firefox")))
}

/// The variable wins if it is set; a wrong path is an error, not ignored.
fn named(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
    else {
        return Ok(names.iter().find_map(|name| process::find(name)));
    };
    if path.is_file() {
        Ok(Some(path))
    } else {
        Err(Failure::said(format!(
            "{variable} names {}, which is not there; correct or unset it",
            path.display()
        )))
    }
}
