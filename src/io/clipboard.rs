//! Copying text.

use wasm_bindgen_futures::JsFuture;

use super::listener::window;

/// The browser did not let the page write to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyDenied;

/// Copies `text`.
///
/// # Errors
/// In pages that are neither https nor localhost, and where the person or a policy forbids it.
pub async fn copy(text: &str) -> Result<(), CopyDenied> {
    // Pages that are not secure have no navigator.clipboard, and calling a method of it would trap.
    if !window().is_secure_context() {
        return Err(CopyDenied);
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .map(|_| ())
        .map_err(|_| CopyDenied)
}
