//! Which page the fragment names. Everything else in a fragment is a set-up for the tester.

use tabcat_core::CloseCode;

/// A page of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The tester.
    #[default]
    Tester,
    /// The close codes, with one of them marked.
    Reference(Option<CloseCode>),
    /// A lab. Which, and what is typed in it, is its own to read and to write.
    Lab,
}

impl Route {
    /// The page that `#/…` names; `None` for fragments of any other form.
    pub(super) fn parse(fragment: &str) -> Option<Self> {
        let path = fragment.strip_prefix("#/")?;
        if path.starts_with("lab") {
            return Some(Self::Lab);
        }
        Some(match path.strip_prefix("reference") {
            Some(rest) => Self::Reference(
                rest.strip_prefix('/')
                    .and_then(|code| code.parse().ok())
                    .map(u16::into),
            ),
            None => Self::Tester,
        })
    }

    /// The fragment that names it.
    pub fn href(self) -> String {
        match self {
            Self::Tester => "#/".to_owned(),
            Self::Lab => "#/lab/".to_owned(),
            Self::Reference(None) => "#/reference".to_owned(),
            Self::Reference(Some(code)) => format!("#/reference/{}", code.as_u16()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_by_its_fragment() {
        for route in [
            Route::Tester,
            Route::Lab,
            Route::Reference(None),
            Route::Reference(Some(CloseCode::from(1006))),
        ] {
            assert_eq!(Route::parse(&route.href()), Some(route));
        }
    }

    #[test]
    fn a_set_up_is_not_a_page_and_nonsense_is_the_tester() {
        assert_eq!(Route::parse("#v=1&url=ws://localhost/"), None);
        assert_eq!(Route::parse(""), None);
        assert_eq!(Route::parse("#/lab/frame?hex=8105"), Some(Route::Lab));
        assert_eq!(Route::parse("#/nowhere"), Some(Route::Tester));
        assert_eq!(Route::parse("#/reference/x"), Some(Route::Reference(None)));
    }
}
