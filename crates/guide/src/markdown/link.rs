//! The targets of the pages' links.

use super::is_page;
use crate::{Address, Block, Guide, Link, Page, Setup, address};

/// Checks that the section of a link exists. Reading the link has checked the page.
pub(super) fn check_section(guide: &Guide, from: &str, link: &str) -> Result<(), String> {
    let (file, section) = link.split_once('#').unwrap_or((link, ""));
    let slug = if file.is_empty() {
        from
    } else {
        file.strip_suffix(".md").unwrap_or_default()
    };
    if section.is_empty() || section.starts_with('/') || file.contains(':') {
        return Ok(());
    }
    let has = |page: &Page| {
        let is_it = |block: &Block| matches!(block, Block::Heading { id, .. } if id == section);
        page.blocks.iter().any(is_it)
    };
    if guide.page(slug).is_some_and(has) {
        Ok(())
    } else {
        Err(format!("{link}: there is no such section"))
    }
}

/// The target of a link of that page. Its title is a message for the tester.
pub(super) fn link(from: &str, target: &str, title: &str) -> Result<Link, String> {
    if let Some(route) = target.strip_prefix("wsbin:/") {
        return Ok(Link::Tester(Setup {
            route: route.to_owned(),
            message: title.to_owned(),
        }));
    }
    if let Some(route) = target.strip_prefix("wsbin-page:/") {
        return Ok(Link::Served(route.to_owned()));
    }
    if !title.is_empty() {
        return Err(format!(
            "{target}: only a link to wsbin has a title, the message that is put into the tester"
        ));
    }
    if target.starts_with("https://") {
        return Ok(Link::Web(target.to_owned()));
    }
    if target.starts_with("#/reference/") {
        let known = Address::parse(target) != Address::Unknown;
        return known
            .then(|| Link::Here(target.to_owned()))
            .ok_or_else(|| format!("{target} is no close code and no page of the reference"));
    }
    if target.starts_with("#/lab/") || target == address::CODES {
        return Ok(Link::Here(target.to_owned()));
    }
    let (file, section) = match target.split_once('#') {
        Some((file, section)) => (file, Some(section)),
        None => (target, None),
    };
    let slug = match section {
        Some(_) if file.is_empty() => Some(from),
        _ => file.strip_suffix(".md"),
    };
    match (slug.filter(|slug| is_page(slug)), section) {
        (Some(slug), Some(section)) => Ok(Link::Here(address::of_section(slug, section))),
        (Some(slug), None) => Ok(Link::Here(address::of_page(slug))),
        (None, _) => Err(format!(
            "{target}: a link leads to a page (`closing.md`), `#/reference/1006`, `#/lab/…`, `wsbin:/echo`, `wsbin-page:/login` or `https://…`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_known_by_where_it_leads() {
        let check =
            |target: &str, expect: Link| assert_eq!(link("start", target, ""), Ok(expect), "{target}");
        let here = |target: &str| Link::Here(target.to_owned());
        check("closing.md", here("#/guide/closing"));
        check("closing.md#the-codes", here("#/guide/closing#the-codes"));
        check("#three-steps", here("#/guide/start#three-steps"));
        check("#/reference/1006", here("#/reference/1006"));
        check("#/reference/opcodes", here("#/reference/opcodes"));
        check("#/lab/frame?hex=81", here("#/lab/frame?hex=81"));
        check(
            "wsbin:/close/1011?after=1",
            Link::Tester(Setup {
                route: "close/1011?after=1".to_owned(),
                message: String::new(),
            }),
        );
        check("wsbin-page:/login", Link::Served("login".to_owned()));
        check("https://a.example/", Link::Web("https://a.example/".to_owned()));
        for target in [
            "nowhere.md",
            "http://a.example/",
            "#/reference/x",
            "javascript:x",
            "../a.md",
            "",
        ] {
            assert!(link("start", target, "").is_err(), "{target}");
        }
    }
}
