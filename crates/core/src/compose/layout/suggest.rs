//! What to write in place of a word that is no type.

use super::types::TYPES;
use crate::edits::edits;
use crate::format::preview;

/// The edits from a word to the type that was meant, at most.
const FAR: usize = 2;

/// A longer word is not compared with the types.
const LONG: usize = 16;

/// A sentence that says what to write.
pub(super) fn instead_of(word: &str) -> String {
    let shown = preview(word, 30).text;
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return format!("{shown} has no type. Write one before it, such as u8 {shown}.");
    }
    if word.len() <= LONG {
        // As other languages call them: uint16, Int32, float64.
        let word = word
            .to_lowercase()
            .replace("uint", "u")
            .replace("int", "i")
            .replace("float", "f");
        if TYPES
            .iter()
            .any(|(name, _)| name.strip_suffix("be") == Some(&word))
        {
            return format!("{shown} says no byte order. Write {word}be or {word}le.");
        }
        let near = TYPES.iter().map(|(name, _)| (edits(&word, name), name));
        if let Some((edits, name)) = near.min_by_key(|(edits, _)| *edits)
            && edits <= FAR
            && edits < word.len()
        {
            return format!("{shown} is no type. Did you mean {name}?");
        }
    }
    format!(
        "{shown} is no type. Write u8 or i8; u16, i16, u24, i24, u32, i32, u64, i64, f32 or f64 with be or le; \
         utf8, hex, base64 or zero; or len8, len16, len24, len32 or len64 around fields."
    )
}
