//! A port in front of wsbin that lets through what a test allows: a server that is slow to answer, or does not read.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// What the gate keeps for itself of what is not let through. The browser and the system keep more.
const KEPT: u32 = 16 * 1024;

const SHUT: u8 = 0;
const ANSWERS: u8 = 1;
const READS: u8 = 2;

/// A gate, shut at first. It goes when it is dropped.
pub(crate) struct Gate {
    addr: SocketAddr,
    state: Arc<AtomicU8>,
    keeper: JoinHandle<()>,
}

impl Gate {
    /// Builds one in front of `server`, on the runtime of the caller.
    pub(crate) fn build(server: SocketAddr) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(KEPT)?;
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let listener = socket.listen(16)?;
        let addr = listener.local_addr()?;
        let state = Arc::new(AtomicU8::new(SHUT));
        let of_all = Arc::clone(&state);
        let keeper = tokio::spawn(async move {
            while let Ok((guest, _)) = listener.accept().await {
                tokio::spawn(pass(guest, server, Arc::clone(&of_all)));
            }
        });
        Ok(Self { addr, state, keeper })
    }

    /// The WebSocket URL of a path behind it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("ws://{}{path}", self.addr)
    }

    /// Lets handshakes through, and nothing that the page says afterwards.
    pub(crate) fn answer(&self) {
        self.state.store(ANSWERS, Ordering::SeqCst);
    }

    /// Lets everything through.
    pub(crate) fn open(&self) {
        self.state.store(READS, Ordering::SeqCst);
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.keeper.abort();
    }
}

async fn pass(guest: TcpStream, server: SocketAddr, state: Arc<AtomicU8>) -> io::Result<()> {
    let allowed = async |needed| {
        while state.load(Ordering::SeqCst) < needed {
            sleep(Duration::from_millis(5)).await;
        }
    };
    allowed(ANSWERS).await;
    let host = TcpStream::connect(server).await?;
    let (mut from_guest, mut to_guest) = guest.into_split();
    let (mut from_host, mut to_host) = host.into_split();
    tokio::spawn(async move { copy(&mut from_host, &mut to_guest).await });
    // The request comes in one piece: it is small.
    let mut request = vec![0; 4096];
    let read = from_guest.read(&mut request).await?;
    to_host.write_all(&request[..read]).await?;
    allowed(READS).await;
    copy(&mut from_guest, &mut to_host).await?;
    to_host.shutdown().await
}
