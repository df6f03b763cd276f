//! Drawing the list: one effect that updates the rows in view after any change.

use leptos::prelude::*;
use tabcat_core::Timestamp;
use tabcat_core::entry::{Body, Entry, EntryId, System};
use tabcat_core::reader::Reader;
use tabcat_core::row::{Row, Since};
use tabcat_core::secret::Masking;
use tabcat_core::window::Window;

use super::Pane;
use crate::app::reactive::effect;
use crate::io::clock::Clock;
use crate::io::media::{MediaWatch, NARROW};
use crate::io::resize::{Element, HeightWatch};
use crate::io::rows::{ListEvent, Rows, Scene};

/// In CSS pixels, as `--row-height` in the style sheets.
const fn row_height(narrow: bool) -> f64 {
    if narrow { 44.0 } else { 26.0 }
}

impl Pane {
    /// Draws the list in `list`, an empty element, until the view is unmounted. `arrows` draw sent and
    /// received: SVG paths in a box of 16 by 16.
    pub fn draw_list(&self, list: &Element, arrows: [&str; 2]) {
        let pane = *self;
        let viewer = self.viewer;
        let rows = Rows::new(list, arrows, move |touch| match touch {
            ListEvent::Scrolled { bar, most, rests } => viewer.scrolled(bar, most, rests),
            ListEvent::Rested => viewer.rested(),
            ListEvent::Picked(id) => pane.pick(id),
            ListEvent::Held => viewer.move_reader(|reader| reader.hold_still(true)),
            ListEvent::Released => viewer.move_reader(|reader| reader.hold_still(false)),
        });
        let rows_are = move |narrow| viewer.move_reader(|reader| reader.set_row_height(row_height(narrow)));
        let narrow = MediaWatch::new(NARROW, rows_are);
        rows_are(narrow.matches());
        let height = HeightWatch::new(list, move |height| {
            viewer.move_reader(|reader| reader.set_height(height));
        });
        viewer.move_reader(Reader::remounted);
        let held = StoredValue::new_local(Some((rows, narrow, height)));
        on_cleanup(move || held.set_value(None));
        effect(move || {
            let scene = pane.scene();
            held.with_value(|held| {
                if let Some((rows, ..)) = held {
                    rows.paint(scene);
                }
            });
        });
    }

    /// The list's state to draw. Tracks all signals it depends on.
    fn scene(&self) -> Scene {
        let (view, bar) = self.viewer.settle();
        let window = view.window();
        Scene {
            rows: self.rows(window),
            count: view.rows,
            selected: self.viewer.selected.get(),
            spacer: view.spacer(),
            offset: view.drawn(window.start, bar),
            bar,
        }
    }

    /// The rows of a window of the listing.
    fn rows(&self, window: Window) -> Vec<Row> {
        let above = window.start.min(1);
        let (ids, first) = self.filtering.listing(|listing| {
            let rows = window.start - above..window.start + window.count;
            let ids: Vec<EntryId> = rows.map_while(|row| listing.at(row)).collect();
            (ids, listing.first())
        });
        let marked = self.viewer.marked.get();
        let masking = self.page.masking();
        let detail = self.page.parts.detail.entries();
        let options = self.page.parts.options.entries();
        self.transcript(|transcript| {
            let mark = marked.and_then(|id| transcript.get(id)).map(|entry| entry.at);
            let mut before = None;
            let entries = ids.into_iter().filter_map(|id| transcript.get(id));
            let row = |entry: Entry<'_>| {
                let since = since(mark, before.replace(entry.at));
                let mut row = line(&entry, first, since, &masking);
                self.filtering.mark(&mut row, &entry);
                if let (Some(tag), Some(options)) = (transcript.tag_of(entry.id), options) {
                    (options.wear)(&mut row, tag);
                }
                if let (Body::System(System::Close(closed)), Some(detail)) = (entry.body, detail) {
                    (detail.name_end)(&mut row, closed);
                }
                if marked == Some(entry.id) {
                    row.flag();
                }
                row
            };
            entries.map(row).skip(above).collect()
        })
    }
}

fn since(mark: Option<Timestamp>, above: Option<Timestamp>) -> Since {
    match (mark, above) {
        (Some(mark), _) => Since::Mark(mark),
        (None, Some(above)) => Since::RowAbove(above),
        (None, None) => Since::Nothing,
    }
}

/// `first` is the oldest kept entry.
fn line(entry: &Entry<'_>, first: EntryId, since: Since, masking: &Masking) -> Row {
    let index = usize::try_from(entry.id.0 + 1 - first.0).expect("entries in memory fit a usize");
    Row::new(entry, index, since, Clock::utc_offset_minutes(entry.at), masking)
}
