//! The page's address, its fragment, and whether wsbin serves it.

use tabcat_core::Timestamp;
use tabcat_core::evidence::{Engine, Page};
use wasm_bindgen::JsValue;

use super::listener::{Listener, window};

/// Set by `cargo xtask dev`, where Trunk serves the page and passes this path on to wsbin.
const DEV_WSBIN: Option<&str> = option_env!("TABCAT_WSBIN");

/// Whether the page came over https.
pub fn is_https() -> bool {
    window()
        .location()
        .protocol()
        .is_ok_and(|protocol| protocol == "https:")
}

/// The facts known about this page when it starts.
pub fn page(now: Timestamp) -> Page {
    let window = window();
    Page {
        secure: is_https(),
        host: window.location().host().unwrap_or_default(),
        loaded: now,
        offline: !window.navigator().on_line(),
        engine: Engine::of(&window.navigator().user_agent().unwrap_or_default()),
    }
}

/// The fragment, with its `#`, or empty.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Removes the fragment from the address bar and from the tab's history. No `hashchange` follows.
pub fn take_fragment_away() {
    if let Ok(history) = window().history() {
        // Fails if the page has done so too often recently: the fragment stays then.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&page_address()));
    }
}

/// Sets the fragment in the address bar, in place or as a new history step. No `hashchange` follows.
pub fn set_fragment(fragment: &str, in_place: bool) {
    let Ok(history) = window().history() else { return };
    // Fails if the page has done so too often recently: the address is then outdated.
    let _ = if in_place {
        history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(fragment))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(fragment))
    };
}

/// The number of this step of the tab's history. A step without one gets a random number, which it keeps, so
/// that it is recognized when a person comes back.
pub fn step() -> f64 {
    let Ok(history) = window().history() else {
        return 0.0;
    };
    let known = history.state().ok().and_then(|state| state.as_f64());
    known.unwrap_or_else(|| {
        let step = js_sys::Math::random();
        // Fails if the page has done so too often recently: this step then counts as a new one.
        let _ = history.replace_state(&step.into(), "");
        step
    })
}

/// This page's address without its fragment, for links that lead back to it.
pub fn page_address() -> String {
    let href = window().location().href().unwrap_or_default();
    match href.split_once('#') {
        Some((address, _)) => address.to_owned(),
        None => href,
    }
}

/// Calls `on_change` with the new fragment whenever it changes.
pub fn on_fragment_change(on_change: impl Fn(String) + 'static) -> Listener {
    Listener::on_window("hashchange", move |_| on_change(fragment()))
}

/// The WebSocket URL of wsbin's endpoints, if wsbin serves this page: `ws://127.0.0.1:9160/`.
pub fn wsbin_root() -> Option<String> {
    let document = window().document()?;
    let path = document
        .query_selector("meta[name=wsbin]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .filter(|path| !path.is_empty())
        .or_else(|| DEV_WSBIN.map(str::to_owned))?;
    let host = window().location().host().ok()?;
    let scheme = if is_https() { "wss" } else { "ws" };
    Some(format!("{scheme}://{host}{path}"))
}

/// The address of a file of this deployment, in the directory of the script that started the page.
pub fn beside_page(file: &str) -> String {
    let script = window()
        .document()
        .and_then(|document| document.query_selector("script[data-js]").ok().flatten())
        .and_then(|script| script.get_attribute("src"));
    let folder = script.as_deref().and_then(|script| script.rsplit_once('/'));
    folder.map_or_else(|| file.to_owned(), |(folder, _)| format!("{folder}/{file}"))
}
