//! The size of a message on the wire: header, masking key and payload, beside an HTTP request with the same
//! payload.

use std::fmt;

use tabcat_core::format::count;

use crate::Side;
use crate::number::{self, NoNumber};

/// The condition under which a [`Size`] is right: a browser does not say how it sends.
pub const CONDITION: &str = "if sent as one frame, not compressed";

/// The error for a text that is not a size.
const NO_SIZE: &str = "Enter a whole number of bytes, such as 5 or 65536.";

/// The error for a size that is too large.
const TOO_LARGE: &str =
    "Enter at most 9,223,372,036,854,775,807 bytes: the length of a frame has 63 bits (RFC 6455 5.2).";

/// Reads a number of bytes, with or without commas, or returns the error.
pub fn read(text: &str) -> Result<u64, &'static str> {
    match number::read(text) {
        Ok(bytes) if bytes < 1 << 63 => Ok(bytes),
        Ok(_) | Err(NoNumber::TooLarge) => Err(TOO_LARGE),
        Err(NoNumber::NotDigits) => Err(NO_SIZE),
    }
}

/// The bytes of one frame. Display is a sum: `11 B = 2 + 4 + 5`, and without a key `7 B = 2 + 5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// 2, 4 or 10: FIN to length.
    pub header: u64,
    /// 4 from a client, 0 from a server.
    pub mask: u64,
    /// The payload of the application.
    pub payload: u64,
}

impl Size {
    /// The size of one frame with that payload length (RFC 6455 5.2).
    pub const fn of(payload: u64, from: Side) -> Self {
        Self {
            header: match payload {
                0..=125 => 2,
                126..=0xffff => 4,
                _ => 10,
            },
            mask: match from {
                Side::Client => 4,
                Side::Server => 0,
            },
            payload,
        }
    }

    /// The whole size.
    pub const fn total(&self) -> u64 {
        self.overhead().saturating_add(self.payload)
    }

    /// All but the payload: 2 to 14 bytes.
    pub const fn overhead(&self) -> u64 {
        self.header + self.mask
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} B = {}", count(self.total()), self.header)?;
        if self.mask > 0 {
            write!(f, " + {}", self.mask)?;
        }
        write!(f, " + {}", count(self.payload))
    }
}

/// An HTTP/1.1 request that carries a payload: its lines and the payload. The response, which there always
/// is, is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The request line and the headers, without line ends.
    pub lines: Vec<String>,
    /// The bytes after them.
    pub payload: u64,
}

impl HttpRequest {
    /// The fewest lines that a server can do with: POST, Host, Content-Length.
    pub fn least(host: &str, path: &str, payload: u64) -> Self {
        Self {
            lines: vec![
                format!("POST {path} HTTP/1.1"),
                format!("Host: {host}"),
                format!("Content-Length: {payload}"),
            ],
            payload,
        }
    }

    /// The lines of a `fetch` with a text from Chromium 156 on Linux to the page's own server over http, as
    /// measured; cookies, a login or a longer address add to them.
    pub fn by_fetch(host: &str, path: &str, payload: u64) -> Self {
        let mut request = Self::least(host, path, payload);
        let lines = [
            "Connection: keep-alive",
            "sec-ch-ua-platform: \"Linux\"",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
            "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"",
            "Content-Type: text/plain;charset=UTF-8",
            "sec-ch-ua-mobile: ?0",
            "Accept: */*",
            "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Mode: cors",
            "Sec-Fetch-Dest: empty",
            "Accept-Encoding: gzip, deflate, br, zstd",
            "Accept-Language: en-US,en;q=0.9",
        ];
        request.lines.extend(lines.map(str::to_owned));
        request.lines.push(format!("Origin: http://{host}"));
        request.lines.push(format!("Referer: http://{host}/"));
        request
    }

    /// The lines with their ends, and the empty line after them.
    pub fn header(&self) -> u64 {
        const LINE_END: usize = "\r\n".len();
        let lines: usize = self.lines.iter().map(|line| line.len() + LINE_END).sum();
        (lines + LINE_END) as u64
    }

    /// The whole size.
    pub fn total(&self) -> u64 {
        self.header().saturating_add(self.payload)
    }
}

/// In the form of a [`Size`]: `70 B = 65 + 5`.
impl fmt::Display for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} B = {} + {}",
            count(self.total()),
            count(self.header()),
            count(self.payload)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Frame, Opcode, encode};

    #[test]
    fn a_size_is_a_sum() {
        let check = |payload: u64, from: Side, says: &str| {
            assert_eq!(Size::of(payload, from).to_string(), says);
        };
        check(5, Side::Client, "11 B = 2 + 4 + 5");
        check(5, Side::Server, "7 B = 2 + 5");
        check(0, Side::Client, "6 B = 2 + 4 + 0");
        check(125, Side::Server, "127 B = 2 + 125");
        check(126, Side::Server, "130 B = 4 + 126");
        check(65_535, Side::Client, "65,543 B = 4 + 4 + 65,535");
        check(65_536, Side::Client, "65,550 B = 10 + 4 + 65,536");
        assert_eq!(Size::of(u64::MAX, Side::Client).total(), u64::MAX);
    }

    #[test]
    fn it_is_the_length_of_the_frame_that_is_made() {
        for payload in [0, 1, 125, 126, 65_535, 65_536] {
            for (from, mask) in [(Side::Client, Some([1; 4])), (Side::Server, None)] {
                let frame = encode(&Frame::whole(Opcode::Binary, vec![0; payload], mask));
                assert_eq!(Size::of(payload as u64, from).total(), frame.len() as u64);
            }
        }
    }

    #[test]
    fn a_request_is_counted_line_by_line() {
        let least = HttpRequest::least("example.com", "/", 5);
        let sent = "POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nHello";
        assert_eq!(least.total(), sent.len() as u64);
        assert_eq!(least.to_string(), "62 B = 57 + 5");
    }

    #[test]
    fn the_request_of_a_fetch_has_the_length_of_the_one_recorded() {
        // 588 bytes, of which 8 were "Headless" before "Chrome".
        let fetch = HttpRequest::by_fetch("127.0.0.1:18977", "/post", 5);
        assert_eq!((fetch.lines.len(), fetch.total()), (17, 580));
    }

    #[test]
    fn a_size_is_read_as_people_write_it() {
        assert_eq!(read(" 65,536 "), Ok(65_536));
        assert_eq!(read("9223372036854775807"), Ok((1 << 63) - 1));
        for none in ["", "-1", "5.5", "five"] {
            assert_eq!(read(none), Err(NO_SIZE), "{none}");
        }
        for large in ["9223372036854775808", "99999999999999999999999"] {
            assert_eq!(read(large), Err(TOO_LARGE), "{large}");
        }
    }
}
