//! The scroll positions of the reference pages, one for each step of the tab's history. They are restored
//! when a person comes back, also after a reload.

use crate::io::document::Tops;
use crate::io::storage::Area;

/// How many positions are kept.
const MOST: usize = 100;

/// The key in session storage.
const KEY: &str = "places";

/// A scroll position, and its history step.
struct Place {
    /// The bits of the step's number, which can be stored without rounding.
    step: u64,
    tops: Tops,
}

/// The latest position is last.
pub(super) struct Places(Vec<Place>);

impl Places {
    /// The positions in session storage.
    pub(super) fn kept() -> Self {
        let kept = Area::Session.load(KEY).unwrap_or_default();
        Self(kept.lines().filter_map(Place::read).collect())
    }

    /// Stores the positions.
    pub(super) fn keep(&self) {
        let mut text = String::new();
        for Place { step, tops } in &self.0 {
            text.push_str(&step.to_string());
            for &top in tops {
                text.push(' ');
                text.push_str(&u64::try_from(top).unwrap_or_default().to_string());
            }
            text.push('\n');
        }
        // Denied storage loses only positions.
        let _ = Area::Session.save(KEY, Some(&text));
    }

    /// Adds a position; it replaces an older one of the same step.
    pub(super) fn remember(&mut self, step: f64, tops: Tops) {
        let step = step.to_bits();
        self.0.retain(|place| place.step != step);
        self.0.push(Place { step, tops });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// The position of a step, if there is one.
    pub(super) fn of(&self, step: f64) -> Option<Tops> {
        let place = self.0.iter().find(|place| place.step == step.to_bits())?;
        Some(place.tops)
    }
}

impl Place {
    fn read(line: &str) -> Option<Self> {
        let mut numbers = line.split(' ').map_while(|number| number.parse::<u64>().ok());
        let step = numbers.next()?;
        let mut tops = Tops::default();
        for top in &mut tops {
            *top = numbers.next()?.try_into().ok()?;
        }
        Some(Self { step, tops })
    }
}
