//! The comments that stand for live parts.

use crate::Live;

/// The live part in `<!-- live: chooser -->`, or an error if there is none of that name; `None` for other
/// markup.
pub(super) fn live(comment: &str) -> Option<Result<Live, String>> {
    let inside = comment.trim().strip_prefix("<!-- live: ")?;
    let name = inside.strip_suffix(" -->")?;
    let found = Live::ALL.into_iter().find(|live| live.name() == name);
    Some(found.ok_or_else(|| {
        let known = Live::ALL.map(Live::name).join(", ");
        format!("there is no live part “{name}”: there are {known}")
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_what_is_to_be_used_there() {
        for known in Live::ALL {
            let comment = format!("<!-- live: {} -->\n", known.name());
            assert_eq!(live(&comment), Some(Ok(known)));
        }
        for other in ["<!-- a note -->", "<div>", "<!-- live: chooser", ""] {
            assert_eq!(live(other), None, "{other}");
        }
    }
}
