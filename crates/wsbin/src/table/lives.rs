//! The routes about connections that end without a word, and how that is noticed.

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::limits;
use crate::param::{Number, Param};
use crate::runs;

use super::{Route, millis};

const UP: Number = Number::in_query("up", "milliseconds", (0, limits::FLAKY_UP_MS), 5000);
const DOWN: Number = Number::in_query("down", "milliseconds", (0, limits::FLAKY_DOWN_MS), 2000);

pub(super) const FLAKY: Route = Route {
    name: "flaky",
    usage: "/flaky?up=&down=&run=",
    about: "Echoes for so long, then ends the TCP connection (FIN) without a close frame, as a server does that is \
            restarted again and again: from then on the handshakes of the same run are answered 503, until it is up \
            again. A client that closes first leaves it up.",
    params: &[
        Param::Number(UP),
        Param::Number(DOWN),
        Param::Other("run", || {
            format!("who is down together, {} unless given", runs::FLAKY)
        }),
    ],
    example: "/flaky?up=3000&down=2000&run=soak",
    read: flaky,
};

fn flaky(ask: &Ask<'_>) -> Result<Behaviour, RouteError> {
    Ok(Behaviour::Flaky {
        up: millis(ask, &UP)?,
        down: millis(ask, &DOWN)?,
    })
}
