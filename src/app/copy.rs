//! Copying to the clipboard, and reporting the result.

use super::page::Page;
use super::reactive::spawn;
use super::toast::Notice;
use crate::io;

impl Page {
    /// Copies text and says so.
    pub fn copy(&self, text: String, done: impl Into<String>) {
        self.say_copied(done, async move { io::clipboard::copy(&text).await });
    }

    pub(super) fn say_copied(
        self,
        done: impl Into<String>,
        copying: impl Future<Output = Result<(), io::clipboard::CopyDenied>> + 'static,
    ) {
        let done = done.into();
        spawn(async move {
            self.toast.show(Notice::Said(match copying.await {
                Ok(()) => done,
                Err(io::clipboard::CopyDenied) => {
                    "The browser does not let this page copy: select the text and copy it by hand.".to_owned()
                }
            }));
        });
    }
}
