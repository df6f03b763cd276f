//! What the browser keeps for this page: one string per key.

use super::listener::window;

/// What comes before each key: other pages of the same host have the same storage.
const PREFIX: &str = "tabcat.";

/// For how long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Between visits, for all tabs.
    Local,
    /// Until the tab is closed, for itself alone.
    Session,
}

/// Storage is denied or full: private windows and strict settings do that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageDenied;

impl Area {
    /// The value kept under `key`, if any. Denied storage reads as empty.
    pub fn load(self, key: &str) -> Option<String> {
        self.storage()?.get_item(&whole(key)).ok()?
    }

    /// Keeps `value` under `key`; when that fails, the value before stays. With `None` nothing is kept there, which never fails.
    ///
    /// # Errors
    /// When the browser denies it.
    pub fn save(self, key: &str, value: Option<&str>) -> Result<(), StorageDenied> {
        let (storage, key) = (self.storage(), whole(key));
        match (storage, value) {
            (Some(storage), Some(value)) => storage.set_item(&key, value).map_err(|_| StorageDenied),
            (None, Some(_)) => Err(StorageDenied),
            (storage, None) => {
                // Fails for no storage that can be read.
                let _ = storage.map(|storage| storage.remove_item(&key));
                Ok(())
            }
        }
    }

    fn storage(self) -> Option<web_sys::Storage> {
        let window = window();
        let storage = match self {
            Self::Local => window.local_storage(),
            Self::Session => window.session_storage(),
        };
        storage.ok()?
    }
}

fn whole(key: &str) -> String {
    PREFIX.to_owned() + key
}
