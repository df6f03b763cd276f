//! `/wsbin`: the routes on one page, from the table that the router reads. No script.

use std::fmt::Write as _;

use crate::fetched::FETCHED;
use crate::limits;
use crate::reply::Reply;
use crate::table::{ROUTES, Route};

/// The page, under a policy that lets it do nothing but show itself.
pub(crate) fn page() -> Reply {
    Reply::new(200, "text/html; charset=utf-8", html().into_bytes())
        .with("Cache-Control", "no-cache")
        .with(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        )
}

fn html() -> String {
    let mut html = String::from(HEAD);
    let _ = write!(
        html,
        "<p>At most {} connections at once, {} bytes in a message from a client, {} bytes in a request's head. A client that \
         says nothing for {} seconds is sent a close with code 1001; its pongs count, an unfinished message does not.</p>\n\
         <p>Every route takes run= with a name, {} letters, digits or -._~ at most, and counts under it what arrives: /count \
         below tells. What a route does not read is not counted.</p>\n<dl>\n",
        limits::CONNECTIONS,
        limits::MESSAGE_BYTES,
        limits::REQUEST_HEAD_BYTES,
        limits::IDLE.as_secs(),
        limits::RUN_NAME_BYTES
    );
    for route in ROUTES {
        entry(&mut html, route);
    }
    html.push_str("</dl>\n<p>These are fetched over HTTP, by pages of this server's own origin:</p>\n<dl>\n");
    for fetched in FETCHED {
        let _ = writeln!(
            html,
            "<dt><code>{}</code></dt>\n<dd>{}</dd>",
            escape(fetched.usage),
            escape(&(fetched.about)())
        );
    }
    html + "</dl>\n</main>\n</html>\n"
}

fn entry(html: &mut String, route: &Route) {
    let _ = write!(
        html,
        "<dt><code>{}</code></dt>\n<dd>{}",
        escape(route.usage),
        escape(route.about)
    );
    if !route.params.is_empty() {
        html.push_str("\n<ul>");
        for param in route.params {
            let _ = write!(html, "<li>{}</li>", escape(&param.to_string()));
        }
        html.push_str("</ul>");
    }
    if route.example != route.usage {
        let _ = write!(html, "\n<p>Example: <code>{}</code></p>", escape(route.example));
    }
    html.push_str("</dd>\n");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>wsbin - routes</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
code { font: 0.95em ui-monospace, monospace; overflow-wrap: anywhere; }
dt { margin-top: 1.25rem; font-weight: 600; }
dd { margin: 0; }
dd ul, dd p { margin: 0.25rem 0 0; padding-left: 1.25rem; }
dd p { padding-left: 0; }
</style>
<main>
<h1>wsbin</h1>
<p>A WebSocket server whose every route behaves, or misbehaves, in one known way. Connect to
<code>ws://</code>, this page's host and port, and one of the paths below. What is out of bounds is answered
with status 400 and a sentence; parameters that a route does not know are ignored.</p>
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_listed_with_its_bounds() {
        let html = html();
        for route in ROUTES {
            assert!(
                html.contains(&format!("<dt><code>{}</code></dt>", escape(route.usage))),
                "{}",
                route.usage
            );
        }
        for fetched in FETCHED {
            let entry = format!("<dt><code>{}</code></dt>", fetched.usage);
            assert!(html.contains(&entry), "{entry}");
        }
        assert!(html.contains("<li>code: the close code, 0 to 65535</li>"));
        assert!(html.contains("<li>stop_after: answers, 0 to 1000000, no end unless given</li>"));
        assert!(html.contains("<li>n: messages, 1 to 10000000, 10000 unless given</li>"));
    }

    #[test]
    fn what_could_be_markup_is_escaped() {
        assert_eq!(escape(r#"<a b="c">&"#), "&lt;a b=&quot;c&quot;&gt;&amp;");
        assert!(html().contains("{&quot;seq&quot;:1,&quot;of&quot;:n}"));
    }
}
