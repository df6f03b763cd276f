//! One HTTP answer, after which the connection ends: there is no keep-alive here.

use std::fmt::{self, Write as _};

use tokio::net::TcpStream;

use crate::tcp;

/// A status, headers and a body.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Reply {
    /// A body of some type.
    pub(crate) fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", content_type.to_owned())],
            body,
        }
    }

    /// One plain sentence, with its newline: what every error is.
    pub(crate) fn sentence(status: u16, sentence: &(impl fmt::Display + ?Sized)) -> Self {
        Self::new(
            status,
            "text/plain; charset=utf-8",
            format!("{sentence}\n").into_bytes(),
        )
        .with("Cache-Control", "no-store")
    }

    /// The same with one more header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same without its body, as HEAD wants it; the length stays that of the body.
    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, phrase(self.status));
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if may_have_body(self.status) {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        head + "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    }

    /// Sends it and ends the connection.
    pub(crate) async fn send(self, stream: TcpStream) {
        self.send_to(stream, true).await;
    }

    /// Sends it without its body and ends the connection.
    pub(crate) async fn send_head(self, stream: TcpStream) {
        self.send_to(stream, false).await;
    }

    async fn send_to(self, mut stream: TcpStream, with_body: bool) {
        let mut bytes = self.head().into_bytes();
        if with_body && may_have_body(self.status) {
            bytes.extend_from_slice(&self.body);
        }
        // A client that left before its answer is no news to anyone.
        if tcp::write_all(&mut stream, &bytes).await.is_ok() {
            tcp::farewell(stream).await;
        }
    }
}

/// RFC 9110 15.3.5, 15.4.5: these end with their head.
fn may_have_body(status: u16) -> bool {
    !matches!(status, 204 | 304)
}

/// The words after the number. Clients ignore them; people reading a trace do not.
fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        407 => "Proxy Authentication Required",
        418 => "I'm a teapot",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => match status / 100 {
            2 => "Success",
            3 => "Redirection",
            4 => "Client Error",
            _ => "Server Error",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_without_a_body_claims_no_length() {
        assert!(
            Reply::sentence(404, "no")
                .head()
                .contains("Content-Length: 3\r\n")
        );
        assert!(!Reply::sentence(304, "no").head().contains("Content-Length"));
    }
}
