//! What makes a connection last, as it runs: its state in the status strip, and the outbox.

mod strip;
mod tray;

pub use strip::strip;
pub use tray::tray;
