//! A port in front of wsbin that counts who comes through it: how a test proves that nobody connected.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// An open door. It closes when it is dropped.
pub(crate) struct Door {
    addr: SocketAddr,
    entered: Arc<AtomicUsize>,
    keeper: JoinHandle<()>,
}

impl Door {
    /// Opens one to `server`.
    pub(crate) async fn open(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        let entered = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&entered);
        let keeper = tokio::spawn(async move {
            while let Ok((mut guest, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    let mut host = TcpStream::connect(server).await?;
                    copy_bidirectional(&mut guest, &mut host).await
                });
            }
        });
        Ok(Self {
            addr,
            entered,
            keeper,
        })
    }

    /// The WebSocket URL of a path behind it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("ws://{}{path}", self.addr)
    }

    /// How many connections there have been.
    pub(crate) fn entered(&self) -> usize {
        self.entered.load(Ordering::SeqCst)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

/// A WebSocket URL where nobody listens.
pub(crate) fn nobodys_url() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    format!(
        "ws://{}/",
        listener.local_addr().expect("a bound socket has an address")
    )
}
