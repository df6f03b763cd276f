//! From a path and query to the behaviour they name. Pure: nothing here touches a socket.

use crate::ask::{Ask, RouteError};
use crate::behaviour::Behaviour;
use crate::table::{ROUTES, Route};

/// What a client asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) behaviour: Behaviour,
    /// The name under which what it sends is counted.
    pub(crate) run: Option<String>,
}

/// What `path` and `query` (without its question mark) ask for.
pub(crate) fn route(path: &str, query: &str) -> Result<Asked, RouteError> {
    let (route, segment) = find(path).ok_or_else(|| RouteError::NoSuchRoute {
        path: path.to_owned(),
    })?;
    if route.takes_segment() && segment.is_none_or(str::is_empty) {
        let name = route
            .usage
            .split(['{', '}'])
            .nth(1)
            .expect("it takes a segment, so its usage names one");
        return Err(RouteError::Missing {
            route: route.name,
            name,
            example: route.example,
        });
    }
    let ask = Ask { segment, query };
    Ok(Asked {
        behaviour: (route.read)(&ask)?,
        run: ask.run()?,
    })
}

/// Whether `path` belongs to a WebSocket route, however its parameters read.
pub(crate) fn is_route(path: &str) -> bool {
    find(path).is_some()
}

/// The route that owns `path`, and the path segment after its name.
fn find(path: &str) -> Option<(&'static Route, Option<&str>)> {
    let mut segments = path.strip_prefix('/')?.splitn(2, '/');
    let name = segments.next()?;
    let segment = segments.next();
    let route = ROUTES.iter().find(|route| route.name == name)?;
    // `/echo/` is `/echo`; `/echo/x` and `/close/1000/x` are nothing.
    match segment {
        None | Some("") => Some((route, None)),
        Some(segment) if route.takes_segment() && !segment.contains('/') => Some((route, Some(segment))),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::flaw::Flaw;
    use crate::limits;
    use crate::login::{Auth, Refusal};
    use crate::param::{Kind, Param};
    use crate::violation;

    fn check(url: &str, expect: Result<Behaviour, &str>) {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let asked = route(path, query).map_err(|error| error.to_string());
        let behaviour = asked.map(|asked| asked.behaviour);
        assert_eq!(behaviour, expect.map_err(str::to_owned), "for {url}");
    }

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_path_names_one_behaviour() {
        check("/echo", Ok(Behaviour::Echo));
        check("/echo/", Ok(Behaviour::Echo));
        check("/echo?token=anything", Ok(Behaviour::Echo));
        check(
            "/close/0",
            Ok(Behaviour::Close {
                code: 0,
                reason: vec![],
                after: ms(0),
            }),
        );
        check(
            "/close/65535?reason=a%20b",
            Ok(Behaviour::Close {
                code: 65_535,
                reason: b"a b".to_vec(),
                after: ms(0),
            }),
        );
        check(
            "/close/1011?after=1200&reason=x",
            Ok(Behaviour::Close {
                code: 1011,
                reason: b"x".to_vec(),
                after: ms(1200),
            }),
        );
        check("/limit/1024", Ok(Behaviour::Limit { bytes: 1024 }));
        check(
            "/violate/masked?after=5",
            Ok(Behaviour::Violate {
                what: violation::find("masked").unwrap(),
                after: ms(5),
            }),
        );
        check("/drop", Ok(Behaviour::Drop { after: ms(100) }));
        check("/reset?after=0", Ok(Behaviour::Reset { after: ms(0) }));
        check("/reject/418", Ok(Behaviour::Reject { status: 418 }));
        check("/delay/5", Ok(Behaviour::Delay { by: ms(5) }));
        check(
            "/flood",
            Ok(Behaviour::Flood {
                count: 10_000,
                size: 32,
                kind: Kind::Text,
            }),
        );
        check(
            "/big/0?kind=binary",
            Ok(Behaviour::Big {
                size: 0,
                kind: Kind::Binary,
            }),
        );
        check(
            "/deflate?size=268435456&kind=binary",
            Ok(Behaviour::Deflate {
                count: 1,
                size: 268_435_456,
                kind: Kind::Binary,
            }),
        );
        check(
            "/subprotocol/a%2Bb",
            Ok(Behaviour::Subprotocol {
                name: "a+b".to_owned(),
            }),
        );
        check(
            "/wrong-answer/no-upgrade",
            Ok(Behaviour::WrongAnswer {
                what: Flaw::NoUpgrade,
            }),
        );
        check(
            "/rate?per_sec=5&size=0&secs=2&kind=binary",
            Ok(Behaviour::Rate {
                per_sec: 5,
                size: 0,
                secs: 2,
                kind: Kind::Binary,
            }),
        );
    }

    #[test]
    fn what_ends_without_a_word_says_when() {
        check(
            "/flaky?run=x&down=0",
            Ok(Behaviour::Flaky {
                up: ms(5000),
                down: ms(0),
            }),
        );
        check("/heartbeat", Ok(Behaviour::Heartbeat { stop_after: None }));
        check(
            "/heartbeat?stop_after=0",
            Ok(Behaviour::Heartbeat { stop_after: Some(0) }),
        );
        check(
            "/heartbeat?stop_after=never",
            Err(r#"stop_after is "never" - give answers, a whole number from 0 to 1000000"#),
        );
        check(
            "/pinger",
            Ok(Behaviour::Pinger {
                every: ms(25_000),
                within: ms(20_000),
            }),
        );
        check("/idle?after=10", Ok(Behaviour::Idle { after: ms(10) }));
    }

    #[test]
    fn every_route_may_name_a_run() {
        let run = |query| route("/echo", query).map(|asked| asked.run);
        assert_eq!(run(""), Ok(None));
        assert_eq!(run("a=b&run=soak-1"), Ok(Some("soak-1".to_owned())));
        for bad in ["", "a%20b", "%ff", &"x".repeat(limits::RUN_NAME_BYTES + 1)] {
            let refused = route("/drop", &format!("run={bad}"));
            assert!(matches!(refused, Err(RouteError::BadRun { .. })), "{bad}");
        }
        check(
            "/echo?run=a/b",
            Err(r#"run is "a/b" - give a name of letters, digits or -._~, at most 64 of them"#),
        );
    }

    #[test]
    fn a_login_has_one_of_four_ways() {
        let check = |url: &str, auth| check(url, Ok(Behaviour::Auth(auth)));
        check(
            "/auth?mode=query",
            Auth::Query {
                token: None,
                refusal: Refusal::Close,
            },
        );
        check(
            "/auth?token=let%20me&mode=query&reject=http",
            Auth::Query {
                token: Some(b"let me".to_vec()),
                refusal: Refusal::Http,
            },
        );
        check(
            "/auth?mode=first-message",
            Auth::FirstMessage { within: ms(5000) },
        );
        check(
            "/auth?mode=first-message&within=20&token=x",
            Auth::FirstMessage { within: ms(20) },
        );
        check("/auth?mode=cookie", Auth::Cookie);
        check(
            "/auth?mode=ticket&ticket=",
            Auth::Ticket {
                ticket: None,
                refusal: Refusal::Close,
            },
        );
        check(
            "/auth?mode=ticket&ticket=1f&reject=close",
            Auth::Ticket {
                ticket: Some(b"1f".to_vec()),
                refusal: Refusal::Close,
            },
        );
    }

    #[test]
    fn a_login_that_is_none_of_them_is_told_which_there_are() {
        let modes = "give mode=query, mode=first-message, mode=cookie or mode=ticket";
        check("/auth", Err(&format!(r#"mode is "" - {modes}"#)));
        check("/auth?mode=Query", Err(&format!(r#"mode is "Query" - {modes}"#)));
        check(
            "/auth?mode=query&reject=401",
            Err(r#"reject is "401" - give reject=close or reject=http"#),
        );
        check(
            "/auth?mode=query&within=5s",
            Err(r#"within is "5s" - give milliseconds, a whole number from 10 to 60000"#),
        );
        check(
            "/big/1?kind=json",
            Err(r#"kind is "json" - give kind=text or kind=binary"#),
        );
    }

    #[test]
    fn origins_are_read_one_by_one() {
        check("/origin", Ok(Behaviour::Origin { allow: None }));
        check(
            "/origin?allow=https://a.example,+http%3A%2F%2Fb:1,null",
            Ok(Behaviour::Origin {
                allow: Some(vec![
                    "https://a.example".to_owned(),
                    "http://b:1".to_owned(),
                    "null".to_owned(),
                ]),
            }),
        );
        let advice = "give allow=https://host, with :port where it is not the scheme's own and no path, or null; a comma \
                      between two";
        for (allow, given) in [
            ("", ""),
            ("*", "*"),
            ("https://a,", ""),
            ("https://a,b", "b"),
            ("https://a/", "https://a/"),
            ("https://a.example:443", "https://a.example:443"),
            ("http://a.example:80", "http://a.example:80"),
        ] {
            let expect = format!("{given:?} is no origin - {advice}");
            check(&format!("/origin?allow={allow}"), Err(&expect));
        }
        let many = |count: usize| vec!["null"; count].join(",");
        assert!(route("/origin", &format!("allow={}", many(limits::ORIGINS))).is_ok());
        check(
            &format!("/origin?allow={}", many(limits::ORIGINS + 1)),
            Err("allow has 17 origins - give at most 16"),
        );
    }

    #[test]
    fn what_waits_for_acknowledgements_has_a_rate_to_start_from() {
        check(
            "/credit",
            Ok(Behaviour::Credit {
                window: 10,
                count: 100,
                size: 0,
            }),
        );
        check(
            "/credit?window=3&n=7&size=9",
            Ok(Behaviour::Credit {
                window: 3,
                count: 7,
                size: 9,
            }),
        );
        check(
            "/latest",
            Ok(Behaviour::Latest {
                per_sec: 50,
                secs: 60,
                within: ms(1000),
            }),
        );
        check(
            "/latest?per_sec=5&secs=2&within=30",
            Ok(Behaviour::Latest {
                per_sec: 5,
                secs: 2,
                within: ms(30),
            }),
        );
    }

    #[test]
    fn what_names_none_is_answered_with_what_to_do() {
        check("/", Err("there is no route / here - /wsbin lists the routes"));
        check(
            "/ECHO",
            Err("there is no route /ECHO here - /wsbin lists the routes"),
        );
        check(
            "/echo/x",
            Err("there is no route /echo/x here - /wsbin lists the routes"),
        );
        check(
            "/close/1/2",
            Err("there is no route /close/1/2 here - /wsbin lists the routes"),
        );
        check(
            "/close",
            Err("/close needs {code} in its path - for example /close/4001?reason=try+later"),
        );
        check(
            "/big/",
            Err("/big needs {bytes} in its path - for example /big/1000000"),
        );
        let unheard = route("/violate/politely", "").unwrap_err().to_string();
        assert!(
            unheard
                .starts_with(r#""politely" is no violation known here - give one of utf8, utf8-surrogate, "#),
            "{unheard}"
        );
        check(
            "/wrong-answer/key",
            Err(
                r#""key" is nothing that can be wrong here - give one of accept, no-upgrade, no-connection, extension"#,
            ),
        );
        check(
            "/close/65536",
            Err(r#"code is "65536" - give the close code, a whole number from 0 to 65535"#),
        );
    }

    #[test]
    fn each_number_has_both_its_bounds() {
        let mut seen = 0;
        for route in ROUTES {
            for param in route.params {
                let (Param::Number(number) | Param::Optional(number, _)) = param else {
                    continue;
                };
                let is_in_path = number.default.is_none() && matches!(param, Param::Number(_));
                // A number of the query leaves the path as it is in the example.
                let path = route.example.split('?').next().unwrap();
                let url = |value: u64| {
                    if is_in_path {
                        (format!("/{}/{value}", route.name), String::new())
                    } else {
                        (path.to_owned(), format!("{}={value}", number.name))
                    }
                };
                let tried = |value: u64| {
                    let (path, query) = url(value);
                    super::route(&path, &query)
                };
                assert!(
                    !matches!(tried(number.max), Err(RouteError::BadNumber { .. })),
                    "{}",
                    route.usage
                );
                assert!(
                    matches!(tried(number.max + 1), Err(RouteError::BadNumber { .. })),
                    "{}",
                    route.usage
                );
                assert!(
                    !matches!(tried(number.min), Err(RouteError::BadNumber { .. })),
                    "{}",
                    route.usage
                );
                if let Some(below) = number.min.checked_sub(1) {
                    assert!(
                        matches!(tried(below), Err(RouteError::BadNumber { .. })),
                        "{}",
                        route.usage
                    );
                }
                seen += 1;
            }
        }
        assert_eq!(seen, 33, "numbers in the table");
    }

    #[test]
    fn the_longest_reason_is_bounded() {
        let reason = "r".repeat(limits::REASON_BYTES);
        assert!(route("/close/1000", &format!("reason={reason}")).is_ok());
        check(
            &format!("/close/1000?reason={reason}r"),
            Err("the reason has 1001 bytes - give at most 1000 (a correct close frame holds 123)"),
        );
    }

    #[test]
    fn a_subprotocol_that_could_break_the_header_is_refused() {
        for bad in [
            "a%20b",
            "a%0d%0ab",
            "a,b",
            "%c3%a9",
            &"x".repeat(limits::SUBPROTOCOL_BYTES + 1),
        ] {
            let refused = route(&format!("/subprotocol/{bad}"), "");
            assert!(matches!(refused, Err(RouteError::BadSubprotocol { .. })), "{bad}");
        }
    }

    #[test]
    fn what_is_allowed_one_by_one_may_be_too_much_together() {
        check(
            "/flood?n=10000000&size=1000",
            Err(
                "those messages come to 10000000000 bytes - ask for fewer or smaller messages, at most 4294967296 bytes",
            ),
        );
        let much = route("/deflate", "n=5&size=268435456");
        assert!(matches!(much, Err(RouteError::TooMuch { .. })));
        let much = route("/credit", "n=1000000&size=65536");
        assert!(matches!(much, Err(RouteError::TooMuch { .. })));
        let much = route("/rate", "per_sec=100000&size=100000");
        assert!(matches!(much, Err(RouteError::TooMuch { .. })));
    }

    #[test]
    fn every_example_is_a_route_that_works() {
        for Route { example, name, .. } in ROUTES {
            let (path, query) = example.split_once('?').unwrap_or((example, ""));
            assert!(route(path, query).is_ok(), "{example}");
            assert!(is_route(path) && path[1..].starts_with(name), "{example}");
        }
    }
}
