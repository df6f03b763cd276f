//! The labs that there are.

/// A lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the address.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its content, in a sentence.
    pub lead: &'static str,
    /// Search words that neither the title nor the sentence contains.
    pub words: &'static str,
}

/// All of them, in the order in which they are listed.
pub const LABS: [Listed; 5] = [
    Listed {
        name: "key",
        title: "Handshake key",
        lead: "A server appends a fixed GUID to the key of the request, hashes that with SHA-1, and answers in Base64.",
        words: "sec-websocket-key sec-websocket-accept nonce guid hash upgrade 101",
    },
    Listed {
        name: "frame",
        title: "Frame anatomy",
        lead: "Type a message and see the bytes that go over the wire. A page never sees these: it is given whole messages.",
        words: "mask masking key unmask xor opcode fin rsv rsv1 rsv2 rsv3 fragment fragments fragmentation continuation payload length hex decode ping pong",
    },
    Listed {
        name: "close",
        title: "Close frame",
        lead: "A code and a reason, as bytes: a close frame has room for 123 bytes of UTF-8 after the code.",
        words: "close code reason status 1005 payload",
    },
    Listed {
        name: "size",
        title: "Size on the wire",
        lead: "What a message takes besides its payload, beside an HTTP request that carries the same.",
        words: "overhead header headers http bytes length",
    },
    Listed {
        name: "backoff",
        title: "Backoff",
        lead: "How long a client waits before each attempt to reconnect, and what a thousand of them do to a server together.",
        words: "jitter exponential retry reconnect thundering herd wait delay",
    },
];
