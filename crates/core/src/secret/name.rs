//! Names that mark their values as secret: of parameters, of JSON members, and of subprotocols that announce
//! a secret.

/// Words of a name: `X-Amz-Signature` has three.
const WORDS: &str = "assertion auth authentication authn authorization authz bearer cookie cookies cred credentials \
    creds csrf jwe jws key mfa mnemonic oauth otp pass passcode pin psk pw secrets sess session sid sig sso tkn totp \
    verifier xsrf";

/// Ends of words, and of a name without its separators: `apikey`, `accesstoken`, `PHPSESSID`, `auth_code`.
const ENDINGS: &str = "accesscode auth authcode authorization cookie credential devicecode hmac invitecode jwt logincode \
    nonce passphrase passwd password pwd samlresponse secret securitycode sessid sessionid signature ticket token \
    verificationcode";

/// Names that are secret only as a whole: `code` is, `country_code` is not.
const WHOLE: &str = "code sign";

/// Beginnings of words that end in `key` but name no key.
const NO_KEYS: &str = "don hoc hot joc mon public tur whis";

/// Whether the name marks a secret. Words end at anything but a letter or digit, and before a capital after a
/// small letter: `access_token` and `accessToken` do, `monkey` and `author` do not.
pub(super) fn says_secret(name: &[u8]) -> bool {
    let mut all = String::new();
    let mut word = String::new();
    let mut after_small = false;
    for &byte in name.iter().chain(b" ") {
        let belongs = byte.is_ascii_alphanumeric();
        if !belongs || (after_small && byte.is_ascii_uppercase()) {
            if is_secret_word(word.trim_end_matches(|c: char| c.is_ascii_digit())) {
                return true;
            }
            word.clear();
        }
        if belongs {
            let small = char::from(byte.to_ascii_lowercase());
            word.push(small);
            all.push(small);
        }
        after_small = byte.is_ascii_lowercase();
    }
    is_among(&all, WHOLE) || ends_secret(&all)
}

fn is_secret_word(word: &str) -> bool {
    let is_key = word
        .strip_suffix("key")
        .is_some_and(|kind| !is_among(kind, NO_KEYS));
    is_key
        || is_among(word, WORDS)
        || ends_secret(word)
        || word.as_bytes().windows(9).any(|part| part == b"sessionid")
}

fn ends_secret(word: &str) -> bool {
    ENDINGS.split(' ').any(|ending| word.ends_with(ending))
}

/// Whether one of the words between spaces is that one.
fn is_among(word: &str, words: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_told_from_their_neighbours() {
        let secret = "token access_token accessToken connectionToken token[] TOKEN2 apiKey api_key API_KEY apikey appkey \
            accesskey AWSAccessKeyId subscriptionkey Ocp-Apim-Subscription-Key key ticket wsticket ssoTicket code auth_code \
            authcode oauth_code access.code otp totp pin user_pin hmac x-hmac nonce cnonce sign sig signature \
            X-Amz-Signature X-Amz-Security-Token PHPSESSID JSESSIONID ASPSESSIONIDQABC sessid sess session connect.sid \
            authorization X-Authorization auth xauth bearer jwt jws password passwd pwd dbpwd pw pass passphrase \
            passcode secret client_secret clientsecret credentials cookie csrf xsrf-token SAMLResponse \
            assertion code_verifier id_token refresh_token psk mfa";
        for name in secret.split_whitespace() {
            assert!(says_secret(name.as_bytes()), "{name}");
        }
        let open = "monkey donkey hotkey public_path publickey author authority assign sign_in design country_code zipcode \
            close_code lang room user id client_id v version page spin opinion compass bypass host state hash EIO \
            transport protocol channel region tokens keys keyword coder codec";
        for name in open.split_whitespace().chain(["", " ", "é", "7"]) {
            assert!(!says_secret(name.as_bytes()), "{name}");
        }
    }
}
