//! The page put together, found by role and name.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::fake_socket::FakeSocket;
use crate::page::{Page, text_of};
use crate::wait::until;

#[wasm_bindgen_test]
fn a_fresh_page_is_disconnected_and_holds_nothing() {
    let page = Page::open();
    assert_eq!(page.status(), "Disconnected");
    let transcript = page.find("grid", "Transcript");
    assert_eq!(transcript.get_attribute("aria-rowcount").as_deref(), Some("0"));
    assert_eq!(page.all("row").len(), 0);
    let url = page.find("textbox", "WebSocket URL");
    assert_eq!(url.get_attribute("aria-invalid"), None);
    for name in ["Connect", "Public echo servers", "Share", "Send"] {
        page.find("button", name);
    }
    page.find("textbox", "Message");
}

#[wasm_bindgen_test]
async fn connecting_to_nothing_says_what_to_type_until_something_is_typed() {
    let page = Page::open();
    let url = page.find("textbox", "WebSocket URL");
    let invalid = || url.get_attribute("aria-invalid").as_deref() == Some("true");
    page.press("Connect");
    until("the field to be marked", invalid).await;
    let alerts: Vec<String> = page.all("alert").iter().map(|alert| text_of(alert)).collect();
    assert_eq!(
        alerts,
        ["Enter a WebSocket URL, such as wss://example.com/socket."]
    );
    assert_eq!(page.status(), "Disconnected");

    page.type_in("WebSocket URL", "ws://127.0.0.1");
    until("the mark to go", || !invalid()).await;
    assert_eq!(page.all("alert").len(), 0);
}

#[wasm_bindgen_test]
async fn what_comes_over_the_wire_reaches_the_page_as_text() {
    let markup = "<img src=x onerror=\"window.pwned = 1\"><script>window.pwned = 1</script><b>bold</b>";
    let socket = FakeSocket::install();
    let page = Page::open();
    page.type_in("WebSocket URL", "ws://127.0.0.1:9160/");
    page.press("Connect");
    until("the connection", || page.status() == "Connected").await;
    let tags = |name: &str| {
        page.elements()
            .iter()
            .filter(|element| element.tag_name() == name)
            .count()
    };
    let before = ["IMG", "SCRIPT"].map(tags);

    socket.receive(markup);
    until("the message", || page.has_row_saying(markup)).await;
    socket.end(1011, markup);
    until("the end", || page.status() == "Disconnected").await;
    until("the explanation", || {
        !page.named("group", "Explanation").is_empty()
    })
    .await;
    let card = page.find("group", "Explanation");
    assert!(text_of(&card).contains(markup), "the reason is shown as it came");

    assert_eq!(["IMG", "SCRIPT"].map(tags), before, "markup became elements");
    assert!(
        page.all("row")
            .iter()
            .all(|row| row.query_selector("b").unwrap().is_none())
    );
    assert!(js_sys::eval("window.pwned").unwrap().is_undefined());
    let transcript = page.find("grid", "Transcript");
    assert_eq!(transcript.get_attribute("aria-rowcount").as_deref(), Some("3"));
}
