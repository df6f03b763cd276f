//! What is different in two messages.

use crate::page::{journey, see_it_is};
use crate::pane::{choose, see_text};

#[test]
fn a_message_is_compared_with_the_marked_one_line_by_line() {
    journey("compare", |page| {
        page.connect_to("/echo");
        page.see_status("Connected");
        page.send(r#"{"op":"tick","seq":1,"price":{"bid":10,"ask":12},"ids":[1,2,3]}"#);
        page.send(r#"{"op":"tick","seq":2,"price":{"bid":10,"ask":13},"ids":[1,2,3]}"#);
        page.see("both have come back", |view| view.rowcount == 5);

        page.click_row(2);
        choose(page, "Compare");
        see_text(page, "note", "", &["Nothing is marked to compare with."]);
        page.press("Mark");
        see_text(page, "note", "", &["This is the marked message."]);
        page.click_row(4);
        see_text(
            page,
            "note",
            "",
            &["2 lines only in the marked message, 2 lines only in this one."],
        );
        let changed = || -> Vec<String> {
            page.script(
                "return [...document.querySelectorAll('[aria-label=Differences] > div')].map(line => line.textContent)
                     .filter(line => '-+'.includes(line[0]));",
                vec![],
            )
        };
        let expect = [
            "-  \"seq\": 1,",
            "+  \"seq\": 2,",
            "-    \"ask\": 12",
            "+    \"ask\": 13",
        ];
        see_it_is("what is different", &expect, changed);
        page.picture("compare");
        page.click_row(3);
        see_text(page, "note", "", &["The same, byte for byte."]);
    });
}
