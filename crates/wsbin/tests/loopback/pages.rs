//! What is served over plain HTTP.

use std::fs;
use std::path::PathBuf;

use wsbin::{Config, Server};

use crate::client::{answer, get, server, server_with};

/// A directory that is gone with the test.
struct Dist(PathBuf);

impl Dist {
    /// `name` keeps the tests apart: they run at the same time.
    fn new(name: &str) -> Self {
        let outside = std::env::temp_dir().join(format!("wsbin-{name}-{}", std::process::id()));
        let dist = outside.join("dist");
        fs::create_dir_all(dist.join("sub")).unwrap();
        fs::create_dir_all(dist.join("0123456789abcdef")).unwrap();
        fs::write(outside.join("secret.txt"), "secret").unwrap();
        fs::write(dist.join(".hidden"), "secret").unwrap();
        let html = r#"<html><head><meta name="wsbin" content=""></head></html>"#;
        fs::write(dist.join("index.html"), html).unwrap();
        fs::write(dist.join("sub/index.html"), "<p>sub").unwrap();
        for file in [
            "0123456789abcdef/app.js",
            "0123456789abcdef/app_bg.wasm",
            "site.webmanifest",
            "icon.svg",
        ] {
            fs::write(dist.join(file), "content").unwrap();
        }
        Self(outside)
    }

    async fn serve(&self) -> Server {
        server_with(&self.0.join("dist")).await
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn files_have_their_types_and_only_those_of_a_deployment_are_kept() {
    let dist = Dist::new("types");
    let server = dist.serve().await;
    let kept = "public, max-age=31536000, immutable";
    for (path, content_type, cache) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/?url=ws%3A%2F%2Fx", "text/html; charset=utf-8", "no-cache"),
        ("/sub/", "text/html; charset=utf-8", "no-cache"),
        ("/0123456789abcdef/app.js", "text/javascript; charset=utf-8", kept),
        ("/0123456789abcdef/app_bg.wasm", "application/wasm", kept),
        ("/site.webmanifest", "application/manifest+json", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
    ] {
        let answer = get(&server, path).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{path}: {answer}");
        assert!(
            answer.contains(&format!("\r\nContent-Type: {content_type}\r\n")),
            "{path}: {answer}"
        );
        assert!(
            answer.contains(&format!("\r\nCache-Control: {cache}\r\n")),
            "{path}: {answer}"
        );
        assert!(
            answer.contains("\r\nX-Content-Type-Options: nosniff\r\n"),
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_there_compressed_is_sent_so_to_who_takes_it() {
    let dist = Dist::new("compressed");
    fs::write(dist.0.join("dist/icon.svg.br"), "short").unwrap();
    let server = dist.serve().await;
    let plain = get(&server, "/icon.svg").await;
    assert!(
        plain.ends_with("\r\n\r\ncontent") && !plain.contains("Content-Encoding"),
        "{plain}"
    );
    let head = "GET /icon.svg HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n";
    let small = answer(&server, head).await;
    assert!(small.contains("\r\nContent-Encoding: br\r\n"), "{small}");
    assert!(small.contains("\r\nContent-Type: image/svg+xml\r\n"), "{small}");
    assert!(small.ends_with("\r\n\r\nshort"), "{small}");
}

#[tokio::test]
async fn the_page_is_told_who_serves_it() {
    let dist = Dist::new("meta");
    let server = dist.serve().await;
    let expect = r#"<html><head><meta name="wsbin" content="/"></head></html>"#;
    assert!(get(&server, "/").await.ends_with(&format!("\r\n\r\n{expect}")));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let dist = Dist::new("head");
    let server = dist.serve().await;
    for path in ["/", "/icon.svg", "/wsbin", "/missing", "/echo"] {
        let whole = get(&server, path).await;
        let head = answer(&server, &format!("HEAD {path} HTTP/1.1\r\nHost: x:1\r\n\r\n")).await;
        assert_eq!(head, whole[..whole.find("\r\n\r\n").unwrap() + 4], "{path}");
    }
}

#[tokio::test]
async fn nothing_outside_the_directory_is_served() {
    let dist = Dist::new("outside");
    #[cfg(unix)]
    std::os::unix::fs::symlink(dist.0.join("secret.txt"), dist.0.join("dist/link.txt")).unwrap();
    let server = dist.serve().await;
    for path in [
        "/../secret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/link.txt",
        "/.hidden",
        "//etc/passwd",
        "/missing",
        "/%00",
    ] {
        let answer = get(&server, path).await;
        assert!(
            answer.starts_with("HTTP/1.1 404 ") && !answer.contains("\r\n\r\nsecret"),
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn the_index_lists_the_routes_without_any_script() {
    let server = server().await;
    let page = get(&server, "/wsbin").await;
    assert!(page.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"));
    assert!(page.contains("<code>/close/{code}?reason=&amp;after=</code>"));
    assert!(page.contains("default-src 'none'") && !page.contains("<script"));
}

#[tokio::test]
async fn without_a_page_the_root_leads_to_the_index() {
    let server = server().await;
    let answer = get(&server, "/").await;
    assert!(answer.starts_with("HTTP/1.1 302 Found\r\n") && answer.contains("\r\nLocation: /wsbin\r\n"));
    assert!(get(&server, "/nothing").await.starts_with("HTTP/1.1 404 "));
}

#[tokio::test]
async fn a_websocket_route_that_is_fetched_says_what_it_is() {
    let server = server().await;
    for path in ["/echo", "/close/1000?reason=x", "/reject/404", "/stall"] {
        let answer = get(&server, path).await;
        assert!(
            answer.starts_with("HTTP/1.1 426 Upgrade Required\r\n"),
            "{path}: {answer}"
        );
        assert!(answer.contains("\r\nUpgrade: websocket\r\n"), "{path}: {answer}");
    }
    let sentence = "/echo speaks WebSocket - connect to ws://x:1/echo instead of fetching it";
    assert!(
        get(&server, "/echo")
            .await
            .ends_with(&format!("\r\n\r\n{sentence}\n"))
    );
}

#[tokio::test]
async fn bad_parameters_are_told_to_whoever_fetches_them_too() {
    let server = server().await;
    for path in ["/close/99999", "/flood?n=x", "/close", "/reject/20"] {
        let answer = get(&server, path).await;
        assert!(
            answer.starts_with("HTTP/1.1 400 Bad Request\r\n"),
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn what_is_no_request_for_a_page_is_told_so() {
    let server = server().await;
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(17 * 1024));
    for (request, status) in [
        (
            "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody",
            "405 Method Not Allowed",
        ),
        ("DELETE /echo HTTP/1.1\r\n\r\n", "405 Method Not Allowed"),
        ("SSH-2.0-OpenSSH_9.9\r\n\r\n", "400 Bad Request"),
        (long.as_str(), "431 Request Header Fields Too Large"),
    ] {
        let answer = answer(&server, request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{request}: {answer}"
        );
    }
}

#[tokio::test]
async fn an_assets_directory_that_is_not_there_is_a_sentence() {
    let check = async |path: &str, expect: &str| {
        let config = Config {
            assets: Some(path.into()),
            ..Config::default()
        };
        assert_eq!(Server::spawn(config).await.unwrap_err().to_string(), expect);
    };
    check(
        "/nowhere/dist",
        "the assets directory /nowhere/dist cannot be read - name a directory that exists",
    )
    .await;
    check(
        "/dev/null",
        "the assets directory /dev/null is not a directory - name a directory that exists",
    )
    .await;
}
