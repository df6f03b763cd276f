//! Small parts that many views use.

pub mod icon;
pub mod labelled;

pub use icon::{Cat, CatOutline, Icon, Shape};
pub use labelled::LabelledField;

use tabcat_core::close::Tone;

/// The class that gives a tone its colour.
pub fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "neutral",
        Tone::Ok => "ok",
        Tone::Warn => "warn",
        Tone::Danger => "danger",
    }
}
