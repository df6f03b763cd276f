//! Copying text.

use js_sys::{JsString, Promise};
use tabcat_core::payload::Large;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::listener::window;
use super::outside;

#[wasm_bindgen]
extern "C" {
    // web-sys takes a text out of wasm's memory only.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &JsString) -> Promise;
}

/// The browser did not let the page write to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyDenied;

/// Copies `text`.
///
/// # Errors
/// In pages that are neither https nor localhost, and where the person or a policy forbids it.
pub async fn copy(text: &str) -> Result<(), CopyDenied> {
    write(&text.into()).await
}

/// Copies what a payload says as UTF-8, without a detour through wasm.
///
/// # Errors
/// As for [`copy`].
pub async fn copy_large(large: &Large) -> Result<(), CopyDenied> {
    let text = outside::text(large).ok_or(CopyDenied)?;
    write(&text).await
}

async fn write(text: &JsString) -> Result<(), CopyDenied> {
    // Pages that are not secure have no navigator.clipboard, and calling a method of it would trap.
    if !window().is_secure_context() {
        return Err(CopyDenied);
    }
    JsFuture::from(write_text(text))
        .await
        .map(|_| ())
        .map_err(|_| CopyDenied)
}
