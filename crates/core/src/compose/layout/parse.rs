//! From text to fields: one pass, which goes as deep as lengths are nested and no deeper than it may.

use std::ops::Range;

use super::types::{Kind, Number};
use super::{Field, MAX_DEPTH, Value, number, suggest};
use crate::compose::check::problem;
use crate::compose::{Problem, base64, hex};
use crate::format::preview;
use crate::json::{JsonError, Reader, content};

/// The fields of a whole text.
pub(super) fn fields(text: &str) -> Result<Vec<Field>, Problem> {
    Parser { text, at: 0 }.fields(None, 0)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    /// Fields up to the end of the text, or to the bracket that closes the length at `within`.
    fn fields(&mut self, within: Option<&Range<usize>>, depth: usize) -> Result<Vec<Field>, Problem> {
        let mut fields = Vec::new();
        let mut is_after_field = false;
        loop {
            let next = self.peek();
            let here = self.at..self.at + next.map_or(0, char::len_utf8);
            match (next, within) {
                (None, None) => return Ok(fields),
                (None, Some(length)) => {
                    let name = &self.text[length.clone()];
                    return fault(
                        length.clone(),
                        format!("{name}( is not closed. Write ) at its end."),
                    );
                }
                (Some(')'), Some(_)) => {
                    self.at += 1;
                    return Ok(fields);
                }
                (Some(mark @ (')' | ']')), _) => {
                    return fault(here, format!("This {mark} closes nothing. Remove it."));
                }
                (Some(','), _) if is_after_field => {
                    self.at += 1;
                    is_after_field = false;
                }
                (Some(','), _) => {
                    return fault(here, "There is no field before this comma. Remove it.".to_owned());
                }
                (Some(_), _) if is_after_field => return self.missing_comma(),
                (Some(_), _) => {
                    fields.push(self.field(depth)?);
                    is_after_field = true;
                }
            }
        }
    }

    fn field(&mut self, depth: usize) -> Result<Field, Problem> {
        let name = self.word();
        let word = &self.text[name.clone()];
        let Some(kind) = Kind::named(word) else {
            return self.no_type(name);
        };
        let value = match kind {
            Kind::Number(number) => Value::Numbers(self.numbers(&name, number)?),
            Kind::Utf8 => Value::Bytes(self.string(&name)?),
            Kind::Hex => {
                let part = self.part(&name, "hex needs bytes after it, such as hex 00ff.")?;
                Value::Bytes(hex::read_part(self.text, part)?)
            }
            Kind::Base64 => {
                let part = self.part(&name, "base64 needs bytes after it, such as base64 AP8=.")?;
                Value::Bytes(base64::read_part(self.text, part)?)
            }
            Kind::Zero => Value::Zeros(self.count(&name)?),
            Kind::Length(_) if self.peek() != Some('(') => {
                let sentence = format!("{word} goes around fields. Write {word}(utf8 \"x\").");
                return fault(name, sentence);
            }
            Kind::Length(_) if depth == MAX_DEPTH => {
                return fault(name, format!("Lengths are nested {MAX_DEPTH} deep at most."));
            }
            Kind::Length(_) => {
                self.at += 1;
                Value::Fields(self.fields(Some(&name), depth + 1)?)
            }
        };
        let range = name.start..self.at;
        Ok(Field { range, kind, value })
    }

    /// The error for a place where no type stands.
    fn no_type<T>(&mut self, name: Range<usize>) -> Result<T, Problem> {
        if !name.is_empty() {
            let sentence = suggest::instead_of(&self.text[name.clone()]);
            return fault(name, sentence);
        }
        let found = self.text[self.at..].chars().next().unwrap_or_default();
        let sentence = match found {
            '"' => "A text has its type before it. Write utf8 before the quote.".to_owned(),
            _ => format!("A type belongs before {found}, such as u8[1, 2] or len8(u8 1)."),
        };
        fault(self.at..self.at + found.len_utf8(), sentence)
    }

    fn missing_comma<T>(&mut self) -> Result<T, Problem> {
        let mut next = self.word();
        if next.is_empty() {
            // A bracket or a quote.
            next.end += 1;
        }
        let sentence = format!(
            "Write a comma before {}.",
            preview(&self.text[next.clone()], 30).text
        );
        fault(next, sentence)
    }

    /// One number, or a list of them in brackets.
    fn numbers(&mut self, name: &Range<usize>, number: Number) -> Result<Vec<u64>, Problem> {
        if self.peek() != Some('[') {
            return Ok(vec![self.number(name, number)?]);
        }
        let opening = self.at;
        self.at += 1;
        let mut values = Vec::new();
        let mut is_after_value = false;
        loop {
            match self.peek() {
                None => {
                    let sentence = "This list is not closed. Write ] at its end.".to_owned();
                    return fault(opening..opening + 1, sentence);
                }
                Some(']') => {
                    self.at += 1;
                    return Ok(values);
                }
                Some(',') if is_after_value => {
                    self.at += 1;
                    is_after_value = false;
                }
                Some(mark @ (',' | '(' | ')' | '[' | '"')) => {
                    let sentence =
                        format!("A list has numbers with commas between. Remove this {mark} here.");
                    return fault(self.at..self.at + 1, sentence);
                }
                Some(_) if is_after_value => return self.missing_comma(),
                Some(_) => {
                    values.push(self.number(name, number)?);
                    is_after_value = true;
                }
            }
        }
    }

    fn number(&mut self, name: &Range<usize>, number: Number) -> Result<u64, Problem> {
        let word = self.value(name, || {
            let name = &self.text[name.clone()];
            format!("{name} needs a value. Write {name} 0 or {name}[1, 2].")
        })?;
        number::read(&self.text[word.clone()], number).or_else(|sentence| fault(word, sentence))
    }

    fn count(&mut self, name: &Range<usize>) -> Result<u64, Problem> {
        let sentence = || "zero needs a number of bytes. Write zero 4.".to_owned();
        let word = self.value(name, sentence)?;
        number::count(&self.text[word.clone()]).map_or_else(|| fault(word, sentence()), Ok)
    }

    fn string(&mut self, name: &Range<usize>) -> Result<Vec<u8>, Problem> {
        if self.peek() != Some('"') {
            let sentence = "utf8 needs a text in double quotes. Write utf8 \"x\".".to_owned();
            return fault(name.clone(), sentence);
        }
        let start = self.at;
        match Reader::at_value(self.text, start).read() {
            Ok(piece) => self.at = piece.map_or(start, |piece| piece.end),
            Err(error) => {
                let mut problem = problem(self.text, &JsonError::locate(self.text, error));
                if problem.range.is_empty() {
                    problem.range = start..self.text.len();
                }
                return Err(problem);
            }
        }
        let inside = start + 1;
        content(&self.text[inside..self.at - 1])
            .map(String::into_bytes)
            .or_else(|half| {
                let sentence =
                    "Half a surrogate pair is no UTF-8. Write hex eda080 for its bytes, or both halves.";
                fault(inside + half.start..inside + half.end, sentence.to_owned())
            })
    }

    /// The words up to a comma, a bracket or a type.
    fn part(&mut self, name: &Range<usize>, sentence: &str) -> Result<Range<usize>, Problem> {
        let mut part = self.value(name, || sentence.to_owned())?;
        loop {
            self.peek();
            let next = self.word();
            if next.is_empty() {
                return Ok(part);
            }
            if Kind::named(&self.text[next.clone()]).is_some() {
                self.at = next.start;
                return Ok(part);
            }
            part.end = next.end;
        }
    }

    /// The word after a type, which is not a type itself.
    fn value(
        &mut self,
        name: &Range<usize>,
        sentence: impl FnOnce() -> String,
    ) -> Result<Range<usize>, Problem> {
        self.peek();
        let word = self.word();
        if word.is_empty() || Kind::named(&self.text[word.clone()]).is_some() {
            return fault(name.clone(), sentence());
        }
        Ok(word)
    }

    /// The next character that is not white space.
    fn peek(&mut self) -> Option<char> {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest.chars().next()
    }

    /// What stands here up to white space or a mark; nothing before a mark.
    fn word(&mut self) -> Range<usize> {
        let rest: &'t str = &self.text[self.at..];
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']' | '"');
        let start = self.at;
        self.at += rest.find(is_end).unwrap_or(rest.len());
        start..self.at
    }
}

fn fault<T>(range: Range<usize>, sentence: String) -> Result<T, Problem> {
    Err(Problem { range, sentence })
}
