//! A browser's process and its profile, which end together.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::trouble::{Doing as _, Result, Trouble};

/// How long it may take to end of itself.
const END: Duration = Duration::from_secs(10);

/// A running browser. When it is dropped it has a while to end, since it may have been asked to; then it is killed, and
/// its profile removed.
pub(crate) struct Program {
    process: Child,
    profile: PathBuf,
}

impl Program {
    /// Starts it with a new profile, which `prepare` puts into its arguments.
    pub(crate) fn start(
        program: &Path,
        name: &str,
        prepare: impl FnOnce(&mut Command, &Path),
    ) -> Result<Self> {
        let profile = env::temp_dir().join(format!("tabcat-bench-{name}-{}", std::process::id()));
        fs::create_dir_all(&profile).doing(format!("create {}", profile.display()))?;
        let mut command = Command::new(program);
        prepare(&mut command, &profile);
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .doing(format!("start {}", program.display()))?;
        Ok(Self { process, profile })
    }

    /// What it writes into its profile, once that can be read.
    pub(crate) fn told<T>(
        &mut self,
        file: &str,
        patience: Duration,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        let until = Instant::now() + patience;
        loop {
            let told = fs::read_to_string(self.profile.join(file)).ok();
            if let Some(told) = told.and_then(|told| read(&told)) {
                return Ok(told);
            }
            if let Some(status) = self.process.try_wait().doing("look after the browser")? {
                return Err(Trouble::browser("start", status));
            }
            if Instant::now() > until {
                return Err(Trouble::browser("start", "no debugging port in time"));
            }
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let until = Instant::now() + END;
        while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < until {
            sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Its last processes may still be writing.
        for _ in 0..40 {
            if fs::remove_dir_all(&self.profile).is_ok() {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        eprintln!("{} could not be removed", self.profile.display());
    }
}
