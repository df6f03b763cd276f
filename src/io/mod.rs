//! The only code that calls the browser. Each adapter translates between the browser's objects and our own
//! types, owns its closures, and undoes its effects in `Drop`. No rule of the tester is decided here.

pub mod case;
pub mod chance;
pub mod clipboard;
pub mod clock;
pub mod document;
pub mod download;
pub mod file;
pub mod frame;
pub mod idle;
pub mod listener;
pub mod location;
pub mod media;
mod outside;
pub mod part;
pub mod resize;
pub mod rows;
pub mod salvage;
pub mod socket;
pub mod storage;
pub mod suspension;
pub mod timer;
pub mod url;
