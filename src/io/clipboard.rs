//! Copying text.

use js_sys::{JsString, Promise};
use tabcat_core::payload::Large;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::listener::window;
use super::outside;

#[wasm_bindgen]
extern "C" {
    // web-sys takes a text only from wasm's memory.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &JsString) -> Promise;
}

/// The browser did not let the page write to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyDenied;

/// Copies `text`.
///
/// # Errors
/// In pages that are neither https nor localhost, and if the person or a policy forbids it.
pub async fn copy(text: &str) -> Result<(), CopyDenied> {
    write(&text.into()).await
}

/// Copies a payload as UTF-8 text, without a copy in wasm's memory.
///
/// # Errors
/// As for [`copy`].
pub async fn copy_large(large: &Large) -> Result<(), CopyDenied> {
    let text = outside::text(large).ok_or(CopyDenied)?;
    write(&text).await
}

async fn write(text: &JsString) -> Result<(), CopyDenied> {
    // Pages without a secure context have no navigator.clipboard, and calling its method would trap.
    if !window().is_secure_context() {
        return Err(CopyDenied);
    }
    JsFuture::from(write_text(text))
        .await
        .map(|_| ())
        .map_err(|_| CopyDenied)
}
