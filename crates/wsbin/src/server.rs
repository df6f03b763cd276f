//! The server itself: a listener, a bound on connections, and an end that takes them all along.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

use crate::assets::Assets;
use crate::connection::{self, Shared};
use crate::limits;
use crate::memory::Memory;

/// Where to listen and what to serve beside the WebSocket routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The address to bind; loopback unless someone asks for more.
    pub host: IpAddr,
    /// The port; 0 lets the system choose a free one.
    pub port: u16,
    /// How long a connection is kept on which the client says nothing.
    pub idle: Duration,
    /// A directory of static files for `/` and below, such as the page's `dist`.
    pub assets: Option<PathBuf>,
}

impl Default for Config {
    /// 127.0.0.1, a port of the system's choice, ten minutes of silence, no static files.
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            idle: limits::IDLE,
            assets: None,
        }
    }
}

/// A running server. Dropping it ends it and every connection it holds.
#[derive(Debug)]
pub struct Server {
    addr: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Binds and begins to serve, on the tokio runtime of the caller.
    ///
    /// Errors are sentences: `AddrInUse` when the port is taken, and the file system's kinds when `assets` is not a
    /// readable directory.
    ///
    /// ```
    /// # tokio::runtime::Runtime::new().unwrap().block_on(async {
    /// let server = wsbin::Server::spawn(wsbin::Config::default()).await?;
    /// assert!(server.url("/echo").starts_with("ws://127.0.0.1:"));
    /// # std::io::Result::Ok(())
    /// # }).unwrap();
    /// ```
    pub async fn spawn(config: Config) -> io::Result<Self> {
        let assets = config.assets.as_deref().map(Assets::new).transpose()?;
        let wanted = SocketAddr::new(config.host, config.port);
        let listener = TcpListener::bind(wanted)
            .await
            .map_err(|error| explain(wanted, &error))?;
        let addr = listener.local_addr()?;
        Ok(Self {
            addr,
            accepting: tokio::spawn(accept(
                listener,
                Arc::new(Shared {
                    assets,
                    idle: config.idle,
                    memory: Memory::default(),
                }),
            )),
        })
    }

    /// The address it listens on, with the port that was chosen.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The WebSocket URL of a path: `server.url("/echo") == "ws://127.0.0.1:9160/echo"`.
    pub fn url(&self, path: &str) -> String {
        format!("ws://{}{path}", self.reachable())
    }

    /// The HTTP URL of a path: `server.http_url("/") == "http://127.0.0.1:9160/"`.
    pub fn http_url(&self, path: &str) -> String {
        format!("http://{}{path}", self.reachable())
    }

    /// Ends it, and returns once the port is free.
    pub async fn stop(mut self) {
        self.accepting.abort();
        // It ends by being aborted: the one error there is.
        let _ = (&mut self.accepting).await;
    }

    /// An address to connect to: one that listens everywhere is found at loopback.
    fn reachable(&self) -> SocketAddr {
        match self.addr {
            SocketAddr::V4(addr) if addr.ip().is_unspecified() => (Ipv4Addr::LOCALHOST, addr.port()).into(),
            SocketAddr::V6(addr) if addr.ip().is_unspecified() => (Ipv6Addr::LOCALHOST, addr.port()).into(),
            addr => addr,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn explain(wanted: SocketAddr, error: &io::Error) -> io::Error {
    let sentence = match error.kind() {
        io::ErrorKind::AddrInUse => format!("port {} on {} is taken", wanted.port(), wanted.ip()),
        io::ErrorKind::PermissionDenied => {
            format!(
                "port {} needs more rights than this user has - choose one above 1023",
                wanted.port()
            )
        }
        io::ErrorKind::AddrNotAvailable => format!("{} is not an address of this machine", wanted.ip()),
        _ => format!("cannot listen on {wanted}: {error}"),
    };
    io::Error::new(error.kind(), sentence)
}

/// Takes connections until it is aborted; the set takes its tasks along when it is dropped.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(limits::CONNECTIONS));
    let refusals = Arc::new(Semaphore::new(limits::REFUSALS));
    let mut connections = JoinSet::new();
    loop {
        // Finished tasks are cleared here, or the set would grow with every connection ever made.
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: the connection waits in the backlog until some are free.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Small messages leave at once (Nagle's algorithm would hold them for an acknowledgement).
        let _ = stream.set_nodelay(true);
        if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
            let shared = Arc::clone(&shared);
            connections.spawn(async move {
                connection::serve(stream, &shared).await;
                drop(place);
            });
        } else if let Ok(place) = Arc::clone(&refusals).try_acquire_owned() {
            connections.spawn(async move {
                connection::refuse(stream).await;
                drop(place);
            });
        }
    }
}
