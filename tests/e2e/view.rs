//! What a person sees on the tester at one moment, read in one go.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// Runs in the page. Roles and attributes only, no class names: what is read is what the page promises to keep.
pub(crate) const READ: &str = r#"
    const words = e => (e?.innerText ?? "").replace(/\s+/g, " ").trim();
    const all = (selector, root = document) => [...(root?.querySelectorAll(selector) ?? [])];
    const seen = (selector, root) => all(selector, root).filter(e => e.checkVisibility());
    const grid = document.querySelector("[role=grid]");
    const row = e => {
        const [time, delta, , size, message] = all("[role=gridcell]", e).map(cell => cell.textContent);
        return {
            index: Number(e.ariaRowIndex), direction: e.dataset.direction, kind: e.dataset.kind,
            time, delta, size, text: message, spoken: e.ariaLabel, selected: e.ariaSelected === "true",
        };
    };
    const status = seen("[role=status]");
    const url = document.querySelector("[aria-label=Connection] form input");
    return {
        title: document.title,
        status: status.map(words),
        strip: words(status[0]?.parentElement),
        rows: seen("[role=row]", grid).filter(e => e.ariaRowIndex).map(row).sort((a, b) => a.index - b.index),
        rowcount: Number(grid?.ariaRowCount ?? 0),
        transcript: words(grid?.parentElement.querySelector("h2")),
        stats: Object.fromEntries(all("aside dl > div").map(line => [
            words(line.querySelector("dt")) || line.querySelector("dt").textContent,
            Number(line.querySelector("dd").dataset.value),
        ])),
        alerts: seen("[role=alert]").map(words).filter(text => text),
        notes: seen("p", document.getElementById(url?.getAttribute("aria-describedby"))).map(words),
        notice: seen("[aria-label=Notices]").map(words).join(" "),
    };
"#;

/// The tester at one moment.
#[derive(Debug, Deserialize)]
pub(crate) struct View {
    pub(crate) title: String,
    /// The text of every element of role status. There ought to be one.
    pub(crate) status: Vec<String>,
    /// The line that the status stands in.
    pub(crate) strip: String,
    /// The rows that are drawn, in order.
    pub(crate) rows: Vec<Row>,
    /// `aria-rowcount` of the transcript: all kept entries, drawn or not.
    pub(crate) rowcount: usize,
    /// The transcript's heading.
    pub(crate) transcript: String,
    /// The exact numbers, by their labels.
    pub(crate) stats: BTreeMap<String, u64>,
    /// What is announced as wrong.
    pub(crate) alerts: Vec<String>,
    /// What stands below the URL.
    pub(crate) notes: Vec<String>,
    /// The passing message.
    pub(crate) notice: String,
}

/// A row of the transcript.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    /// Its place in the whole transcript, from 1.
    pub(crate) index: usize,
    pub(crate) direction: String,
    pub(crate) kind: String,
    pub(crate) time: String,
    pub(crate) delta: String,
    pub(crate) size: String,
    /// The text of its last cell: exactly what is shown.
    pub(crate) text: String,
    /// Its accessible name.
    pub(crate) spoken: String,
    pub(crate) selected: bool,
}

impl View {
    /// The one word of the status.
    pub(crate) fn status(&self) -> &str {
        match self.status.as_slice() {
            [one] => one,
            _ => "",
        }
    }

    /// How long the state has lasted, in seconds, while a person waits.
    pub(crate) fn waiting(&self) -> Option<f64> {
        let words: Vec<&str> = self.strip.split(' ').collect();
        words
            .windows(2)
            .find(|pair| pair[1] == "s")
            .and_then(|pair| pair[0].parse().ok())
    }

    /// A number of the stats.
    pub(crate) fn stat(&self, name: &str) -> u64 {
        *self
            .stats
            .get(name)
            .unwrap_or_else(|| panic!("the stats have no {name}: {:?}", self.stats))
    }

    /// The row at the end, if it is drawn.
    pub(crate) fn last(&self) -> Option<&Row> {
        self.rows.last().filter(|row| row.index == self.rowcount)
    }

    /// Rows after the first `count` of the transcript.
    pub(crate) fn after(&self, count: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.index > count)
    }

    /// Whether such a row is drawn.
    pub(crate) fn has(&self, direction: &str, kind: &str, text: &str) -> bool {
        self.rows
            .iter()
            .any(|row| row.direction == direction && row.kind == kind && row.text.contains(text))
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  status      {}", self.status.join(" AND "))?;
        writeln!(f, "  strip       {}", self.strip)?;
        writeln!(f, "  stats       {:?}", self.stats)?;
        for (name, lines) in [("alert", &self.alerts), ("note", &self.notes)] {
            for line in lines {
                writeln!(f, "  {name:<11} {line}")?;
            }
        }
        writeln!(f, "  notice      {}", self.notice)?;
        writeln!(
            f,
            "  transcript  {} rows, {} drawn",
            self.rowcount,
            self.rows.len()
        )?;
        let skipped = self.rows.len().saturating_sub(30);
        for row in &self.rows[skipped..] {
            let Row {
                index,
                direction,
                kind,
                size,
                text,
                ..
            } = row;
            let text: String = text.chars().take(160).collect();
            writeln!(f, "  {index:>6} {direction:<8} {kind:<6} {size:>7} {text}")?;
        }
        Ok(())
    }
}
