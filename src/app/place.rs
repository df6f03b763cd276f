//! How far the pages to read were scrolled, each in its step of the tab's history: who comes back is where they were, after a
//! reload too.

use crate::io::document::Tops;
use crate::io::storage::Area;

/// How many are remembered.
const MOST: usize = 100;

/// What the tab keeps them under.
const KEY: &str = "places";

/// How far something was scrolled, and in which step.
struct Place {
    /// The bits of the step's number, which are written and read without a loss.
    step: u64,
    tops: Tops,
}

/// The latest last.
pub(super) struct Places(Vec<Place>);

impl Places {
    /// Those that the tab has kept.
    pub(super) fn kept() -> Self {
        let kept = Area::Session.load(KEY).unwrap_or_default();
        Self(kept.lines().filter_map(Place::read).collect())
    }

    /// Has the tab keep them.
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
        // Denied storage loses places, and nothing else.
        let _ = Area::Session.save(KEY, Some(&text));
    }

    /// Remembers one, in place of an older one of the same step.
    pub(super) fn remember(&mut self, step: f64, tops: Tops) {
        let step = step.to_bits();
        self.0.retain(|place| place.step != step);
        self.0.push(Place { step, tops });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// Where that step was left, if it was.
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
