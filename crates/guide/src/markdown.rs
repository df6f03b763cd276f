//! Reads the Markdown of the pages. It accepts only the constructs that the pages use, and reports the
//! position of any other, so that nothing is dropped silently.

mod link;
mod live;

use std::fmt;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::contents::PAGES;
use crate::{Block, Guide, Inline, Live, Page, plain};
use link::{check_section, link};
use live::live;

/// An error and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The file's name without `.md`.
    pub slug: String,
    /// The line, from 1.
    pub line: usize,
    /// The error.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "docs/guide/{}.md:{}: {}", self.slug, self.line, self.what)
    }
}

impl std::error::Error for Wrong {}

/// Reads all pages, each by its name without `.md` and its text, and checks the links between them.
pub fn read(sources: &[(String, String)]) -> Result<Guide, Wrong> {
    let wrong = |slug: &str, what: &str| Wrong {
        slug: slug.to_owned(),
        line: 1,
        what: what.to_owned(),
    };
    if let Some((slug, _)) = sources.iter().find(|(slug, _)| !is_page(slug)) {
        return Err(wrong(slug, "is not in crates/guide/src/contents.rs"));
    }
    let mut pages = Vec::new();
    for listed in &PAGES {
        let source = sources.iter().find(|(slug, _)| slug == listed.slug);
        let (slug, text) =
            source.ok_or_else(|| wrong(listed.slug, "is in crates/guide/src/contents.rs and is no file"))?;
        pages.push(read_page(slug, text)?);
    }
    let guide = Guide { pages };
    for (slug, text) in sources {
        for (link, line) in links(text) {
            check_section(&guide, slug, link.as_ref()).map_err(|what| Wrong {
                slug: slug.clone(),
                line,
                what,
            })?;
        }
    }
    Ok(guide)
}

/// Reads a page.
pub fn read_page(slug: &str, text: &str) -> Result<Page, Wrong> {
    let mut reader = Reader::new(slug, text);
    let Some((
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }),
        _,
    )) = reader.next()
    else {
        return Err(reader.wrong("a page starts with its heading: `# …`"));
    };
    let title = plain(&reader.inlines()?);
    let Some((Event::Start(Tag::Paragraph), _)) = reader.next() else {
        return Err(reader.wrong("below a page's heading is a sentence"));
    };
    let lead = reader.inlines()?;
    let blocks = reader.blocks()?;
    Ok(Page {
        slug: slug.to_owned(),
        title,
        lead,
        blocks,
    })
}

fn is_page(slug: &str) -> bool {
    PAGES.iter().any(|listed| listed.slug == slug)
}

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter()
}

fn line_at(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The links of a page, each with its line.
fn links(text: &str) -> impl Iterator<Item = (Box<str>, usize)> {
    events(text).filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            Some((dest_url.as_ref().into(), line_at(text, range.start)))
        }
        _ => None,
    })
}

/// The id of a section, derived from its heading as Markdown hosts do.
fn id(heading: &str) -> String {
    let kept = |letter: char| match letter {
        ' ' => Some('-'),
        '-' | '_' => Some(letter),
        _ => letter.is_alphanumeric().then_some(letter),
    };
    heading.to_lowercase().chars().filter_map(kept).collect()
}

struct Reader<'a> {
    slug: &'a str,
    text: &'a str,
    events: Box<dyn Iterator<Item = (Event<'a>, Range<usize>)> + 'a>,
    /// The current position.
    at: usize,
    /// An event that was read, but not yet returned.
    held: Option<(Event<'a>, Range<usize>)>,
}

impl<'a> Reader<'a> {
    fn new(slug: &'a str, text: &'a str) -> Self {
        Self {
            slug,
            text,
            events: Box::new(events(text)),
            at: 0,
            held: None,
        }
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let next = self.held.take().or_else(|| self.events.next());
        if let Some((_, range)) = &next {
            self.at = range.start;
        }
        next
    }

    fn wrong(&self, what: impl Into<String>) -> Wrong {
        Wrong {
            slug: self.slug.to_owned(),
            line: line_at(self.text, self.at),
            what: what.into(),
        }
    }

    fn refuse(&self, event: &Event<'_>) -> Wrong {
        let name = format!("{event:?}");
        let name = name.chars().take(60).collect::<String>();
        self.wrong(format!(
            "the Guide has nothing for {name}: write it otherwise, or teach crates/guide/src/markdown.rs"
        ))
    }

    /// Blocks, to the end of their parent.
    fn blocks(&mut self) -> Result<Vec<Block>, Wrong> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_block(&tag) => blocks.push(self.block(tag)?),
                // A tight list has inline text directly in its items.
                event => {
                    self.held = Some((event, range));
                    let line = self.line()?;
                    blocks.push(Block::Paragraph(line));
                }
            }
        }
        Ok(blocks)
    }

    fn block(&mut self, tag: Tag<'a>) -> Result<Block, Wrong> {
        Ok(match tag {
            Tag::Heading {
                level: HeadingLevel::H2 | HeadingLevel::H3,
                ..
            } => {
                let Tag::Heading { level, .. } = tag else {
                    unreachable!("it was matched as a heading")
                };
                let text = self.inlines()?;
                Block::Heading {
                    level: if level == HeadingLevel::H2 { 2 } else { 3 },
                    id: id(&plain(&text)),
                    text,
                }
            }
            Tag::Paragraph => Block::Paragraph(self.inlines()?),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => Block::Code {
                language: language.to_string(),
                text: self.code()?,
            },
            Tag::List(first) => Block::List {
                ordered: first.is_some(),
                items: self.items()?,
            },
            Tag::Table(_) => self.table()?,
            Tag::HtmlBlock => Block::Live(self.live()?),
            tag => return Err(self.refuse(&Event::Start(tag))),
        })
    }

    fn code(&mut self) -> Result<String, Wrong> {
        let mut code = String::new();
        loop {
            match self.next() {
                Some((Event::Text(text), _)) => code += &text,
                Some((Event::End(TagEnd::CodeBlock), _)) | None => return Ok(code),
                Some((event, _)) => return Err(self.refuse(&event)),
            }
        }
    }

    /// The live part that a comment names.
    fn live(&mut self) -> Result<Live, Wrong> {
        let mut comment = String::new();
        while let Some((Event::Html(text), _)) = self.next() {
            comment += &text;
        }
        match live(&comment) {
            None => Err(self.refuse(&Event::Start(Tag::HtmlBlock))),
            Some(named) => named.map_err(|what| self.wrong(what)),
        }
    }

    fn items(&mut self) -> Result<Vec<Vec<Block>>, Wrong> {
        let mut items = Vec::new();
        loop {
            match self.next() {
                Some((Event::Start(Tag::Item), _)) => items.push(self.blocks()?),
                Some((Event::End(_), _)) | None => return Ok(items),
                Some((event, _)) => return Err(self.refuse(&event)),
            }
        }
    }

    fn table(&mut self) -> Result<Block, Wrong> {
        let mut lines = Vec::new();
        loop {
            match self.next() {
                Some((Event::Start(Tag::TableHead | Tag::TableRow), _)) => lines.push(self.cells()?),
                Some((Event::End(_), _)) | None => break,
                Some((event, _)) => return Err(self.refuse(&event)),
            }
        }
        let mut lines = lines.into_iter();
        let head = lines.next().unwrap_or_default();
        Ok(Block::Table {
            head,
            rows: lines.collect(),
        })
    }

    fn cells(&mut self) -> Result<Vec<Vec<Inline>>, Wrong> {
        let mut cells = Vec::new();
        loop {
            match self.next() {
                Some((Event::Start(Tag::TableCell), _)) => cells.push(self.inlines()?),
                Some((Event::End(_), _)) | None => return Ok(cells),
                Some((event, _)) => return Err(self.refuse(&event)),
            }
        }
    }

    /// A line, to the end of its parent; consumes the end.
    fn inlines(&mut self) -> Result<Vec<Inline>, Wrong> {
        let line = self.line()?;
        self.held = None;
        Ok(line)
    }

    /// A line, up to its end, which stays in `held`.
    fn line(&mut self) -> Result<Vec<Inline>, Wrong> {
        let mut line = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Text(text) => add(&mut line, &text),
                Event::SoftBreak => add(&mut line, " "),
                Event::Code(code) => line.push(Inline::Code(code.to_string())),
                Event::Start(Tag::Emphasis) => line.push(Inline::Emphasis(self.inlines()?)),
                Event::Start(Tag::Strong) => line.push(Inline::Strong(self.inlines()?)),
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    let to = link(self.slug, &dest_url, &title).map_err(|what| self.wrong(what))?;
                    line.push(Inline::Link {
                        to,
                        text: self.inlines()?,
                    });
                }
                Event::End(_) => {
                    self.held = Some((event, range));
                    break;
                }
                Event::Start(ref tag) if is_block(tag) => {
                    self.held = Some((event, range));
                    break;
                }
                event => return Err(self.refuse(&event)),
            }
        }
        Ok(line)
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Merges adjacent texts: the parser cuts text at every character that could be markup.
fn add(line: &mut Vec<Inline>, more: &str) {
    match line.last_mut() {
        Some(Inline::Text(text)) => text.push_str(more),
        _ => line.push(Inline::Text(more.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Link, Setup};

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn blocks(below: &str) -> Vec<Block> {
        read_page("start", &format!("# A page\n\nIts lead.\n\n{below}"))
            .unwrap()
            .blocks
    }

    #[test]
    fn a_page_has_a_heading_a_lead_and_blocks() {
        let page = read_page(
            "start",
            "# A *page*\n\nIts\nlead.\n\n## Second: `a_b`\n\nText & more, **strong**.\n",
        )
        .unwrap();
        assert_eq!(page.title, "A page");
        assert_eq!(page.lead, [text("Its lead.")]);
        let heading = Block::Heading {
            level: 2,
            id: "second-a_b".to_owned(),
            text: vec![text("Second: "), Inline::Code("a_b".to_owned())],
        };
        let strong = Inline::Strong(vec![text("strong")]);
        let line = Block::Paragraph(vec![text("Text & more, "), strong, text(".")]);
        assert_eq!(page.blocks, [heading, line]);
    }

    #[test]
    fn lists_tables_and_code_are_read_whole() {
        let item = |words: &str| vec![Block::Paragraph(vec![text(words)])];
        let list = |ordered, items| Block::List { ordered, items };
        assert_eq!(
            blocks("1. one\n2. two\n"),
            [list(true, vec![item("one"), item("two")])]
        );
        assert_eq!(
            blocks("- one\n\n- two\n"),
            [list(false, vec![item("one"), item("two")])]
        );
        let nested = [item("one"), vec![list(false, vec![item("deep")])]].concat();
        assert_eq!(blocks("- one\n  - deep\n"), [list(false, vec![nested])]);
        let code = Block::Code {
            language: "js".to_owned(),
            text: "a < b;\n\n  c();\n".to_owned(),
        };
        assert_eq!(blocks("```js\na < b;\n\n  c();\n```\n"), [code]);
        let table = Block::Table {
            head: vec![vec![], vec![text("b")]],
            rows: vec![vec![vec![text("1")], vec![Inline::Code("2".to_owned())]]],
        };
        assert_eq!(blocks("| | b |\n|---|---|\n| 1 | `2` |\n"), [table]);
    }

    #[test]
    fn a_link_to_wsbin_may_have_a_message() {
        let to = Link::Tester(Setup {
            route: "auth?mode=first-message".to_owned(),
            message: r#"{"type":"auth"}"#.to_owned(),
        });
        let link = Inline::Link {
            to,
            text: vec![text("x")],
        };
        assert_eq!(
            blocks(r#"[x](wsbin:/auth?mode=first-message '{"type":"auth"}')"#),
            [Block::Paragraph(vec![link])]
        );
    }

    #[test]
    fn what_is_not_understood_fails_with_its_line() {
        let check = |below: &str, expect: &str| {
            let said = read_page("start", &format!("# A page\n\nIts lead.\n\n{below}"))
                .unwrap_err()
                .to_string();
            assert!(said.starts_with(expect), "{said}");
        };
        check(
            "a\n\n<b>x</b>\n",
            "docs/guide/start.md:7: the Guide has nothing for InlineHtml",
        );
        check(
            "<div>\n",
            "docs/guide/start.md:5: the Guide has nothing for Start(HtmlBlock",
        );
        check(
            "![x](y.png)\n",
            "docs/guide/start.md:5: the Guide has nothing for Start(Image",
        );
        check(
            "> x\n",
            "docs/guide/start.md:5: the Guide has nothing for Start(BlockQuote",
        );
        check(
            "a\n\n---\n",
            "docs/guide/start.md:7: the Guide has nothing for Rule",
        );
        check(
            "- a\n- [b](c.md)\n",
            "docs/guide/start.md:6: c.md: a link leads to",
        );
        check(
            "a\n\n<!-- live: choser -->\n",
            "docs/guide/start.md:7: there is no live part “choser”: there are chooser, waits, commands, finder",
        );
        check(
            "<!-- a note -->\n",
            "docs/guide/start.md:5: the Guide has nothing for Start(HtmlBlock",
        );
        check(
            "a [b](closing.md 'c')\n",
            "docs/guide/start.md:5: closing.md: only a link to wsbin has a title",
        );
        let said = read_page("start", "text\n").unwrap_err().to_string();
        assert!(said.contains("starts with its heading"), "{said}");
    }

    #[test]
    fn pages_and_contents_are_the_same() {
        let mut sources: Vec<_> = PAGES
            .iter()
            .map(|listed| (listed.slug.to_owned(), "# A\n\nB.\n".to_owned()))
            .collect();
        assert!(read(&sources).is_ok());
        sources.push(("more".to_owned(), String::new()));
        assert!(read(&sources).unwrap_err().what.contains("is not in"));
        sources.truncate(3);
        assert!(read(&sources).unwrap_err().what.contains("is no file"));
    }

    #[test]
    fn a_section_that_is_not_there_fails() {
        let mut sources: Vec<_> = PAGES
            .iter()
            .map(|listed| (listed.slug.to_owned(), "# A\n\nB.\n\n## C d\n".to_owned()))
            .collect();
        sources[1].1 += "\n[x](start.md#c-d) [y](#c-d)\n";
        assert!(read(&sources).is_ok());
        sources[1].1 += "\n[x](start.md#d)\n";
        let said = read(&sources).unwrap_err().to_string();
        assert_eq!(
            said,
            "docs/guide/choose.md:9: start.md#d: there is no such section"
        );
    }
}
