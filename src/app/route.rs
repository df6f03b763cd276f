//! Which page the fragment names. Everything else in a fragment is a set-up for the tester.

/// A page of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The tester.
    #[default]
    Tester,
    /// One of the pages to read, or none that there is: the fragment tells.
    Learn,
}

impl Route {
    /// The page that `#/…` names; `None` for fragments of any other form.
    pub(super) fn parse(fragment: &str) -> Option<Self> {
        let path = fragment.strip_prefix("#/")?;
        Some(if path.is_empty() {
            Self::Tester
        } else {
            Self::Learn
        })
    }

    /// The fragment that names it.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Tester => "#/",
            Self::Learn => "#/reference",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_by_its_fragment() {
        for route in [Route::Tester, Route::Learn] {
            assert_eq!(Route::parse(route.href()), Some(route));
        }
        for fragment in ["#/reference/1006", "#/guide/start#three-steps", "#/nowhere"] {
            assert_eq!(Route::parse(fragment), Some(Route::Learn), "{fragment}");
        }
    }

    #[test]
    fn a_set_up_is_not_a_page() {
        assert_eq!(Route::parse("#v=1&url=ws://localhost/"), None);
        assert_eq!(Route::parse(""), None);
    }
}
