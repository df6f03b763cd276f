//! The life of connections that last, over virtual time.

mod elsewhere;
mod script;
mod support;

use script::check_lasting;

#[test]
fn a_lost_connection_comes_back_by_itself() {
    check_lasting(
        "reconnect=on&attempts=2",
        "connect => [open 1], Connecting
        open => open 1 after 0ms, Open
        closed 1006 => x",
    );
}
