//! The head of one HTTP request, read from a connection. No body: nothing here takes one.

use std::fmt;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::timeout;

use crate::limits;

/// What a client asked for.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path, still percent-encoded, always beginning with a slash.
    pub(crate) path: String,
    /// The query without its question mark.
    pub(crate) query: String,
    /// HTTP/1.1 rather than 1.0: a WebSocket handshake needs it (RFC 6455 4.1).
    pub(crate) is_http_1_1: bool,
    headers: Vec<(String, String)>,
    /// What came after the head: the first frames of a client that did not wait.
    pub(crate) early: Vec<u8>,
}

impl Request {
    /// The first header of that name, in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Every header as it came, in order.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The comma-separated items of every header of that name.
    pub(crate) fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self
            .headers
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name));
        values
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|item| !item.is_empty())
    }
}

/// Why there is no request.
#[derive(Debug)]
pub(crate) enum RequestError {
    /// The client left, or said nothing in time: there is nobody to answer.
    Disconnected,
    TooLong,
    Malformed(httparse::Error),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disconnected => f.write_str("the client sent no request"),
            Self::TooLong => write!(
                f,
                "the request's head is too long - send at most {} bytes in at most {} headers",
                limits::REQUEST_HEAD_BYTES,
                limits::REQUEST_HEADERS
            ),
            Self::Malformed(error) => {
                write!(f, "this is not an HTTP request ({error}) - speak HTTP/1.1 here")
            }
        }
    }
}

/// Reads one request, within the bounds of size and time.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Result<Request, RequestError> {
    let mut buffer = Vec::with_capacity(2048);
    let reading = async {
        loop {
            // An error and the end of the stream are the same: nobody is there.
            let Ok(1..) = stream.read_buf(&mut buffer).await else {
                return Err(RequestError::Disconnected);
            };
            if let Some(request) = parse(&buffer)? {
                return Ok(request);
            }
            if buffer.len() >= limits::REQUEST_HEAD_BYTES {
                return Err(RequestError::TooLong);
            }
        }
    };
    timeout(limits::REQUEST_WAIT, reading)
        .await
        .unwrap_or(Err(RequestError::Disconnected))
}

/// The request at the start of `bytes`, or `None` while its head is incomplete.
fn parse(bytes: &[u8]) -> Result<Option<Request>, RequestError> {
    let mut headers = [httparse::EMPTY_HEADER; limits::REQUEST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(RequestError::TooLong),
        Err(error) => return Err(RequestError::Malformed(error)),
    };
    if length > limits::REQUEST_HEAD_BYTES {
        return Err(RequestError::TooLong);
    }
    let target = head.path.expect("a complete head has a target");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if !path.starts_with('/') {
        // A proxy's `http://host/path`, or `*`: nothing is served under those.
        return Err(RequestError::Malformed(httparse::Error::Token));
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Some(Request {
        method: head.method.expect("a complete head has a method").to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        is_http_1_1: head.version == Some(1),
        headers: head
            .headers
            .iter()
            .map(|header| (header.name.to_owned(), text(header.value)))
            .collect(),
        early: bytes[length..].to_vec(),
    }))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The request that these bytes hold, for the tests of other modules.
    pub(crate) fn request(head: &str) -> Request {
        parse(head.as_bytes()).unwrap().unwrap()
    }

    async fn read(bytes: &[u8]) -> Result<Request, String> {
        read_request(&mut &bytes[..])
            .await
            .map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_request_is_split_into_its_parts() {
        let request = read(b"GET /a%20b?c=d?e HTTP/1.1\r\nHOST: x\r\nA: 1, 2\r\na: 3\r\n\r\nearly")
            .await
            .unwrap();
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            ("GET", "/a%20b")
        );
        assert_eq!(
            (request.query.as_str(), request.header("host")),
            ("c=d?e", Some("x"))
        );
        assert_eq!(request.list("a").collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(request.early, b"early");
        assert!(request.is_http_1_1);
    }

    #[tokio::test]
    async fn what_is_no_request_is_told_so() {
        assert_eq!(read(b"").await.unwrap_err(), "the client sent no request");
        assert_eq!(
            read(b"GET / HTTP/1.1\r\nHos").await.unwrap_err(),
            "the client sent no request"
        );
        assert!(
            read(b"SSH-2.0-OpenSSH\r\n\r\n")
                .await
                .unwrap_err()
                .starts_with("this is not an HTTP request")
        );
        assert!(
            read(b"GET http://x/ HTTP/1.1\r\n\r\n")
                .await
                .unwrap_err()
                .starts_with("this is not an HTTP")
        );
        let long = format!(
            "GET / HTTP/1.1\r\nA: {}\r\n\r\n",
            "a".repeat(limits::REQUEST_HEAD_BYTES)
        );
        assert!(
            read(long.as_bytes())
                .await
                .unwrap_err()
                .starts_with("the request's head is too long")
        );
        let many = format!(
            "GET / HTTP/1.1\r\n{}\r\n",
            "A: a\r\n".repeat(limits::REQUEST_HEADERS + 1)
        );
        assert!(
            read(many.as_bytes())
                .await
                .unwrap_err()
                .starts_with("the request's head is too long")
        );
    }
}
