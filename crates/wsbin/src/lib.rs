//! wsbin: "httpbin for WebSockets". A small server whose every route behaves, or misbehaves, in one known way.
//!
//! [`Server::spawn`] starts one on a loopback port and stops it on drop; `/wsbin` on it lists the routes.
//! There is no TLS and no logging, and only the routes about logins and origins look at one: it is a thing to test
//! against, not a thing to deploy.

#![warn(missing_docs)]

mod ask;
mod assets;
mod behaviour;
mod connection;
mod fetched;
mod flaw;
mod frame;
mod handshake;
mod http;
mod index;
mod limits;
mod login;
mod memory;
mod origin;
mod param;
mod pieces;
mod reply;
mod route;
mod runs;
mod server;
mod socket;
mod table;
mod tcp;
mod tickets;
mod violation;
mod wire;

pub use server::{Config, Server};

/// Whether a client that asks for `target`, a path and a query, finds a route that takes them; if not, what it is told.
pub fn check_route(target: &str) -> Result<(), String> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    route::route(path, query)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

/// Whether something is fetched over HTTP from that path.
pub fn is_fetched(path: &str) -> bool {
    fetched::find(path).is_some()
}
