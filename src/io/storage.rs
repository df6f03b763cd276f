//! The browser's storage for this page: one string per key.

use super::listener::window;

/// The prefix of each key: other pages of the same origin share the storage.
const PREFIX: &str = "tabcat.";

/// How long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Between visits, for all tabs.
    Local,
    /// Until the tab is closed, for this tab only.
    Session,
}

/// Storage is denied or full, as in private windows and with strict settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StorageDenied;

impl Area {
    /// The value kept under `key`, if any. Denied storage reads as empty.
    pub fn load(self, key: &str) -> Option<String> {
        self.storage()?.get_item(&whole(key)).ok()?
    }

    /// Stores `value` under `key`; if that fails, the old value stays. `None` removes the value, which never
    /// fails.
    ///
    /// # Errors
    /// If the browser denies it.
    pub fn save(self, key: &str, value: Option<&str>) -> Result<(), StorageDenied> {
        let (storage, key) = (self.storage(), whole(key));
        match (storage, value) {
            (Some(storage), Some(value)) => storage.set_item(&key, value).map_err(|_| StorageDenied),
            (None, Some(_)) => Err(StorageDenied),
            (storage, None) => {
                // Never fails for a storage that can be read.
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
