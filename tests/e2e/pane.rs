//! The pane of a message, as a person reads it and has it save the message.

use std::fs;
use std::path::Path;

use crate::page::{Page, see_of, see_that};

/// The name of the pane.
pub(crate) const PANE: &str = "Message detail";

/// Which tab is chosen.
#[track_caller]
pub(crate) fn see_tab(page: &Page, name: &str) {
    page.see_attribute("tab", name, "aria-selected", Some("true"));
}

/// Chooses a tab.
#[track_caller]
pub(crate) fn choose(page: &Page, name: &str) {
    page.click_on("tab", name);
    see_tab(page, name);
}

/// Waits for each of `parts` to be in the text of the element of that role and name.
#[track_caller]
pub(crate) fn see_text(page: &Page, role: &str, name: &str, parts: &[&str]) {
    for part in parts {
        see_of(
            &format!("{role} {name} has “{part}”"),
            || page.text(role, name),
            |text| text.contains(part),
        );
    }
}

/// Waits for what the pane says of the message.
#[track_caller]
pub(crate) fn see_in_pane(page: &Page, parts: &[&str]) {
    see_text(page, "complementary", PANE, parts);
}

/// Saves the message, waits for a file with `text` in it, and gives the file's name.
#[track_caller]
pub(crate) fn save(page: &Page, text: &str) -> String {
    let directory =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("saved-{}-{}", std::process::id(), text.len()));
    fs::create_dir_all(&directory).expect("a directory can be made");
    page.save_into(&directory);
    page.press("Save");
    let view = page.see("it says so", |view| view.notice.contains("Saved as tabcat-"));
    let name = view.notice.trim_start_matches("Saved as ").split(' ').next();
    let name = name.expect("the notice ends with the name");
    let saved = directory.join(name);
    see_that("the file is there", || {
        fs::read_to_string(&saved).is_ok_and(|saved| saved == text)
    });
    fs::remove_dir_all(&directory).expect("it is ours to remove");
    name.to_owned()
}
