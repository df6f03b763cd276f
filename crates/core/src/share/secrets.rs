//! Finding secrets in a URL or a list of subprotocols, and masking them. A guess by name and shape: a secret in a path,
//! or under an odd name, is not found.

use super::percent;

const MASK: &str = "***";

/// Whole words of a name that say its value is secret.
const WORDS: [&str; 18] = [
    "auth",
    "authorization",
    "bearer",
    "credential",
    "credentials",
    "jwt",
    "key",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "pwd",
    "secret",
    "session",
    "sid",
    "sig",
    "signature",
    "token",
];

/// Ends of run-together words that say so too: `apikey`, `accesstoken`.
const ENDINGS: [&str; 6] = ["apikey", "jwt", "password", "secret", "sessionid", "token"];

/// A URL with its password and secret parameters replaced by `***`, and the names of what was replaced. Works on any
/// text, so that a URL need not be valid to be masked.
pub fn mask_url(url: &str) -> (String, Vec<String>) {
    let mut masked = Vec::new();
    // As in the URL standard, tabs and line breaks count for nothing: "to\nken=x" is a token.
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let mut out = mask_credentials(&url[..end], &mut masked);
    for piece in url[end..].split_inclusive(['?', '&', ';', '#']) {
        let (pair, separator) = match piece.char_indices().next_back() {
            Some((at, '?' | '&' | ';' | '#')) => piece.split_at(at),
            _ => (piece, ""),
        };
        match secret_name(pair) {
            Some(name) => {
                out.push_str(&pair[..=pair.find('=').expect("a secret parameter has a value")]);
                out.push_str(MASK);
                masked.push(name);
            }
            None => out.push_str(pair),
        }
        out.push_str(separator);
    }
    (out, masked)
}

/// The names of the parameters in a path and query that [`mask_url`] would mask.
pub fn secret_parameters(path_and_query: &str) -> Vec<String> {
    let query = path_and_query.split_once('?').map_or("", |(_, query)| query);
    query.split(['&', ';']).filter_map(secret_name).collect()
}

/// A list of subprotocols with tokens replaced by `***`. Pages cannot set headers, so tokens travel here: as a name
/// after `bearer`, inside a name (`base64url.bearer.authorization.k8s.io.TOKEN`), or as a bare JWT.
pub fn mask_subprotocols(subprotocols: &str) -> (String, Vec<String>) {
    let mut masked = Vec::new();
    let mut before = "";
    let mut out = String::with_capacity(subprotocols.len());
    for (at, item) in subprotocols.split(',').enumerate() {
        let name = item.trim();
        // "auth" announces a token; "auth.v2" is a protocol's own name.
        let announced = !before.contains('.') && is_secret_word(before);
        let secret = name != MASK && !name.is_empty() && (announced || is_jwt(name) || holds_bearer(name));
        if at > 0 {
            out.push(',');
        }
        if secret {
            let start = item.len() - item.trim_start().len();
            out.push_str(&item[..start]);
            out.push_str(MASK);
            masked.push(if announced {
                before.to_owned()
            } else {
                "subprotocol".to_owned()
            });
        } else {
            out.push_str(item);
        }
        // A masked item announces nothing, and its name must not come to light as one that does.
        before = if secret { "" } else { name };
    }
    (out, masked)
}

/// `scheme://user:password@host` without the password, or without the user where that is all there is: a lone user name
/// is often a token.
fn mask_credentials(address: &str, masked: &mut Vec<String>) -> String {
    let authority = address.find(':').map_or(0, |colon| colon + 1);
    let start =
        authority + address[authority..].len() - address[authority..].trim_start_matches(['/', '\\']).len();
    let end = address[start..]
        .find(['/', '\\'])
        .map_or(address.len(), |length| start + length);
    let Some((userinfo, host)) = address[start..end].rsplit_once('@') else {
        return address.to_owned();
    };
    let (user, secret, name) = match userinfo.split_once(':') {
        Some((user, password)) => (format!("{user}:"), password, "password"),
        None => (String::new(), userinfo, "user name"),
    };
    if secret.is_empty() || secret == MASK {
        return address.to_owned();
    }
    masked.push(name.to_owned());
    format!("{}{user}{MASK}@{host}{}", &address[..start], &address[end..])
}

/// The name of a `name=value` whose value is secret by its name or by its shape.
fn secret_name(pair: &str) -> Option<String> {
    let (name, value) = pair.split_once('=')?;
    // "acc%65ss_token" is an access token too.
    let name = percent::decode(name).unwrap_or_else(|| name.to_owned());
    let secret = !value.is_empty() && value != MASK && (is_secret_word(&name) || is_jwt(value));
    secret.then_some(name)
}

/// Whether a word of the name is one of [`WORDS`]. Words end at anything but a letter or digit, and before a capital:
/// `access_token`, `X-Amz-Signature` and `accessToken` are; `monkey` and `author` are not.
fn is_secret_word(name: &str) -> bool {
    let mut word = String::new();
    let mut after_lower = false;
    for c in name.chars().chain([' ']) {
        if !c.is_ascii_alphanumeric() || (after_lower && c.is_ascii_uppercase()) {
            if says_secret(&word) {
                return true;
            }
            word.clear();
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        after_lower = c.is_ascii_lowercase();
    }
    false
}

fn says_secret(word: &str) -> bool {
    WORDS.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Three parts between dots, the first of them base64 of `{"`.
fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ") && text.bytes().filter(|&byte| byte == b'.').count() == 2
}

fn holds_bearer(subprotocol: &str) -> bool {
    subprotocol
        .split_once("bearer.")
        .is_some_and(|(_, rest)| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_a_url_are_masked_and_named() {
        let check = |url: &str, expect: &str, names: &[&str]| {
            assert_eq!(
                mask_url(url),
                (expect.to_owned(), names.iter().map(ToString::to_string).collect())
            );
            assert_eq!(
                mask_url(expect),
                (expect.to_owned(), Vec::new()),
                "masking twice changes nothing"
            );
        };
        check("", "", &[]);
        check(
            "wss://example.com/a?room=7&x",
            "wss://example.com/a?room=7&x",
            &[],
        );
        check(
            "wss://h/?monkey=1&author=me&assign=2",
            "wss://h/?monkey=1&author=me&assign=2",
            &[],
        );
        check(
            "wss://h/?token=abc&room=7",
            "wss://h/?token=***&room=7",
            &["token"],
        );
        check(
            "wss://h/?API_KEY=k;sig=s",
            "wss://h/?API_KEY=***;sig=***",
            &["API_KEY", "sig"],
        );
        check(
            "wss://h/?X-Amz-Signature=0f",
            "wss://h/?X-Amz-Signature=***",
            &["X-Amz-Signature"],
        );
        check(
            "wss://h/?accessToken=a&apikey=b",
            "wss://h/?accessToken=***&apikey=***",
            &["accessToken", "apikey"],
        );
        check(
            "wss://h/?acc%65ss_tok%65n=a",
            "wss://h/?acc%65ss_tok%65n=***",
            &["access_token"],
        );
        check("wss://h/?to\nken=a", "wss://h/?token=***", &["token"]);
        check(
            "wss://h/?q=eyJhbGciOiJub25lIn0.e30.c2ln",
            "wss://h/?q=***",
            &["q"],
        );
        check("wss://h/?token=", "wss://h/?token=", &[]);
        check("wss://h/?token", "wss://h/?token", &[]);
        check(
            "wss://h/#access_token=a",
            "wss://h/#access_token=***",
            &["access_token"],
        );
        check("wss://h/a?b?token=x", "wss://h/a?b?token=***", &["token"]);
    }

    #[test]
    fn credentials_in_a_url_are_masked() {
        let check = |url: &str, expect: &str, names: &[&str]| {
            assert_eq!(
                mask_url(url),
                (expect.to_owned(), names.iter().map(ToString::to_string).collect())
            );
        };
        check("wss://me:pw@h:1/x@y", "wss://me:***@h:1/x@y", &["password"]);
        check("wss://me:p@w@h/", "wss://me:***@h/", &["password"]);
        check("wss://ghp_abc@h/", "wss://***@h/", &["user name"]);
        check("wss://me:@h/", "wss://me:@h/", &[]);
        check("wss:\\\\me:pw@h\\x", "wss:\\\\me:***@h\\x", &["password"]);
        check("wss:me:pw@h", "wss:me:***@h", &["password"]);
        check("me:pw@h/x", "me:***@h/x", &["user name"]);
        check("wss://h/?mail=a@b.c", "wss://h/?mail=a@b.c", &[]);
    }

    #[test]
    fn tokens_among_subprotocols_are_masked() {
        let check = |list: &str, expect: &str, names: &[&str]| {
            assert_eq!(
                mask_subprotocols(list),
                (expect.to_owned(), names.iter().map(ToString::to_string).collect())
            );
        };
        check("", "", &[]);
        check("chat, auth.v2 ,json", "chat, auth.v2 ,json", &[]);
        check(
            "access_token, abc, json",
            "access_token, ***, json",
            &["access_token"],
        );
        check("graphql-transport-ws,mqtt", "graphql-transport-ws,mqtt", &[]);
        check("bearer,abc", "bearer,***", &["bearer"]);
        check("bearer, ***", "bearer, ***", &[]);
        check("eyJhbGciOiJub25lIn0.e30.c2ln", "***", &["subprotocol"]);
        check(
            "base64url.bearer.authorization.k8s.io.dG9r,v4",
            "***,v4",
            &["subprotocol"],
        );
    }

    #[test]
    fn a_warning_names_what_a_link_would_mask() {
        assert_eq!(secret_parameters("/a?x=1&jwt=2&pwd=3"), ["jwt", "pwd"]);
        assert_eq!(secret_parameters("/token=1"), Vec::<String>::new());
    }
}
