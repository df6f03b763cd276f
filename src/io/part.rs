//! The loader of the page's parts (`public/parts.js`), and the browser's word on saving data.

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;

use super::listener::window;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = tabcatParts, js_name = trouble)]
    fn trouble_of(part: &str) -> String;
    #[wasm_bindgen(js_namespace = tabcatParts)]
    fn again(part: &str);
}

/// Why a part did not come, in a word.
pub fn trouble(part: &str) -> String {
    trouble_of(part)
}

/// Gives up the fetching of a part that the host owes an answer for, and fetches it anew.
pub fn fetch_again(part: &str) {
    again(part);
}

/// Whether the browser is told to save data. Not every browser knows of that.
pub fn saves_data() -> bool {
    let connection = Reflect::get(&window().navigator(), &"connection".into());
    connection
        .and_then(|connection| Reflect::get(&connection, &"saveData".into()))
        .is_ok_and(|saves| saves.is_truthy())
}
