//! The loader of the page's parts and texts (`public/parts.js`), and the browser's word on saving data.

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

/// Why a part did not come, in a word.
pub fn trouble(part: &str) -> String {
    trouble_of(part)
}

/// Gives up the fetching of a part that the host owes an answer for, and fetches it anew.
pub fn fetch_again(part: &str) {
    again(part);
}

/// Fetches a text of this deployment. `None` where it did not come: [`trouble`] has the reason.
pub async fn text(name: &str) -> Option<String> {
    JsFuture::from(text_of(name)).await.ok()?.as_string()
}

/// Whether the browser is told to save data. Not every browser knows of that.
pub fn saves_data() -> bool {
    let connection = Reflect::get(&window().navigator(), &"connection".into());
    connection
        .and_then(|connection| Reflect::get(&connection, &"saveData".into()))
        .is_ok_and(|saves| saves.is_truthy())
}
