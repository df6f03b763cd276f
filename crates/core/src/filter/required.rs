//! A text that every match of a regex contains: searching for it first is a hundred times faster than running
//! the regex over everything. Conservative: a regex with anything unusual has no such text.

/// The longest run of plain ASCII characters that every match contains; `None` if it is shorter than two.
pub(super) fn text(regex: &str) -> Option<String> {
    let mut runs = Runs::default();
    let mut depth = 0_usize;
    let mut rest = regex.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'\\' => {
                let (&escaped, after) = rest.split_first()?;
                rest = after;
                match escaped {
                    b'd' | b'D' | b'w' | b'W' | b's' | b'S' => runs.end(),
                    // Other letters and digits after a backslash are left to the engine.
                    _ if escaped.is_ascii_alphanumeric() || !escaped.is_ascii() => return None,
                    _ => runs.add(escaped, depth),
                }
            }
            b'(' => {
                // `(?i)` and its like change the meaning of what follows.
                if rest.starts_with(b"?") && !rest.starts_with(b"?:") {
                    return None;
                }
                runs.end();
                depth += 1;
            }
            b')' => {
                runs.end();
                depth = depth.checked_sub(1)?;
            }
            b'[' => {
                runs.end();
                rest = after_class(rest)?;
            }
            // Inside a group an alternation is harmless: no text is taken from groups.
            b'|' if depth == 0 => return None,
            b'*' | b'?' => runs.end_without_last(),
            b'{' => {
                runs.end_without_last();
                let end = rest.iter().position(|&byte| byte == b'}')?;
                rest = &rest[end + 1..];
            }
            b'+' | b'.' | b'^' | b'$' | b'|' => runs.end(),
            _ if byte.is_ascii() => runs.add(byte, depth),
            _ => runs.end(),
        }
    }
    runs.end();
    (runs.longest.len() >= 2).then_some(runs.longest)
}

/// The rest of the regex after a class, given the rest after its `[`. Nested classes are left to the engine.
fn after_class(class: &[u8]) -> Option<&[u8]> {
    let class = class.strip_prefix(b"^").unwrap_or(class);
    let mut at = usize::from(class.starts_with(b"]"));
    loop {
        match class.get(at)? {
            b']' => return Some(&class[at + 1..]),
            b'[' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[derive(Default)]
struct Runs {
    run: String,
    longest: String,
}

impl Runs {
    fn add(&mut self, byte: u8, depth: usize) {
        if depth == 0 {
            self.run.push(char::from(byte));
        }
    }

    fn end(&mut self) {
        if self.run.len() > self.longest.len() {
            std::mem::swap(&mut self.run, &mut self.longest);
        }
        self.run.clear();
    }

    fn end_without_last(&mut self) {
        self.run.pop();
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_lite::Regex;

    use super::*;

    #[test]
    fn the_longest_sure_text_is_found() {
        let check = |regex: &str, expect: Option<&str>| assert_eq!(text(regex).as_deref(), expect, "{regex}");
        check("tick", Some("tick"));
        check(r#""seq":\d+5"#, Some("\"seq\":"));
        check(r"\{a\.b", Some("{a.b"));
        check("abc?def", Some("def"));
        check("abc*", Some("ab"));
        check("abc+de", Some("abc"));
        check("abcd{0,2}", Some("abc"));
        check("(abcdef)?xy", Some("xy"));
        check("(a|b)xy", Some("xy"));
        check("[ab]xy[^]x]z", Some("xy"));
        check("abc|def", None);
        check("(?i)abc", None);
        check(r"\x41bc", None);
        check("a.b.c", None);
        check("[[:alpha:]]abc", None);
        check("éabc", Some("abc"));
        check("", None);
    }

    proptest! {
        #[test]
        fn whatever_a_regex_matches_contains_its_text(
            regex in r"([abc]|\\[.dw{]|[.]|\[a\]|\[\^b\]|\(ab?\)|\(a\|bc\)|[*+?|^$]|\{0\}|\{2\}|\{0,2\}){1,8}",
            haystacks in prop::collection::vec("[abc.{1 ]{0,10}", 20),
        ) {
            let (Ok(compiled), Some(text)) = (Regex::new(&regex), text(&regex)) else { return Ok(()) };
            for haystack in haystacks {
                for found in compiled.find_iter(&haystack) {
                    prop_assert!(found.as_str().contains(&text), "/{}/ matches {:?} without {:?}", regex, found.as_str(), text);
                }
            }
        }
    }
}
