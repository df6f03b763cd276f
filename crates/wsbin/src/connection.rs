//! One TCP connection from its request to its end: a page, an error, or a WebSocket.

use std::time::Duration;

use tokio::net::TcpStream;

use crate::assets::Assets;
use crate::handshake::{self, Arrival};
use crate::http::{Request, RequestError, read_request};
use crate::memory::Memory;
use crate::reply::Reply;
use crate::route::{Asked, is_route, route};
use crate::{behaviour, fetched, index, limits};

/// What all connections of a server share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) assets: Option<Assets>,
    /// How long the client of an open WebSocket may say nothing.
    pub(crate) idle: Duration,
    pub(crate) memory: Memory,
}

/// Serves whatever the client asks for.
pub(crate) async fn serve(mut stream: TcpStream, shared: &Shared) {
    let request = match read_request(&mut stream).await {
        Ok(request) => request,
        Err(RequestError::Disconnected) => return,
        Err(error @ RequestError::TooLong) => return Reply::sentence(431, &error).send(stream).await,
        Err(error @ RequestError::Malformed(_)) => return Reply::sentence(400, &error).send(stream).await,
    };
    if handshake::is_upgrade(&request) {
        return serve_upgrade(stream, request, shared).await;
    }
    match request.method.as_str() {
        "GET" => page(&request, shared).await.send(stream).await,
        "HEAD" => page(&request, shared).await.send_head(stream).await,
        method => {
            let sentence = format!("{method} is not served here - send GET or HEAD");
            Reply::sentence(405, &sentence)
                .with("Allow", "GET, HEAD")
                .send(stream)
                .await;
        }
    }
}

/// Tells a client that came when all places were taken.
pub(crate) async fn refuse(mut stream: TcpStream) {
    // Answering before the request is read would end in RST, and the client might see only that.
    if read_request(&mut stream).await.is_ok() {
        let sentence = format!(
            "all {} connections of this server are taken - close some and try again",
            limits::CONNECTIONS
        );
        Reply::sentence(503, &sentence)
            .with("Retry-After", "1")
            .send(stream)
            .await;
    }
}

async fn serve_upgrade(stream: TcpStream, request: Request, shared: &Shared) {
    if let Some((fetched, _)) = fetched::find(&request.path) {
        let sentence = format!(
            "{} is fetched, it speaks no WebSocket - send a GET without Upgrade",
            fetched.path()
        );
        return Reply::sentence(400, &sentence).send(stream).await;
    }
    let Asked { behaviour, run } = match route(&request.path, &request.query) {
        Ok(asked) => asked,
        Err(error) => return Reply::sentence(error.status(), &error).send(stream).await,
    };
    match handshake::check(&request) {
        Ok(accept) => {
            let run = run.map(|name| shared.memory.runs.of(&name));
            // A client that left before the end is no news to anyone.
            let arrival = Arrival::new(stream, request, accept, shared.idle, run);
            let _ = behaviour::run(behaviour, arrival, &shared.memory).await;
        }
        Err(error) => {
            let reply = Reply::sentence(error.status(), &error);
            reply
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13")
                .send(stream)
                .await;
        }
    }
}

async fn page(request: &Request, shared: &Shared) -> Reply {
    let path = request.path.as_str();
    if matches!(path, "/wsbin" | "/wsbin/") {
        return index::page();
    }
    if let Some((fetched, segment)) = fetched::find(path) {
        return fetched.reply(request, segment, &shared.memory);
    }
    if is_route(path) {
        // Parameters that can't work are worth knowing before anyone connects.
        if let Err(error) = route(path, &request.query) {
            return Reply::sentence(error.status(), &error);
        }
        let host = request.header("Host").unwrap_or("this server");
        let sentence =
            format!("{path} speaks WebSocket - connect to ws://{host}{path} instead of fetching it");
        return Reply::sentence(426, &sentence).with("Upgrade", "websocket");
    }
    match &shared.assets {
        Some(assets) => {
            let brotli = request.list("Accept-Encoding").any(|coding| coding == "br");
            assets.reply(path, brotli).await
        }
        None if path == "/" => {
            Reply::sentence(302, "the routes are listed at /wsbin").with("Location", "/wsbin")
        }
        None => Reply::sentence(
            404,
            &format!("there is nothing at {path} - /wsbin lists what is here"),
        ),
    }
}
