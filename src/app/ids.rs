//! The ids of elements that take the focus or are referred to. Views and app use these constants only.

use tabcat_core::workbench::ConnectionId;

use super::reactive::spawn;
use crate::io::document;
use crate::io::frame::Frames;

/// The list of rows.
pub const LIST: &str = "transcript";

/// The button that connects and disconnects.
pub const MAIN_BUTTON: &str = "main-button";

/// The message field.
pub const MESSAGE_FIELD: &str = "message";

/// The button that sends.
pub const SEND_BUTTON: &str = "message-send";

/// The button with the format of the message.
pub const FORMAT_BUTTON: &str = "message-format";

/// The button that opens the menu of what can be added to the message.
pub const ADD_BUTTON: &str = "message-add";

/// The button that unfolds the outbox.
pub const OUTBOX_FOLD: &str = "outbox-fold";

/// The filter field.
pub const FILTER_FIELD: &str = "filter";

/// The button that unfolds the other filter fields.
pub const MORE_FILTERS: &str = "more-filters-button";

/// The form to go to a time.
pub const GO_TO: &str = "go-to";

/// The side panel.
pub const DETAIL: &str = "detail-panel";

/// The button that unfolds the options.
pub const OPTIONS_BUTTON: &str = "options-button";

/// The reference pages.
pub const REFERENCE_PAGE: &str = "reference";

/// The search field of the reference pages.
pub const SEARCH_FIELD: &str = "reference-search";

/// The heading of a reference page.
pub const HEADING: &str = "page-heading";

/// The first search result in the reference pages.
pub const RESULTS: &str = "first-found";

/// The button that disconnects for a link to the tester.
pub const DISCONNECT: &str = "disconnect-for-link";

/// The tab panel of the shown connection.
pub const TAB_PANEL: &str = "connection";

/// The tab of a connection.
pub fn tab_id(of: ConnectionId) -> String {
    ["tab-", &of.0.to_string()].concat()
}

/// Moves the focus to an element once the view just made is in the document.
pub fn focus_soon(id: String) {
    spawn(async move { focus(&id) });
}

/// The row of a connection in the sheet of connections on a phone.
pub fn row_of(of: ConnectionId) -> String {
    ["row-", &of.0.to_string()].concat()
}

/// The button that opens that sheet.
pub const SWITCHER: &str = "switcher";

/// Scrolls an element into view, as little as possible.
pub fn reveal_soon(id: String) {
    spawn(async move { document::reveal(&id) });
}

/// Scrolls an element into view in the frame after each call: what stands before it has its width by then.
pub fn reveal_in_frame(id: impl Fn() -> String + 'static) -> impl Fn() {
    let frames = Frames::new(move || document::reveal(&id()));
    move || frames.request()
}

/// Whether the focus is in an element of a class.
pub fn focus_within(class: &str) -> bool {
    document::has_focus(class)
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    document::focus(id);
}

/// The field of a policy, or the first field of an item in its list.
pub fn policy_id(key: &str, item: Option<usize>) -> String {
    let item = item.map(|item| item.to_string()).unwrap_or_default();
    ["policy-", key, &item].concat()
}
