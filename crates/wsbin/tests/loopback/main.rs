//! Every route, over real loopback sockets.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod client;
mod closing;
mod consent;
mod counted;
mod deflated;
mod floods;
mod identity;
mod lives;
mod messages;
mod opening;
mod pages;
mod quiet;
mod violations;
