//! The page that a fragment names. Any other fragment is a set-up for the tester.

/// The fragment of the tester.
pub const TESTER: &str = "#/";

/// The fragment of the first reference page.
pub const REFERENCE: &str = "#/reference";

/// Whether `#/…` names a reference page, existing or not; `None` for fragments of any other form.
pub(super) fn is_to_read(fragment: &str) -> Option<bool> {
    fragment.strip_prefix(TESTER).map(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tester_has_one_address_and_a_set_up_is_not_a_page() {
        let check = |fragment, expect| assert_eq!(is_to_read(fragment), expect, "{fragment}");
        check(TESTER, Some(false));
        check(REFERENCE, Some(true));
        check("#/reference/1006", Some(true));
        check("#/guide/start#three-steps", Some(true));
        check("#/nowhere", Some(true));
        check("#v=1&url=ws://localhost/", None);
        check("", None);
    }
}
