//! Files as a journey has them on the disk, and gives them to the page.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::compose::see_it_all;
use crate::page::{Page, see_that};
use crate::pane::see_text;

/// The input that asks for a file.
const INPUT: &str = "#message-file";

/// A directory of its own, removed when it is dropped.
pub(crate) struct Files(PathBuf);

impl Files {
    pub(crate) fn of(name: &str) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a directory can be made");
        Self(path)
    }

    /// Writes a file.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// Makes a file of so many zero bytes, which take no room on the disk.
    pub(crate) fn empty(&self, name: &str, bytes: u64) -> PathBuf {
        let path = self.0.join(name);
        let file = File::create(&path).expect("a file can be made");
        file.set_len(bytes).expect("a file can have that length");
        path
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} could not be removed: {error}", self.0.display());
        }
    }
}

/// Chooses a file to send.
#[track_caller]
pub(crate) fn choose_file(page: &Page, path: &Path) {
    see_it_all(page);
    page.attach(INPUT, path);
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a file has a name");
    see_card(page, &[name]);
}

/// Waits for the card in the field to say all of this.
#[track_caller]
pub(crate) fn see_card(page: &Page, parts: &[&str]) {
    see_text(page, "group", "Message", parts);
}

/// Waits for the card to be gone.
#[track_caller]
pub(crate) fn see_no_card(page: &Page) {
    see_that("the card is gone", || !page.has("group", "Message"));
}

/// Drops files of these names, each with its name as its bytes, on an element.
#[track_caller]
pub(crate) fn drop_files(page: &Page, names: &[&str], on: &str) {
    drag(page, "drop", names, on);
}

/// Holds files over an element.
#[track_caller]
pub(crate) fn hold_files(page: &Page, names: &[&str], on: &str) {
    drag(page, "dragover", names, on);
}

fn drag(page: &Page, what: &str, names: &[&str], on: &str) {
    let is_taken: bool = page.script(
        "const [what, names, on] = arguments;
         const dataTransfer = new DataTransfer();
         names.forEach(name => dataTransfer.items.add(new File([name], name, { type: 'text/plain' })));
         const event = new DragEvent(what, { dataTransfer, bubbles: true, cancelable: true });
         return !document.querySelector(on).dispatchEvent(event)",
        vec![json!(what), json!(names), json!(on)],
    );
    assert!(is_taken, "the browser would open it in place of the page");
}
