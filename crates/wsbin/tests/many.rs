//! Many connections at once, and the bound on them. A file of its own: it takes most of a usual 1024 descriptors.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt, future};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use wsbin::{Config, Server};

/// As `limits::CONNECTIONS`.
const CONNECTIONS: usize = 400;

const SOON: Duration = Duration::from_secs(10);

async fn connect(server: &Server, path: &str) -> Result<WebSocketStream<TcpStream>, Error> {
    let stream = TcpStream::connect(server.addr()).await?;
    let (client, _) = timeout(SOON, client_async(server.url(path), stream))
        .await
        .expect("an answer in time")?;
    Ok(client)
}

async fn fill(server: &Server, path: &str) -> Vec<WebSocketStream<TcpStream>> {
    future::try_join_all((0..CONNECTIONS).map(|_| connect(server, path)))
        .await
        .expect("there is a place for each")
}

/// Connects once there is a place again, which takes the server a moment to notice.
async fn connect_in_time(server: &Server) {
    let place = async {
        while connect(server, "/echo").await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(SOON, place).await.expect("the places come back");
}

/// One test, because two at once would need twice the descriptors.
#[tokio::test(flavor = "multi_thread")]
async fn all_places_work_at_once_one_more_is_refused_and_they_come_back() {
    let server = Server::spawn(Config::default()).await.unwrap();

    let mut clients = fill(&server, "/echo").await;
    let talks = clients.iter_mut().enumerate().map(async |(number, client)| {
        let message = Message::text(format!("client {number}"));
        client.send(message.clone()).await.unwrap();
        assert_eq!(client.next().await.unwrap().unwrap(), message);
    });
    timeout(SOON, future::join_all(talks))
        .await
        .expect("everyone is answered");

    let Err(Error::Http(refusal)) = connect(&server, "/echo").await else {
        panic!("one too many was let in")
    };
    assert_eq!(refusal.status(), 503);

    drop(clients);
    connect_in_time(&server).await;

    // The route that never reads still notices that its clients are gone, even with unread bytes before their end.
    let mut silent = fill(&server, "/silent").await;
    for client in &mut silent {
        client.send(Message::text("never read")).await.unwrap();
    }
    drop(silent);
    connect_in_time(&server).await;

    // Nor do clients that say nothing at all keep a place for good once they leave.
    let mute = future::try_join_all((0..CONNECTIONS).map(|_| TcpStream::connect(server.addr())))
        .await
        .unwrap();
    drop(mute);
    connect_in_time(&server).await;
}

#[tokio::test]
async fn a_stopped_server_leaves_its_port_and_takes_its_connections_along() {
    let server = Server::spawn(Config::default()).await.unwrap();
    let addr = server.addr();
    let mut client = connect(&server, "/echo").await.unwrap();
    let mut mute = TcpStream::connect(addr).await.unwrap();
    mute.write_all(b"GET / HT").await.unwrap();
    server.stop().await;
    assert!(TcpStream::connect(addr).await.is_err());
    assert!(timeout(SOON, client.next()).await.unwrap().unwrap().is_err());
    let read = timeout(SOON, mute.read(&mut [0; 8])).await.unwrap();
    assert!(matches!(read, Ok(0) | Err(_)));
    let again = Server::spawn(Config {
        port: addr.port(),
        ..Config::default()
    })
    .await
    .unwrap();
    assert!(connect(&again, "/echo").await.is_ok());
}

#[tokio::test]
async fn a_taken_port_is_a_sentence() {
    let first = Server::spawn(Config::default()).await.unwrap();
    let port = first.addr().port();
    let error = Server::spawn(Config {
        port,
        ..Config::default()
    })
    .await
    .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    assert_eq!(error.to_string(), format!("port {port} on 127.0.0.1 is taken"));
}
