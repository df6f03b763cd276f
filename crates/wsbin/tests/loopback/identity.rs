//! The routes that ask who is there: by origin, and by each way to log in.

use std::time::{Duration, Instant};

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;
use wsbin::Server;

use crate::client::{
    Client, answer, closed, connect, connect_as, echoes, get, handshake, impatient_server, server, text,
};

const OTHER: (&str, &str) = ("Origin", "https://a.example");

fn own(server: &Server) -> String {
    format!("http://{}", server.addr())
}

/// The body of a page.
fn body(page: &str) -> &str {
    page.split_once("\r\n\r\n").unwrap().1
}

async fn say(server: &Server, path: &str, message: &str) -> Client {
    let mut client = connect(server, path).await;
    client.send(Message::text(message)).await.unwrap();
    client
}

async fn check_closed(client: &mut Client, code: u16, reason: &str) {
    assert_eq!(closed(client).await, Some((code, reason.to_owned())));
}

#[tokio::test]
async fn a_token_in_the_url_is_right_or_closed_with_4001() {
    let server = server().await;
    let mut client = connect(&server, "/auth?mode=query&token=letmein").await;
    assert!(echoes(&mut client).await);
    let mut client = connect(&server, "/auth?mode=query&token=letmeinn").await;
    check_closed(&mut client, 4001, "wrong token").await;
    let mut client = connect(&server, "/auth?mode=query").await;
    check_closed(&mut client, 4001, "no token").await;
}

#[tokio::test]
async fn a_token_in_the_url_can_be_refused_before_the_socket_opens() {
    let server = server().await;
    let refused = answer(&server, &handshake("/auth?mode=query&token=x&reject=http")).await;
    assert!(refused.starts_with("HTTP/1.1 401 Unauthorized\r\n"), "{refused}");
    assert_eq!(body(&refused), "wrong token\n");
    let right = connect_as(&server, "/auth?mode=query&token=letmein&reject=http", &[]).await;
    assert!(echoes(&mut right.unwrap()).await);
}

#[tokio::test]
async fn the_right_first_message_is_answered_and_then_echoed() {
    let server = server().await;
    let mut client = say(
        &server,
        "/auth?mode=first-message",
        r#"{"type":"auth","token":"letmein"}"#,
    )
    .await;
    assert_eq!(text(&mut client).await, r#"{"type":"ok"}"#);
    assert!(echoes(&mut client).await);
}

#[tokio::test]
async fn a_wrong_first_message_is_closed_with_4001() {
    let server = server().await;
    for (message, reason) in [
        (r#"{"type":"auth","token":"x"}"#, "wrong token"),
        (
            "hello",
            r#"the first message was not {"type":"auth","token":"..."}"#,
        ),
        (
            r#"{"type":"auth"}"#,
            r#"the first message was not {"type":"auth","token":"..."}"#,
        ),
    ] {
        let mut client = say(&server, "/auth?mode=first-message", message).await;
        check_closed(&mut client, 4001, reason).await;
    }
}

#[tokio::test]
async fn no_first_message_in_time_is_closed_with_4002() {
    let server = server().await;
    let opened = Instant::now();
    let mut client = connect(&server, "/auth?mode=first-message&within=300").await;
    check_closed(&mut client, 4002, "no token in time").await;
    assert!(opened.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_login_that_waits_longer_than_the_idle_limit_ends_with_it() {
    let server = impatient_server().await;
    let mut client = connect(&server, "/auth?mode=first-message").await;
    check_closed(&mut client, 1001, "the client said nothing for 0.3 s").await;
}

#[tokio::test]
async fn the_cookie_of_login_opens_and_nothing_else_does() {
    let server = server().await;
    let page = get(&server, "/login").await;
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(!page.contains("Access-Control"), "{page}");
    let cookie = page
        .lines()
        .find_map(|line| line.strip_prefix("Set-Cookie: "))
        .unwrap();
    let (cookie, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(attributes, " HttpOnly; SameSite=Strict; Path=/; Max-Age=600");
    let several = format!("theme=dark; {cookie}");
    let path = "/auth?mode=cookie";
    for cookies in [cookie, &several] {
        let client = connect_as(&server, path, &[("Cookie", cookies)]).await;
        assert!(echoes(&mut client.unwrap()).await, "{cookies}");
    }
    let own = own(&server);
    let own_page = [("Cookie", cookie), ("Origin", own.as_str())];
    assert!(connect_as(&server, path, &own_page).await.is_ok());
    assert_eq!(connect_as(&server, path, &[]).await.err(), Some(401));
    assert_eq!(
        connect_as(&server, path, &[("Cookie", "theme=dark")]).await.err(),
        Some(401)
    );
    let hijack = [("Cookie", cookie), OTHER];
    assert_eq!(connect_as(&server, path, &hijack).await.err(), Some(403));
}

#[tokio::test]
async fn a_ticket_opens_once() {
    let server = server().await;
    let page = get(&server, "/ticket").await;
    assert!(page.contains("\r\nCache-Control: no-store\r\n"), "{page}");
    assert!(!page.contains("Access-Control"), "{page}");
    let ticket = body(&page);
    assert_eq!(ticket.len(), 32, "{ticket}");
    let path = format!("/auth?mode=ticket&ticket={ticket}");
    // A look at the route over HTTP uses no ticket up.
    assert!(get(&server, &path).await.starts_with("HTTP/1.1 426 "));
    assert!(echoes(&mut connect(&server, &path).await).await);
    let reason = "this ticket was never given, was used, is older than 30 s, or gave way to 1000 newer ones";
    check_closed(&mut connect(&server, &path).await, 4001, reason).await;
    let again = connect_as(&server, &format!("{path}&reject=http"), &[]).await;
    assert_eq!(again.err(), Some(401));
    for none in ["/auth?mode=ticket", "/auth?mode=ticket&ticket="] {
        check_closed(&mut connect(&server, none).await, 4001, "no ticket").await;
    }
}

#[tokio::test]
async fn each_ticket_is_another_and_all_of_them_open() {
    let server = server().await;
    let pages = [get(&server, "/ticket").await, get(&server, "/ticket").await];
    let [first, second] = pages.each_ref().map(|page| body(page));
    assert_ne!(first, second);
    for ticket in [second, first] {
        let path = format!("/auth?mode=ticket&ticket={ticket}&reject=http");
        assert!(connect_as(&server, &path, &[]).await.is_ok());
    }
}

#[tokio::test]
async fn login_and_ticket_are_fetched_by_pages_of_their_own_origin_only() {
    let server = server().await;
    for path in ["/login", "/ticket"] {
        let as_page = |origin: &str| format!("GET {path} HTTP/1.1\r\nHost: x:1\r\nOrigin: {origin}\r\n\r\n");
        let fetched = answer(&server, &as_page("http://x:1")).await;
        assert!(fetched.starts_with("HTTP/1.1 200 "), "{fetched}");
        let refused = answer(&server, &as_page("http://x:2")).await;
        assert!(refused.starts_with("HTTP/1.1 403 "), "{refused}");
        assert!(!refused.contains("Set-Cookie"), "{refused}");
        let upgraded = answer(&server, &handshake(path)).await;
        assert!(upgraded.starts_with("HTTP/1.1 400 "), "{upgraded}");
        assert_eq!(
            body(&upgraded),
            format!("{path} is fetched, it speaks no WebSocket - send a GET without Upgrade\n")
        );
    }
}

#[tokio::test]
async fn origin_lets_in_those_of_its_list_and_no_one_without() {
    let server = server().await;
    let path = "/origin?allow=http://b.example:8080,https://a.example";
    let client = connect_as(&server, path, &[OTHER]).await;
    assert!(echoes(&mut client.unwrap()).await);
    let own = own(&server);
    for headers in [
        &[("Origin", "http://a.example")][..],
        &[("Origin", "https://a.example.b.example")],
        &[("Origin", "null")],
        &[("Origin", own.as_str())],
        &[],
    ] {
        let refused = connect_as(&server, path, headers).await;
        assert_eq!(refused.err(), Some(403), "{headers:?}");
    }
    let refused = answer(
        &server,
        &handshake(path).replacen("Host: x\r\n", "Host: x\r\nOrigin: http://c\r\n", 1),
    )
    .await;
    assert_eq!(
        body(&refused),
        "the Origin is \"http://c\" - this route is for http://b.example:8080, https://a.example\n"
    );
}

#[tokio::test]
async fn two_origins_are_refused_where_one_decides() {
    let server = server().await;
    let own = own(&server);
    let twice = format!("Origin: {own}\r\nOrigin: {own}\r\n");
    for path in ["/origin", "/handshake", "/auth?mode=cookie", "/origin?allow=null"] {
        let asked =
            handshake(path).replacen("Host: x\r\n", &format!("Host: {}\r\n{twice}", server.addr()), 1);
        let refused = answer(&server, &asked).await;
        assert!(refused.starts_with("HTTP/1.1 403 "), "{path}: {refused}");
        if path == "/origin" {
            let says = "the handshake has 2 Origin headers - a browser sends one\n";
            assert_eq!(body(&refused), says);
        }
    }
}

#[tokio::test]
async fn origin_without_a_list_is_for_the_servers_own_pages() {
    let server = server().await;
    let own = own(&server);
    let client = connect_as(&server, "/origin", &[("Origin", own.as_str())]).await;
    assert!(echoes(&mut client.unwrap()).await);
    for headers in [&[OTHER][..], &[]] {
        assert_eq!(connect_as(&server, "/origin", headers).await.err(), Some(403));
    }
}

#[tokio::test]
async fn handshake_shows_the_client_its_own_request_without_its_secrets() {
    let server = server().await;
    let own = own(&server);
    let headers = [
        ("Origin", own.as_str()),
        ("X-Lesson", "a, b"),
        ("Cookie", "session=secret"),
        ("Authorization", "Bearer secret"),
    ];
    let mut client = connect_as(&server, "/handshake?lesson=1", &headers)
        .await
        .unwrap();
    let head = text(&mut client).await;
    assert!(head.starts_with("GET /handshake?lesson=1 HTTP/1.1\r\n"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    let value = |name: &str| {
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        headers
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    assert_eq!(value("Host"), Some(server.addr().to_string().as_str()));
    assert_eq!(value("Upgrade"), Some("websocket"));
    assert_eq!(value("Sec-WebSocket-Version"), Some("13"));
    assert_eq!(value("Origin"), Some(own.as_str()));
    assert_eq!(value("X-Lesson"), Some("a, b"));
    assert_eq!(value("Cookie"), Some("(left out)"));
    assert_eq!(value("Authorization"), Some("(left out)"));
    assert!(!head.contains("secret"), "{head}");
    assert!(echoes(&mut client).await);
}

#[tokio::test]
async fn handshake_says_nothing_to_pages_of_other_origins() {
    let server = server().await;
    assert_eq!(connect_as(&server, "/handshake", &[OTHER]).await.err(), Some(403));
    assert!(connect_as(&server, "/handshake", &[]).await.is_ok());
}
