//! Saving bytes as a file: the browser asks where, or puts it among the downloads.

use js_sys::{Array, Uint8Array};
use tabcat_core::entry::Message;
use wasm_bindgen::JsCast as _;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::listener::window;
use super::outside;

/// A file offered to the browser. Dropping it revokes its URL: keep it until the browser has read it.
pub struct Download {
    url: String,
}

/// The browser could not make a file, for example for lack of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSaved;

impl Download {
    /// Offers a message's payload under a file name. A payload in the wasm heap is copied once.
    pub fn start(name: &str, media_type: &str, message: &Message<'_>) -> Result<Self, NotSaved> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let bytes = match message.large {
            Some(large) => outside::array(large).ok_or(NotSaved)?.clone(),
            None => Uint8Array::from(message.bytes),
        };
        let parts = Array::of1(&bytes);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|_| NotSaved)?;
        let url = Url::create_object_url_with_blob(&blob).map_err(|_| NotSaved)?;
        let download = Self { url };
        let link = window()
            .document()
            .and_then(|document| document.create_element("a").ok())
            .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
            .ok_or(NotSaved)?;
        link.set_href(&download.url);
        link.set_download(name);
        link.click();
        Ok(download)
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        // Never fails for a URL from createObjectURL.
        let _ = Url::revoke_object_url(&self.url);
    }
}
