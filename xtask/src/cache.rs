//! Installing into the shared cache: whole or not at all, and one at a time.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::process;

use crate::failure::{Doing as _, Failure, Result};
use crate::progress::Step;

/// Lets `install` fill a directory beside `dir`, then renames it to `dir`. If another process installs the
/// same thing, waits for it and uses its result.
pub(crate) fn install(
    dir: &Path,
    label: &str,
    is_installed: impl Fn() -> bool,
    install: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    let (Some(parent), Some(name)) = (dir.parent(), dir.file_name().and_then(|name| name.to_str())) else {
        return Err(Failure::said(format!("{} is no place for a tool", dir.display())));
    };
    fs::create_dir_all(parent).doing(format!("create {}", parent.display()))?;
    let lock_path = parent.join(format!("{name}.lock"));
    let lock = File::create(&lock_path).doing(format!("create {}", lock_path.display()))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let step = Step::begin(format!("waiting for another process that installs {label}"));
            lock.lock().doing(format!("lock {}", lock_path.display()))?;
            step.end();
        }
        Err(TryLockError::Error(source)) => {
            return Err(Failure::Io {
                doing: format!("lock {}", lock_path.display()),
                source,
            });
        }
    }
    if is_installed() {
        return Ok(());
    }
    if dir.exists() {
        fs::remove_dir_all(dir).doing(format!("remove the damaged {}", dir.display()))?;
    }
    let step = Step::begin(format!("installing {label} (once; kept in {})", parent.display()));
    let building = parent.join(format!("{name}.building-{}", process::id()));
    sweep(parent, &format!("{name}.building-"))?;
    fs::create_dir_all(&building).doing(format!("create {}", building.display()))?;
    install(&building)?;
    fs::rename(&building, dir).doing(format!("move {} into place", building.display()))?;
    step.end();
    Ok(())
}

/// Removes the leftovers of an interrupted installation; we hold the lock, so nobody is still filling it.
fn sweep(parent: &Path, prefix: &str) -> Result<()> {
    let doing = || format!("look for leftovers in {}", parent.display());
    for entry in fs::read_dir(parent).doing(doing())? {
        let path = entry.doing(doing())?.path();
        if path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(prefix))
        {
            fs::remove_dir_all(&path).doing(format!("remove {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::path::PathBuf;

    use super::*;

    /// An empty directory of this test's own, removed at the end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let dir = std::env::temp_dir().join(format!("xtask-cache-{}-{name}", process::id()));
            fs::create_dir_all(&dir).unwrap();
            Self(dir)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _best_effort = fs::remove_dir_all(&self.0);
        }
    }

    fn make(dir: &Path) -> Result<()> {
        install(
            dir,
            "a tool",
            || dir.join("program").exists(),
            |into| fs::write(into.join("program"), "").doing("write the program"),
        )
    }

    #[test]
    fn a_failed_installation_leaves_no_tool_and_can_be_tried_again() {
        let scratch = Scratch::new("failed");
        let dir = scratch.0.join("tool-1.0");
        let failed = install(
            &dir,
            "a tool",
            || dir.exists(),
            |into| {
                fs::write(into.join("half"), "").doing("write half")?;
                Err(Failure::said("the network went away"))
            },
        );
        assert!(failed.is_err() && !dir.exists());
        make(&dir).unwrap();
        let left: Vec<_> = fs::read_dir(&scratch.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left.len(), 2, "the tool and its lock file: {left:?}");
    }

    #[test]
    fn a_damaged_tool_is_installed_anew() {
        let scratch = Scratch::new("damaged");
        let dir = scratch.0.join("tool-1.0");
        make(&dir).unwrap();
        fs::remove_file(dir.join("program")).unwrap();
        make(&dir).unwrap();
        assert!(dir.join("program").exists());
    }

    #[test]
    fn two_that_want_the_same_tool_install_it_once() {
        let scratch = Scratch::new("twice");
        let dir = scratch.0.join("tool-1.0");
        let lock = File::create(scratch.0.join("tool-1.0.lock")).unwrap();
        lock.lock().unwrap();
        let second = std::thread::spawn({
            let dir = dir.clone();
            move || {
                let ran = Cell::new(false);
                let is_installed = || dir.join("program").exists();
                let install_it = |_: &Path| {
                    ran.set(true);
                    Ok(())
                };
                install(&dir, "a tool", is_installed, install_it).map(|()| ran.get())
            }
        });
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("program"), "").unwrap();
        lock.unlock().unwrap();
        assert!(
            !second.join().unwrap().unwrap(),
            "the second installed what the first had just made"
        );
    }
}
