//! Files to send. Their bytes stay on the device until the socket's owner reads them, and are not kept.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use super::Encoding;

/// The largest file that is sent: 512 MiB. It is one message, and has to fit the browser's memory.
pub const MAX_FILE_BYTES: usize = 512 << 20;

/// The largest file that is sent as text: 256 MiB, the longest string of some browsers.
pub const MAX_TEXT_FILE_BYTES: usize = 256 << 20;

/// A file as the transcript keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// The media type that the browser takes it for, or empty.
    pub media_type: String,
    /// Its size when it was chosen.
    pub bytes: usize,
    /// The kind of message that it is sent as.
    pub encoding: Encoding,
}

/// A file to send. Cloning it clones no bytes.
#[derive(Clone)]
pub struct OwnedFile {
    /// The file.
    pub file: File,
    /// The browser's handle, for its maker to downcast.
    pub outside: Rc<dyn Any>,
}

/// Why what is outside could not be read to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A file was changed, moved or removed since it was chosen, or may not be read.
    Gone,
    /// It is not UTF-8, and was to be sent as text.
    NotUtf8,
    /// The browser has no memory for it.
    NoMemory,
    /// The socket is on the page's main thread, and not in the Worker.
    NoWorker,
}

impl Unread {
    /// What happened and what to do.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Gone => "The file was changed, moved or removed, or is a folder. Choose it again.",
            Self::NotUtf8 => "The file is not UTF-8. Send it as binary.",
            Self::NoMemory => "The browser has no memory for it.",
            Self::NoWorker => "The background socket came too late for this connection. Connect again.",
        }
    }
}

impl File {
    /// The bytes of memory that an entry for it takes.
    pub(crate) fn weight(&self) -> usize {
        self.name.len() + self.media_type.len() + size_of::<Self>()
    }

    /// Its media type in words, for want of a better one "unknown type".
    pub fn kind(&self) -> &str {
        if self.media_type.is_empty() {
            "unknown type"
        } else {
            &self.media_type
        }
    }

    /// What was sent, and that its bytes are not kept.
    pub(crate) fn sentence(&self) -> String {
        let size = crate::format::size(self.bytes as u64);
        let sent = match self.encoding {
            Encoding::Text => "sent as one text message",
            Encoding::Binary => "sent as one binary message",
        };
        [
            &crate::format::visible(&self.name),
            ", ",
            &crate::format::visible(self.kind()),
            ", ",
            &size,
            ", ",
            sent,
            ". The bytes of a file are not kept: Resend (Shift+E) asks for the file again.",
        ]
        .concat()
    }

    /// Why a file of this size is not sent, if it is not.
    pub fn too_large(&self) -> Option<String> {
        let (most, kind) = match self.encoding {
            Encoding::Text => (MAX_TEXT_FILE_BYTES, "text"),
            Encoding::Binary => (MAX_FILE_BYTES, "one message"),
        };
        (self.bytes > most).then(|| {
            let size = crate::format::size(self.bytes as u64);
            let other = if self.bytes <= MAX_FILE_BYTES {
                "Send it as binary."
            } else {
                "Choose a smaller file, or split it."
            };
            [
                "Too large: ",
                &size,
                ", and ",
                kind,
                " may have ",
                &(most >> 20).to_string(),
                " MiB. ",
                other,
            ]
            .concat()
        })
    }
}

impl fmt::Debug for OwnedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.fmt(f)
    }
}

impl Eq for OwnedFile {}

impl PartialEq for OwnedFile {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && Rc::ptr_eq(&self.outside, &other.outside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_over_the_limit_says_how_large_it_may_be() {
        let check = |bytes, encoding, expect: Option<&str>| {
            let file = File {
                name: "a".to_owned(),
                media_type: String::new(),
                bytes,
                encoding,
            };
            assert_eq!(file.too_large().as_deref(), expect);
        };
        check(0, Encoding::Text, None);
        check(MAX_FILE_BYTES, Encoding::Binary, None);
        check(MAX_TEXT_FILE_BYTES, Encoding::Text, None);
        check(
            MAX_TEXT_FILE_BYTES + 1,
            Encoding::Text,
            Some("Too large: 268.4 MB, and text may have 256 MiB. Send it as binary."),
        );
        check(
            MAX_FILE_BYTES + 1,
            Encoding::Binary,
            Some(
                "Too large: 536.9 MB, and one message may have 512 MiB. Choose a smaller file, or split it.",
            ),
        );
    }
}
