//! A text that takes no more than there is room for.

use crate::json::escape;

#[derive(Debug)]
pub(super) struct Bounded {
    pub(super) text: String,
    room: usize,
    /// Whether something did not fit.
    pub(super) is_cut: bool,
}

impl Bounded {
    pub(super) fn new(room: usize) -> Self {
        Self {
            text: String::new(),
            room,
            is_cut: false,
        }
    }

    pub(super) fn room(&self) -> usize {
        self.room
    }

    /// Once something did not fit, nothing more does.
    pub(super) fn push(&mut self, text: &str) {
        if text.len() > self.room {
            let end = text.floor_char_boundary(self.room);
            self.text.push_str(&text[..end]);
            self.room = 0;
            self.is_cut = true;
        } else {
            self.text.push_str(text);
            self.room -= text.len();
        }
    }

    /// As the content of a JSON string.
    pub(super) fn push_escaped(&mut self, text: &str) {
        escape(text, &mut |piece| self.push(piece));
    }
}
