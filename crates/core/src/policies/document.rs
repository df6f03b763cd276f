//! The policies of a connection as typed: one text for storage and links, one field a key.

use crate::share::percent;

/// The fields, as typed. Only those that differ from their defaults are kept, so that untouched policies are
/// an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// In the order of [`Key::ALL`].
    fields: Vec<(Key, String)>,
}

macro_rules! keys {
    ($($(#[doc = $doc:literal])* $key:ident: $name:literal = $default:literal,)*) => {
        /// The name of a field.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Key {
            $($(#[doc = $doc])* $key,)*
        }

        impl Key {
            /// All, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$key,)*];

            /// Its key in a link and in storage. None is a key of [`crate::share`].
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$key => $name,)*
                }
            }

            /// The text of an untouched field. A switch is `on` or empty.
            pub const fn default_text(self) -> &'static str {
                match self {
                    $(Self::$key => $default,)*
                }
            }
        }
    };
}

keys! {
    /// The switch of the automatic reconnect.
    Reconnect: "reconnect" = "",
    /// How many attempts in a row, or `unlimited`.
    Attempts: "attempts" = "10",
    /// The longest first wait, in seconds; fractions are allowed.
    FirstWait: "first-wait" = "1",
    /// The longest of all waits, in seconds; fractions are allowed.
    LongestWait: "longest-wait" = "30",
    /// `abnormal`, or `every` close but the person's own.
    After: "after" = "abnormal",
    /// Close codes treated differently from the table: `1000 -1012` reconnects after 1000 and not after 1012.
    Codes: "codes" = "",
    /// The switch of the heartbeat.
    Heartbeat: "heartbeat" = "",
    /// Seconds between two beats.
    Every: "every" = "25",
    /// Seconds within which a reply must come.
    Within: "within" = "10",
    /// How many replies in a row may be missed.
    Misses: "misses" = "1",
    /// The payload of a beat, a template.
    Beat: "beat" = "{\"type\":\"ping\",\"id\":{{seq}}}",
    /// The message that counts as the reply: `any`, `text` or `field`.
    BeatReply: "beat-reply" = "any",
    /// The JSON path of the reply's field.
    BeatPath: "beat-path" = "",
    /// The reply's text, or the value of its field; a template.
    BeatText: "beat-text" = "",
    /// Whether any message received postpones the next beat.
    Postpone: "postpone" = "on",
    /// The switch of the outbox.
    Outbox: "outbox" = "",
    /// How many messages the outbox holds.
    OutboxMessages: "outbox-messages" = "100",
    /// How many megabytes (2^20 bytes) the outbox holds; fractions are allowed.
    OutboxSize: "outbox-size" = "1",
    /// The bufferedAmount in megabytes (2^20 bytes) over which nothing is sent that no person sends.
    HighWater: "high-water" = "1",
    /// The messages sent at every open: a JSON array of [`Step`](super::lists::Step).
    OnOpen: "on-open" = "",
    /// The switch of the replies.
    Replies: "replies" = "",
    /// The replies: a JSON array of [`Rule`](super::lists::Rule).
    Rules: "rules" = "",
}

impl Key {
    /// The key of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }
}

impl Document {
    /// Reads the output of [`Self::to_text`]. Unknown keys, and all but the first of repeated ones, are left
    /// out.
    pub fn read(text: &str) -> Self {
        let mut document = Self::default();
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            if let (Some(key), Some(value)) = (Key::of(name), percent::decode(value))
                && document.fields.iter().all(|(of, _)| *of != key)
            {
                document.set(key, value);
            }
        }
        document
    }

    /// One line: `reconnect=on&attempts=5`, in the form of a link. Empty where nothing was touched.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (key, value) in &self.fields {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(key.name());
            text.push('=');
            percent::encode_into(&mut text, value);
        }
        text
    }

    /// The text of a field.
    pub fn get(&self, key: Key) -> &str {
        let kept = self.fields.iter().find(|(of, _)| *of == key);
        kept.map_or(key.default_text(), |(_, text)| text)
    }

    /// Whether a switch is on.
    pub fn is_on(&self, key: Key) -> bool {
        self.get(key) == "on"
    }

    /// Puts a text into a field.
    pub fn set(&mut self, key: Key, text: String) {
        self.fields.retain(|(of, _)| *of != key);
        if text != key.default_text() {
            let at = self.fields.partition_point(|(of, _)| *of < key);
            self.fields.insert(at, (key, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn documents() -> impl Strategy<Value = Document> {
        let field = (
            proptest::sample::select(Key::ALL),
            "\\PC{0,12}|[a-z &=%\n\"{}]{0,12}",
        );
        prop::collection::vec(field, 0..8).prop_map(|fields| {
            let mut document = Document::default();
            for (key, text) in fields {
                document.set(key, text);
            }
            document
        })
    }

    #[test]
    fn an_untouched_document_is_an_empty_text() {
        let mut document = Document::default();
        assert_eq!(document.to_text(), "");
        document.set(Key::Attempts, "5".to_owned());
        document.set(Key::Reconnect, "on".to_owned());
        assert_eq!(document.to_text(), "reconnect=on&attempts=5");
        document.set(Key::Attempts, "10".to_owned());
        document.set(Key::Reconnect, String::new());
        assert_eq!(document, Document::default());
    }

    #[test]
    fn unknown_and_repeated_keys_are_left_out() {
        let read = Document::read("later=1&attempts=3&attempts=4&&x&reconnect=on");
        assert_eq!(read.to_text(), "reconnect=on&attempts=3");
    }

    #[test]
    fn each_key_has_a_name_of_its_own() {
        for key in Key::ALL {
            assert_eq!(Key::of(key.name()), Some(*key));
        }
    }

    proptest! {
        #[test]
        fn a_document_is_what_its_text_says(document in documents()) {
            let text = document.to_text();
            prop_assert!(!text.contains('\n'));
            prop_assert_eq!(Document::read(&text), document);
        }

        #[test]
        fn any_text_is_a_document(text in "(\\PC|[a-z&=%-]){0,60}") {
            let read = Document::read(&text);
            prop_assert_eq!(Document::read(&read.to_text()), read);
        }
    }
}
