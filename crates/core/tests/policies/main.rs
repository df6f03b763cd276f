//! The life of connections that last, over virtual time: days pass in milliseconds.

#[path = "../elsewhere/mod.rs"]
mod elsewhere;
#[path = "../script/mod.rs"]
mod script;
#[path = "../support/mod.rs"]
mod support;

mod heartbeat;
mod life;
mod opening;
mod outbox;
mod reconnect;
mod repeat;
mod replies;
mod together;
