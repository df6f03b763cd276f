//! The loader of the page's parts and texts (`public/parts.js`), and the browser's data-saving setting.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::listener::window;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = tabcatParts, js_name = trouble)]
    fn trouble_of(part: &str) -> String;
    #[wasm_bindgen(js_namespace = tabcatParts)]
    fn again(part: &str);
    #[wasm_bindgen(js_namespace = tabcatParts, js_name = text)]
    fn text_of(name: &str) -> Promise;
}

/// Why a part failed to load, in a word.
pub fn trouble(part: &str) -> String {
    trouble_of(part)
}

/// Abandons a fetch that the host has not answered, and fetches the part again.
pub fn fetch_again(part: &str) {
    again(part);
}

/// Fetches a text of this deployment. `None` if it failed: [`trouble`] has the reason.
pub async fn text(name: &str) -> Option<String> {
    JsFuture::from(text_of(name)).await.ok()?.as_string()
}

/// Whether the browser is set to save data. Not every browser reports that.
pub fn saves_data() -> bool {
    let connection = Reflect::get(&window().navigator(), &"connection".into());
    connection
        .and_then(|connection| Reflect::get(&connection, &"saveData".into()))
        .is_ok_and(|saves| saves.is_truthy())
}
