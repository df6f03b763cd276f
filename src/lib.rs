//! Tabcat in the browser: the thin shell around [`tabcat_core`]. Views call the app, the app calls the
//! browser adapters, and neither views nor adapters know each other (`ui -> app -> io`).

pub mod app;
pub mod classes;
pub mod io;
pub mod ui;
