//! The path of a value, to copy: `$.bid.size`, `$["odd key"][3]` (the dialect of RFC 9535).
//! [`super::FieldEquals`] reads it back.

use std::fmt::Write;

use super::document::{Document, NodeId};

impl Document {
    /// The path from the root to a value. A key that is not a plain name is written in brackets exactly as in
    /// the text, with its escapes.
    pub fn path(&self, text: &str, id: NodeId) -> String {
        let up = |&id: &NodeId| self.node(id).parent();
        let mut way: Vec<NodeId> = std::iter::successors(Some(id), up).collect();
        way.pop();
        let mut path = String::from("$");
        for id in way.into_iter().rev() {
            let node = self.node(id);
            match node.raw_key(text) {
                Some(key) if is_plain_name(key) => write!(path, ".{key}"),
                Some(key) => write!(path, "[\"{key}\"]"),
                None => write!(path, "[{}]", node.index()),
            }
            .expect("writing to a String cannot fail");
        }
        path
    }
}

fn is_plain_name(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use crate::json::{Document, samples};

    #[test]
    fn a_path_leads_from_the_root_by_keys_and_indexes() {
        let text = r#"{"bid":{"size":1},"odd key":[0,0,0,[2]],"":3,"0a":4,"a\"b":5,"_x1":6}"#;
        let document = Document::parse(text).unwrap();
        let check = |raw: &str, expect: &str| {
            let path = samples::every(&document)
                .filter(|&id| document.node(id).raw(text) == raw)
                .map(|id| document.path(text, id))
                .last();
            assert_eq!(path.as_deref(), Some(expect));
        };
        check(text, "$");
        check("1", "$.bid.size");
        check("[2]", r#"$["odd key"][3]"#);
        check("2", r#"$["odd key"][3][0]"#);
        check("3", r#"$[""]"#);
        check("4", r#"$["0a"]"#);
        check("5", r#"$["a\"b"]"#);
        check("6", "$._x1");
    }
}
