//! What `public/boot.js` asks of a page whose wasm has trapped: the transcript, entry by entry, without allocating and without
//! anything that a trap may have left half done. And the way in which a panic is told to it.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::wasm_bindgen;

/// One entry, as far as it is in the wasm's memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Salvaged<'a> {
    /// In milliseconds since 1970.
    pub at: f64,
    /// Which of the kinds that boot.js knows.
    pub kind: u8,
    /// The payload, or its beginning where the rest is elsewhere; of an event, its text.
    pub bytes: &'a [u8],
    /// How long the payload is, wherever it is.
    pub length: usize,
    /// A close code, if there was one.
    pub code: Option<u16>,
}

/// Reads the entry at that place, counted from the oldest, and lends it to the function.
type Read = Box<dyn Fn(usize, &mut dyn FnMut(Salvaged<'_>))>;

/// Time, kind, address, bytes there, length, code.
const WORDS: usize = 6;

thread_local! {
    static READ: RefCell<Option<Read>> = const { RefCell::new(None) };
    static ENTRY: [Cell<f64>; WORDS] = const { [const { Cell::new(0.0) }; WORDS] };
}

#[wasm_bindgen]
extern "C" {
    /// Defined by boot.js: turns the page into one that says what has happened.
    #[wasm_bindgen(js_name = tabcatTrapped)]
    fn trapped(words: &str);
}

/// Says from where entries are read once the wasm has trapped.
pub fn offer(read: impl Fn(usize, &mut dyn FnMut(Salvaged<'_>)) + 'static) {
    READ.with(|offered| *offered.borrow_mut() = Some(Box::new(read)));
}

/// Tells the page that a panic is about to end the wasm.
pub fn panicked(words: &str) {
    trapped(words);
}

/// For boot.js: the address of the words about an entry, 0 where there is none.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "addresses and lengths have 32 bits in a wasm page"
)]
pub fn salvage(index: u32) -> *const f64 {
    let mut found = std::ptr::null();
    READ.with_borrow(|read| {
        let Some(read) = read else { return };
        read(index as usize, &mut |entry| {
            ENTRY.with(|words| {
                let values = [
                    entry.at,
                    f64::from(entry.kind),
                    entry.bytes.as_ptr() as usize as f64,
                    entry.bytes.len() as f64,
                    entry.length as f64,
                    entry.code.map_or(-1.0, f64::from),
                ];
                for (word, value) in words.iter().zip(values) {
                    word.set(value);
                }
                found = words[0].as_ptr().cast_const();
            });
        });
    });
    found
}
