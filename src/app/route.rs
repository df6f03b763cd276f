//! Which page the fragment names. Everything else in a fragment is a set-up for the tester.

/// The fragment of the tester.
pub const TESTER: &str = "#/";

/// The fragment that the pages to read are entered by.
pub const REFERENCE: &str = "#/reference";

/// Whether the page that `#/…` names is one to read, or would be if it were there; `None` for fragments of any other form.
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
