//! Every bound of the server, in one place. The router, the index page and the error sentences all read these.

use std::time::Duration;

/// Connections served at once; one more is answered 503.
pub(crate) const CONNECTIONS: usize = 400;
/// Connections being told 503 at once; beyond this they are simply dropped.
pub(crate) const REFUSALS: usize = 64;

/// Bytes of a request's head, and how many header lines it may have.
pub(crate) const REQUEST_HEAD_BYTES: usize = 16 * 1024;
pub(crate) const REQUEST_HEADERS: usize = 64;
/// How long a client may take to send that head. Browsers open spare connections and say nothing on them.
pub(crate) const REQUEST_WAIT: Duration = Duration::from_secs(10);

/// Bytes of one message from a client; a longer one is answered with close 1009.
pub(crate) const MESSAGE_BYTES: usize = 64 * 1024 * 1024;
/// Bytes that the library reads at once.
pub(crate) const READ_BYTES: usize = 32 * 1024;
/// Bytes of one static file.
pub(crate) const ASSET_BYTES: u64 = 64 * 1024 * 1024;

/// How long a connection is kept on which the client says nothing. Routes that go quiet on purpose have their own bound.
pub(crate) const IDLE: Duration = Duration::from_mins(10);

/// How long the routes that go quiet stay quiet. Longer than any browser's own patience (240 s at most).
pub(crate) const HOLD: Duration = Duration::from_mins(10);
/// How long one write may wait for a client that does not read.
pub(crate) const WRITE_WAIT: Duration = Duration::from_mins(1);
/// How long to wait for a client's answer to our close. It may have a queue to read first.
pub(crate) const CLOSE_WAIT: Duration = Duration::from_mins(1);
/// How long to wait for a client's FIN after ours.
pub(crate) const FIN_WAIT: Duration = Duration::from_secs(2);

/// Bytes of a close reason. Over 123 breaks the protocol, which is why it is allowed here.
pub(crate) const REASON_BYTES: usize = 1000;
/// Bytes of a subprotocol's name.
pub(crate) const SUBPROTOCOL_BYTES: usize = 100;
/// Milliseconds before `/close`, `/drop`, `/reset` and `/violate` do what they are there for.
pub(crate) const AFTER_MS: u64 = 600_000;
/// Milliseconds of `/delay`.
pub(crate) const DELAY_MS: u64 = 120_000;
/// Milliseconds between the pings of `/ping`.
pub(crate) const PING_EVERY_MS: (u64, u64) = (10, 60_000);

/// `/flood`: messages, bytes of each, bytes in all.
pub(crate) const FLOOD_MESSAGES: u64 = 10_000_000;
pub(crate) const FLOOD_MESSAGE_BYTES: u64 = 1024 * 1024;
pub(crate) const FLOOD_TOTAL_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes per write of a blast: large enough that the system call's own price disappears.
pub(crate) const BLOCK_BYTES: usize = 256 * 1024;

/// `/rate`: messages a second, bytes of each, bytes a second in all, seconds.
pub(crate) const RATE_PER_SEC: u64 = 100_000;
pub(crate) const RATE_MESSAGE_BYTES: u64 = 1024 * 1024;
pub(crate) const RATE_BYTES_PER_SEC: u64 = 256 * 1024 * 1024;
pub(crate) const RATE_SECS: u64 = 3600;

/// `/seq`: messages, messages a second.
pub(crate) const SEQ_MESSAGES: u64 = 1_000_000;
pub(crate) const SEQ_PER_SEC: u64 = 100_000;

/// `/limit`: bytes of the largest message that it takes.
pub(crate) const LIMIT_BYTES: u64 = 1024 * 1024;

/// Bytes of a message that is read as JSON, on the routes that read any.
pub(crate) const JSON_BYTES: usize = 4096;

/// `/auth`: milliseconds to wait for the first message.
pub(crate) const AUTH_WITHIN_MS: (u64, u64) = (10, 60_000);
/// How long the browser keeps the cookie of `/login`.
pub(crate) const LOGIN: Duration = Duration::from_mins(10);
/// `/ticket`: how many are kept, and for how long each is good.
pub(crate) const TICKETS: usize = 1000;
pub(crate) const TICKET: Duration = Duration::from_secs(30);

/// `/flaky`: milliseconds that it is up, and that it is down.
pub(crate) const FLAKY_UP_MS: u64 = 3_600_000;
pub(crate) const FLAKY_DOWN_MS: u64 = 600_000;

/// `/heartbeat`: answers before it is silent.
pub(crate) const HEARTBEATS: u64 = 1_000_000;
/// `/idle`: milliseconds in which nothing happens. Shorter than [`IDLE`], which says goodbye.
pub(crate) const IDLE_AFTER_MS: (u64, u64) = (10, 500_000);
/// `/pinger`: milliseconds between its pings, and to wait for an answer.
pub(crate) const PINGER_EVERY_MS: (u64, u64) = (10, 300_000);
pub(crate) const PINGER_WITHIN_MS: (u64, u64) = (10, 300_000);

/// `/count`: runs that are remembered, bytes of a name; of each run the last texts, and bytes of each.
pub(crate) const RUNS: usize = 100;
pub(crate) const RUN_NAME_BYTES: usize = 64;
pub(crate) const RUN_LAST: usize = 1000;
pub(crate) const RUN_LAST_BYTES: usize = 100;

/// `/origin`: origins in its list.
pub(crate) const ORIGINS: usize = 16;

/// `/credit`: messages without an acknowledgement, messages, bytes of data in each and in all.
pub(crate) const CREDIT_WINDOW: u64 = 10_000;
pub(crate) const CREDIT_MESSAGES: u64 = 1_000_000;
pub(crate) const CREDIT_MESSAGE_BYTES: u64 = 64 * 1024;
pub(crate) const CREDIT_TOTAL_BYTES: u64 = 1024 * 1024 * 1024;

/// `/latest`: states a second, seconds, milliseconds to wait for an acknowledgement.
pub(crate) const LATEST_PER_SEC: u64 = 1000;
pub(crate) const LATEST_SECS: u64 = 3600;
pub(crate) const LATEST_WITHIN_MS: (u64, u64) = (10, 60_000);

/// `/big`: bytes of the one message.
pub(crate) const BIG_BYTES: u64 = 1024 * 1024 * 1024;
/// `/deflate`: messages, bytes of each and in all before they are deflated.
pub(crate) const DEFLATE_MESSAGES: u64 = 10_000;
pub(crate) const DEFLATE_MESSAGE_BYTES: u64 = 256 * 1024 * 1024;
pub(crate) const DEFLATE_TOTAL_BYTES: u64 = 1024 * 1024 * 1024;
/// `/fragments`: frames that one message is cut into, at most.
pub(crate) const FRAGMENTS: usize = 16;
