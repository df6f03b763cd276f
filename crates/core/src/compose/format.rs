//! The formats in which a person writes a message.

/// A way to write a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text, sent as it is.
    #[default]
    Text,
    /// Text that is sent only if it is JSON.
    Json,
    /// Bytes as pairs of hex digits.
    Hex,
    /// Bytes in Base64.
    Base64,
    /// Bytes as a list of typed values.
    Layout,
    /// A file of this device.
    File,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Json,
        Self::Hex,
        Self::Base64,
        Self::Layout,
        Self::File,
    ];

    /// Its name: `Text`, `JSON`, `Hex`, `Base64`, `Layout`, `File`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Json => "JSON",
            Self::Hex => "Hex",
            Self::Base64 => "Base64",
            Self::Layout => "Layout",
            Self::File => "File",
        }
    }

    /// A message in it, to show in an empty field.
    pub fn example(self) -> &'static str {
        match self {
            Self::Json => r#"{"type":"hello"}"#,
            Self::Hex => "48 65 6c 6c 6f",
            Self::Base64 => "SGVsbG8=",
            Self::Layout => r#"u8 7, u16be 513, utf8 "Hello""#,
            Self::Text | Self::File => "Hello, server",
        }
    }

    /// Whether placeholders in it are filled in.
    pub fn takes_placeholders(self) -> bool {
        matches!(self, Self::Text | Self::Json | Self::Layout)
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}
