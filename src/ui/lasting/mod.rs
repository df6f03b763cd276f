//! What makes a connection last, as it runs: its state in the status strip, and the outbox.

mod accounts;
mod strip;
mod tray;

pub use accounts::accounts;
pub use strip::strip;
pub use tray::tray;
