//! The ids of elements that the focus goes to, and other parts of the page refer to. Views and app know them by these names alone.

use tabcat_core::workbench::ConnectionId;

use super::reactive::spawn;
use crate::io::document;

/// The list of rows.
pub const LIST: &str = "transcript";

/// The button that connects and disconnects.
pub const MAIN_BUTTON: &str = "main-button";

/// The field that the message is written in.
pub const MESSAGE_FIELD: &str = "message";

/// The field that the filter is typed in.
pub const FILTER_FIELD: &str = "filter";

/// The button that unfolds the rest of the filter.
pub const MORE_FILTERS: &str = "more-filters-button";

/// The form that goes to a time.
pub const GO_TO: &str = "go-to";

/// What is beside the list.
pub const DETAIL: &str = "detail-panel";

/// The button that unfolds the options.
pub const OPTIONS_BUTTON: &str = "options-button";

/// The pages to read.
pub const REFERENCE_PAGE: &str = "reference";

/// The field that looks things up in them.
pub const SEARCH_FIELD: &str = "reference-search";

/// The heading of such a page.
pub const HEADING: &str = "page-heading";

/// The first of what was found in them.
pub const RESULTS: &str = "first-found";

/// The button that disconnects for a link into the tester.
pub const DISCONNECT: &str = "disconnect-for-link";

/// What belongs to the tab of the connection that is shown.
pub const TAB_PANEL: &str = "connection";

/// The tab of a connection.
pub fn tab_id(of: ConnectionId) -> String {
    ["tab-", &of.0.to_string()].concat()
}

/// The same once the view that was shown just now is in the document.
pub fn focus_soon(id: String) {
    spawn(async move { focus(&id) });
}

/// The row of a connection in the sheet of a phone.
pub fn row_of(of: ConnectionId) -> String {
    ["row-", &of.0.to_string()].concat()
}

/// The button that opens that sheet.
pub const SWITCHER: &str = "switcher";

/// Scrolls what is around the element of that id as little as brings it into view.
pub fn reveal_soon(id: String) {
    spawn(async move { document::reveal(&id) });
}

/// Moves the focus to the element of that id.
pub fn focus(id: &str) {
    document::focus(id);
}
