//! The typed settings of one connection: the form shows them, a link carries them and the tab keeps them.

use serde::{Deserialize, Serialize};

use crate::plan::Timeouts;

/// The fields of the connection form, as typed. Any text is a set-up; [`Setup::plan`] says whether it can be used. The default is
/// that of a page that nobody has touched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// The URL.
    pub url: String,
    /// The subprotocols, separated by commas.
    pub subprotocols: String,
    /// The code that Disconnect sends; empty for 1000.
    pub close_code: String,
    /// The reason that Disconnect sends.
    pub close_reason: String,
    /// Seconds from Connect to the open.
    pub connect_timeout: String,
    /// Seconds from our close to the server's.
    pub close_timeout: String,
    /// What makes the connection last, as [`Document::to_text`](crate::policies::document::Document::to_text)
    /// writes it; empty where nothing was touched.
    pub policies: String,
}

/// One of the fields of a [`Setup`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupField {
    /// [`Setup::url`].
    Url,
    /// [`Setup::subprotocols`].
    Subprotocols,
    /// [`Setup::close_code`].
    CloseCode,
    /// [`Setup::close_reason`].
    CloseReason,
    /// [`Setup::connect_timeout`].
    ConnectTimeout,
    /// [`Setup::close_timeout`].
    CloseTimeout,
    /// [`Setup::policies`].
    Policies,
}

impl SetupField {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Url,
        Self::Subprotocols,
        Self::CloseCode,
        Self::CloseReason,
        Self::ConnectTimeout,
        Self::CloseTimeout,
        Self::Policies,
    ];

    /// Its key in storage.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Subprotocols => "subprotocols",
            Self::CloseCode => "close-code",
            Self::CloseReason => "close-reason",
            Self::ConnectTimeout => "connect-timeout",
            Self::CloseTimeout => "close-timeout",
            Self::Policies => "policies",
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self::untouched(Timeouts::default())
    }
}

impl Setup {
    /// An untouched set-up with these timeouts.
    pub fn untouched(timeouts: Timeouts) -> Self {
        Self {
            url: String::new(),
            subprotocols: String::new(),
            close_code: String::new(),
            close_reason: String::new(),
            connect_timeout: timeouts.connect.as_secs().to_string(),
            close_timeout: timeouts.close.as_secs().to_string(),
            policies: String::new(),
        }
    }

    /// The text of a field.
    pub fn get(&self, field: SetupField) -> &str {
        match field {
            SetupField::Url => &self.url,
            SetupField::Subprotocols => &self.subprotocols,
            SetupField::CloseCode => &self.close_code,
            SetupField::CloseReason => &self.close_reason,
            SetupField::ConnectTimeout => &self.connect_timeout,
            SetupField::CloseTimeout => &self.close_timeout,
            SetupField::Policies => &self.policies,
        }
    }

    /// Puts a text into a field.
    pub fn set(&mut self, field: SetupField, text: String) {
        *match field {
            SetupField::Url => &mut self.url,
            SetupField::Subprotocols => &mut self.subprotocols,
            SetupField::CloseCode => &mut self.close_code,
            SetupField::CloseReason => &mut self.close_reason,
            SetupField::ConnectTimeout => &mut self.connect_timeout,
            SetupField::CloseTimeout => &mut self.close_timeout,
            SetupField::Policies => &mut self.policies,
        } = text;
    }

    /// The fields, a line each: none has more than one.
    pub fn to_lines(&self) -> String {
        let mut lines = String::new();
        for field in SetupField::ALL {
            lines.push_str(self.get(field));
            lines.push('\n');
        }
        lines
    }

    /// Reads the output of [`Self::to_lines`], or fewer lines; the other fields keep their texts.
    #[must_use]
    pub fn with_lines(mut self, lines: &str) -> Self {
        let lines = lines.split_terminator('\n');
        for (field, line) in SetupField::ALL.into_iter().zip(lines) {
            self.set(field, line.to_owned());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn setup() -> impl Strategy<Value = Setup> {
        prop::array::uniform7("[^\n]{0,20}").prop_map(|texts| {
            let mut setup = Setup::default();
            for (field, text) in SetupField::ALL.into_iter().zip(texts) {
                setup.set(field, text);
            }
            setup
        })
    }

    #[test]
    fn each_field_has_a_name_of_its_own() {
        for (at, field) in SetupField::ALL.iter().enumerate() {
            let same = SetupField::ALL
                .iter()
                .rposition(|other| other.key() == field.key());
            assert_eq!(same, Some(at));
        }
    }

    #[test]
    fn what_an_older_page_stored_is_read() {
        let read: Setup = serde_json::from_str(r#"{"url":"ws://h","later":1}"#).unwrap();
        let expect = Setup {
            url: "ws://h".to_owned(),
            ..Setup::default()
        };
        assert_eq!(read, expect);
    }

    proptest! {
        #[test]
        fn a_set_up_is_what_its_fields_are(setup in setup()) {
            let mut copy = Setup::default();
            for field in SetupField::ALL {
                copy.set(field, setup.get(field).to_owned());
            }
            prop_assert_eq!(&copy, &setup);
            prop_assert_eq!(&Setup::default().with_lines(&setup.to_lines()), &setup);
            let stored = serde_json::to_string(&setup).unwrap();
            prop_assert_eq!(serde_json::from_str::<Setup>(&stored).unwrap(), setup);
        }

        #[test]
        fn any_lines_are_a_set_up(lines in "(\\PC|\n){0,40}") {
            let read = Setup::default().with_lines(&lines);
            prop_assert_eq!(Setup::default().with_lines(&read.to_lines()), read);
        }
    }
}
