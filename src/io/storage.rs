//! What the browser keeps for this site between visits: one string per key.

use super::listener::window;

/// Storage is denied or full: private windows and strict settings do that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageDenied;

/// The value kept under `key`, if any. Denied storage reads as empty.
pub fn load(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps `value` under `key`.
///
/// # Errors
/// When the browser denies it.
pub fn save(key: &str, value: &str) -> Result<(), StorageDenied> {
    let storage = window().local_storage().ok().flatten().ok_or(StorageDenied)?;
    storage.set_item(key, value).map_err(|_| StorageDenied)
}
