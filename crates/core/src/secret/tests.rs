//! Cases of secrets and of other text. `{}` in a case is the place of the secret: it becomes the mask.

use std::ops::Range;

use super::*;

const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl";
const KEY: &str = "qL8vN2xR5tY9wB3mK7pD4sF6hJ1gZ0cQ";
const HEX: &str = "d41d8cd98f00b204e9800998ecf8427e";
const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";

#[track_caller]
fn check(template: &str, secret: &str, names: &[&str]) {
    let url = template.replace("{}", secret);
    for mask in [Mask::Stars, Mask::Dots] {
        let masked = mask_url(&url, mask);
        assert_eq!(masked.text, template.replace("{}", mask.as_str()), "{url}");
        assert_eq!(masked.names, names, "{url}");
        let again = mask_url(&masked.text, Mask::Stars);
        assert_eq!(
            (again.text, again.names),
            (masked.text, vec![]),
            "twice changes nothing"
        );
    }
}

#[test]
fn a_value_is_secret_by_its_name() {
    let names = "token access_token apiKey api_key ticket code otp pin hmac nonce sign accesskey subscriptionkey PHPSESSID \
        sessid appkey connect.sid X-Amz-Security-Token authorization bearer jwt sig connectionToken API_KEY";
    for name in names.split_whitespace() {
        check(&format!("wss://h/a?room=7&{name}={{}}&x=1"), "abc", &[name]);
        check(&format!("wss://h/?a;{name}={{}};x=1"), "a", &[name]);
        check(&format!("wss://h/#{name}={{}}"), "abc", &[name]);
        check(&format!("wss://h/a;{name}={{}}/b"), "abc", &[name]);
    }
    check("wss://h/?token[]={}", "abc", &["token[]"]);
    check("wss://h/?t%6Fken={}", "abc", &["token"]);
    check("wss://h/?acc%2565ss_tok%65n={}&x", "a%26b", &["access_token"]);
    check("wss://h/?token={}", "a?b;c", &["token"]);
    check("wss://h/a?b?token={}", "x", &["token"]);
    check("wss://h/?access_token%3D{}", "abc", &["access_token"]);
    check(
        "wss://h/?u=https%3A%2F%2Fx%2F%3Faccess_token%3D{}%26room%3D7&b",
        "a%252Fb",
        &["access_token"],
    );
    check("wss://h/?auth={}", "Bearer%20abc", &["auth"]);
    check("wss://h/?h=Bearer%20{}&x", "s3cret", &["h"]);
    check("wss://h/?h=basic+{}", "bWU6cHc=", &["h"]);
}

#[test]
fn a_member_of_json_is_secret_by_its_name() {
    check(r#"wss://h/?q={"token":"{}","room":7}"#, "abc", &["token"]);
    check(
        r#"wss://h/?q={"a":{"apiKey": "{}"}}&b=1"#,
        r#"a\"b&c"#,
        &["apiKey"],
    );
    check(
        "wss://h/?q=%7B%22token%22%3A%22{}%22%2C%22room%22%3A7%7D",
        "abc",
        &["token"],
    );
    check(r#"wss://h/?q={"pin":{},"room":7}"#, "1234", &["pin"]);
    check(
        r#"wss://h/?q={"auth":{},"room":7}"#,
        r#"{"user":"a","pass":["b"]}"#,
        &["auth"],
    );
    check(
        r#"wss://h/?q={"inner":"{\"token\":\"{}\",\"x\":1}"}"#,
        "abc",
        &["token"],
    );
    check("wss://h/?q={token:{},room:7}", "abc", &["token"]);
    check(r#"wss://h/?q={"token":"{}"#, "abc", &["token"]);
}

#[test]
fn a_secret_is_known_by_its_looks_wherever_it_stands() {
    let made = "sk-proj-AbCdEf0123456789 sk-abc123 sk_live_abc sk_test_abc ek_68af2 ghp_abc gho_abc github_pat_11ABC glpat-abc \
        xoxb-1-abc xoxp-abc xapp-1-A0B1 AKIAIOSFODNN7EXAMPLE ASIAIOSFODNN7EXAMPLE AIzaSyA-abc hf_AbCdEf npm_AbC123";
    let long = "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA== wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    for secret in made
        .split_whitespace()
        .chain(long.split_whitespace())
        .chain([JWT, KEY, HEX])
    {
        check("wss://h/hooks/{}/live?room=7", secret, &["part of the path"]);
        check("wss://h/{}", secret, &["part of the path"]);
        check("wss://h/?q={}&room=7", secret, &["q"]);
        check("wss://h/?{}", secret, &["part of the query"]);
        check("wss://h/#{}", secret, &["part of the fragment"]);
        check("wss://h/a?q=x.{}", secret, &["q"]);
        check("wss://h/a.{}/b", secret, &["part of the path"]);
        let digits = secret.bytes().map(|byte| format!("{byte:02x}"));
        let encoded = format!("%{}", digits.collect::<Vec<_>>().join("%"));
        check("wss://h/a/{}/b?q=1", &encoded, &["part of the path"]);
        check("wss://h/?q={}&b", &encoded.replace('%', "%25"), &["q"]);
    }
    check(
        "wss://h/bot123456:{}/x",
        "AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc",
        &["bot123456"],
    );
    check(
        "wss://h/{}",
        &format!("sk_live_{}", "aB3".repeat(3_334)),
        &["part of the path"],
    );
    check("wss://h/?q={}", &KEY.repeat(313), &["q"]);
    check("wss://h/a/{}?b={}", KEY, &["part of the path", "b"]);
}

#[test]
fn base64_of_json_is_looked_into() {
    // {"token":"abc"}, {"a":"sk-abc123"}, [{"pin":1}]
    for secret in [
        "eyJ0b2tlbiI6ImFiYyJ9",
        "eyJhIjoic2stYWJjMTIzIn0=",
        "W3sicGluIjoxfV0",
    ] {
        check("wss://h/?s={}&room=7", secret, &["s"]);
        check("wss://h/x-{}/y", secret, &["part of the path"]);
    }
    // {"room":7}
    check("wss://h/?s=eyJyb29tIjo3fQ", "", &[]);
}

#[test]
fn what_is_no_secret_stays() {
    for url in [
        "",
        "***",
        "wss://example.com/a?room=7&x",
        "wss://h/?monkey=1&author=me&assign=2&country_code=de",
        "wss://h/?token=&key&x=1",
        "wss://h/?token=***&key=•••",
        "wss://h/?mail=a@b.c",
        "wss://h/api/v1/channels/room7/messages/stream/of/everything/2",
        "wss://h/signalr/Hubs/ChatHub/v2/Negotiate?transport=webSockets",
        "wss://h/socket.io/?EIO=4&transport=websocket",
        "wss://h/?path=/api/v1/channels/room7/messages/stream",
        "wss://h/sk-SK/task-list/disk-usage-2/keyJackson5.html/ASIA",
        "wss://h/?at=12:30&u=https://example.com/a",
        "wss://d41d8cd98f00b204e9800998ecf8427e.example.com/",
        "wss://sk-sofia2/a",
        "ws://127.0.0.1:9160/echo?delay=5",
        "ws://[::1]:9160/é/%ff%",
        "localhost:9160/abc",
    ] {
        check(url, "", &[]);
    }
    check(&format!("wss://h/rooms/{UUID}/live?id={UUID}#{UUID}"), "", &[]);
}

#[test]
fn credentials_in_a_url_are_masked() {
    check("wss://me:{}@h:1/x@y", "pw", &["password"]);
    check("wss://me:{}@h/", "p@w", &["password"]);
    check("wss://me:{}@h/", "p/w?x#y", &["password"]);
    check("wss://{}@h/", "ghp_abc", &["user name"]);
    check("wss://{}@h/", "me", &["user name"]);
    check("wss://{}:@h/", "sk_live_abc", &["user name"]);
    check("wss://{}:{}@h/", KEY, &["user name", "password"]);
    check("wss://me:@h/", "", &[]);
    check("wss:\\\\me:{}@h\\x", "pw", &["password"]);
    check("wss:me:{}@h", "pw", &["password"]);
    check("wss//me:{}@h", "pw", &["password"]);
    check(" WSS://me:{}@h", "pw", &["password"]);
    check("ftp://me:{}@h", "pw", &["password"]);
    check("me:{}@h/x", "pw", &["password"]);
    check("//me:{}@h/x", "pw", &["password"]);
}

#[test]
fn a_url_that_is_all_secret_is_masked() {
    for secret in [KEY, JWT, HEX, "sk_live_AbCdEf", "ghp_abcdefghijkl"] {
        check("{}", secret, &["part of the path"]);
    }
    check("wss://{}", KEY, &["part of the path"]);
    check("wss://{}/", "sk_live_AbCdEf0123456", &["part of the path"]);
    assert_eq!(
        mask_url("wss://h/?to\nken=a", Mask::Stars).text,
        "wss://h/?token=***"
    );
}

#[test]
fn names_hold_no_secrets_and_are_told_once() {
    let names = |url: &str| mask_url(url, Mask::Stars).names;
    assert_eq!(names(&format!("wss://h/?{KEY}=1")), ["part of the query"]);
    assert_eq!(names(&format!("wss://h/?{KEY}_token=1")), ["part of the query"]);
    assert_eq!(names("wss://h/?token=a&token=b"), ["token"]);
    assert_eq!(names("wss://h/?%E2%80%AEtoken=a"), ["⟨U+202E⟩token"]);
    let many: Vec<String> = (0..100).map(|at| format!("key_{at}x=1")).collect();
    let many = names(&format!("wss://h/?{}", many.join("&")));
    assert_eq!(
        (many.len(), many.last().map(String::as_str)),
        (MOST_NAMES + 1, Some("more"))
    );
    assert_eq!(
        left_out(&many[..2]),
        ", without the secrets in it (key_0x, key_1x)"
    );
    assert_eq!(left_out(&[]), "");
    assert_eq!(secrets_after_host("/a?x=1&jwt=2&pwd=3"), ["jwt", "pwd"]);
}

#[test]
fn tokens_among_subprotocols_are_masked() {
    let check = |list: &str, expect: &str, names: &[&str]| {
        let masked = mask_subprotocols(list, Mask::Stars);
        assert_eq!(
            (masked.text.as_str(), &masked.names[..]),
            (
                expect,
                &names.iter().map(ToString::to_string).collect::<Vec<_>>()[..]
            ),
            "{list}"
        );
        let again = mask_subprotocols(expect, Mask::Dots);
        assert_eq!((again.text.as_str(), again.names.len()), (expect, 0));
    };
    check("", "", &[]);
    check(
        "chat.v1, graphql-transport-ws ,v12.stomp,mqtt, graphql-ws",
        "chat.v1, graphql-transport-ws ,v12.stomp,mqtt, graphql-ws",
        &[],
    );
    check("chat, auth.v2 ,json", "chat, auth.v2 ,json", &[]);
    check(
        "realtime, openai-insecure-api-key.sk-proj-AbCdEf0123456789AbCdEf0123456789, v1",
        "realtime, ***, v1",
        &["openai-insecure-api-key"],
    );
    check(
        "realtime, openai-insecure-api-key.ek_68af2, openai-beta.realtime-v1",
        "realtime, ***, openai-beta.realtime-v1",
        &["openai-insecure-api-key"],
    );
    check(
        "access_token, abc, json",
        "access_token, ***, json",
        &["access_token"],
    );
    check("bearer,abc", "bearer,***", &["bearer"]);
    check("bearer, ***", "bearer, ***", &[]);
    check(JWT, "***", &["subprotocol"]);
    check(&format!("v1, jwt-{JWT} "), "v1, *** ", &["subprotocol"]);
    check(&format!("auth-{KEY}, v1"), "***, v1", &["subprotocol"]);
    check(
        "base64url.bearer.authorization.k8s.io.dG9r,v4",
        "***,v4",
        &["base64url.bearer"],
    );
    check("json, base64.eyJ0b2tlbiI6ImFiYyJ9", "json, ***", &["subprotocol"]);
    check(UUID, UUID, &[]);
}

#[test]
fn a_sentence_keeps_its_words() {
    let check = |text: &str, expect: &str| assert_eq!(mask_text(text, Mask::Stars).text, expect);
    check("token rejected: not a key", "token rejected: not a key");
    check(
        " the URL ws://me:pw@h/?token=a is\twrong ",
        " the URL ws://me:***@h/?token=*** is\twrong ",
    );
    check(
        &format!("no such session: {JWT} (4001)"),
        "no such session: *** (4001)",
    );
}

#[test]
fn what_was_left_out_is_found_and_named() {
    let check = |typed: &str, expect: Option<(&str, &[&str])>| {
        let hole = hole_in_url(typed);
        let units: Vec<u16> = typed.encode_utf16().collect();
        let found = hole
            .as_ref()
            .map(|hole| String::from_utf16_lossy(&units[hole.range.clone()]));
        let names = hole.map(|hole| hole.names);
        assert_eq!(found.as_deref(), expect.map(|(mask, _)| mask), "{typed}");
        assert_eq!(
            names.unwrap_or_default(),
            expect.map_or(&[][..], |(_, names)| names),
            "{typed}"
        );
    };
    check("", None);
    check("wss://h/a*b?c=**", None);
    check("wss://h/?token=***&x=1", Some(("***", &["token"])));
    check("wss://h/é😀/?token=•••", Some(("•••", &["token"])));
    check("wss://h/***/live", Some(("***", &["part of the path"])));
    check(
        "wss://h/a***b?key=***",
        Some(("***", &["part of the path", "key"])),
    );
    check("wss://h/?a=*****", Some(("*****", &["a"])));
    check("wss://me:***@h/?sig=***", Some(("***", &["password", "sig"])));
    check("wss://***@h/", Some(("***", &["user name"])));
    check(
        "wss://h/?a=%E2%80%A2%e2%80%a2%E2%80%A2",
        Some(("%E2%80%A2%e2%80%a2%E2%80%A2", &["a"])),
    );
    check(r#"wss://h/?q={"token":"***"}"#, Some(("***", &["token"])));
    check("***", Some(("***", &["part of the path"])));
    let hole = hole_in_subprotocols("realtime, ***, v1").unwrap();
    assert_eq!(
        (hole.range.clone(), hole.names.as_slice()),
        (10..13, &["subprotocol".to_owned()][..])
    );
    assert_eq!(
        hole.to_string(),
        "*** stands for a secret that was left out (subprotocol). Put yours in its place, or press Connect again to \
         connect with it as it stands."
    );
}

#[test]
fn a_password_of_a_url_within_the_url_is_masked() {
    for (template, names) in [
        ("wss://h/?url=wss%3A%2F%2Fbob%3A{}%40x.example%2F", &["bob"][..]),
        ("wss://h/?url=wss://bob:{}@x.example/", &["bob"]),
        ("wss://h/?dsn=postgres://app:{}@db/x&room=7", &["app"]),
    ] {
        check(template, "hunter2secret", names);
    }
    let path = "wss://h/proxy/redis://default:hunter2secret@10.0.0.1:6379/0";
    assert_eq!(
        mask_url(path, Mask::Stars).text,
        "wss://h/proxy/redis://default:***@10.0.0.1:6379/0"
    );
    assert_eq!(
        mask_url("wss://h/?at=https://x.example:8443/me@home", Mask::Stars)
            .names
            .len(),
        0
    );
}

#[test]
fn a_secret_that_was_found_is_one_wherever_it_stands() {
    assert_eq!(
        mask_url("wss://h/hunter2secret?token=hunter2secret&room=7", Mask::Stars).text,
        "wss://h/***?token=***&room=7"
    );
    // Too short to be there twice by intent.
    assert_eq!(
        mask_url("wss://h/abc?token=abc", Mask::Stars).text,
        "wss://h/abc?token=***"
    );
    assert_eq!(
        mask_subprotocols("bearer, hunter2, chat, hunter2", Mask::Dots).text,
        "bearer, •••, chat, •••"
    );
}

#[test]
fn a_key_after_a_prefix_needs_no_digit_where_it_is_longer_than_words() {
    check("wss://h/?a={}", "sk-abcdefghijklmnopqrstuvwx", &["a"]);
    for open in ["wss://h/sk-learn-tutorials", "wss://h/?a=sk_internationally"] {
        assert_eq!(mask_url(open, Mask::Stars).text, open);
    }
}

#[test]
fn the_masks_of_a_message_are_found_and_its_stars_are_not() {
    let check = |typed: &str, expect: Option<(Range<usize>, &[&str])>| {
        let hole = hole_in_message(typed);
        let found = hole.as_ref().map(|hole| hole.range.clone());
        assert_eq!(found, expect.clone().map(|(range, _)| range), "{typed}");
        let names = hole.map_or_else(Vec::new, |hole| hole.names);
        assert_eq!(names, expect.map_or(&[][..], |(_, names)| names), "{typed}");
    };
    check(r#"{"token":"***"}"#, Some((10..13, &["token"])));
    check(r#"{"é😀":1,"pin": •••}"#, Some((16..19, &["pin"])));
    check("wss://h/?token%3D***", Some((17..20, &["token"])));
    check("AUTH ***", Some((5..8, &[])));
    check(
        r#"{"a":"***","key":"***","b":"***"}"#,
        Some((6..9, &["a", "key", "b"])),
    );
    for open in [
        "",
        "**",
        "****",
        "***bold***",
        r#"{"text":"a ***very*** b"}"#,
        "*****",
        "a***b",
    ] {
        check(open, None);
    }
}

#[test]
fn a_message_is_masked_by_its_names_and_keeps_its_form() {
    let check = |template: &str, secret: &str, names: &[&str]| {
        let masked = mask_message(&template.replace("SECRET", secret), Mask::Stars);
        assert_eq!(masked.text, template.replace("SECRET", "***"), "{template}");
        assert_eq!(masked.names, names, "{template}");
        let again = mask_message(&masked.text, Mask::Dots);
        assert_eq!((again.text, again.names.len()), (masked.text, 0), "{template}");
    };
    check(
        r#"{"type":"auth","token":"SECRET","room":7}"#,
        "a/b c",
        &["token"],
    );
    check(
        "{\n  \"token\":\n\t\"SECRET\",\n  \"room\": 7\n}",
        "abc",
        &["part of a message"],
    );
    check(r#"{"pin":SECRET,"room":7}"#, "1234", &["pin"]);
    check(
        r#"{"auth":SECRET,"room":7}"#,
        r#"{"user":"me","x":[1]}"#,
        &["auth"],
    );
    check(r#"{"url":"wss://h/?token=SECRET","room":7}"#, "abc", &["token"]);
    check(
        r#"{"body":"{\"url\":\"ws://h?token=SECRET\",\"a\":1}"}"#,
        "abc",
        &["token"],
    );
    check(r#"{"body":"{\"token\":\"SECRET\",\"a\":1}"}"#, "abc", &["token"]);
    check("login password=SECRET room=7", "a/b", &["password"]);
    check("password = SECRET room = 7", "a/b", &["password"]);
    check(r#"<login password="SECRET" room='7'/>"#, "a b", &["password"]);
    check(
        r#"{"xml":"<login password=\"SECRET\" room=\"7\"/>"}"#,
        "a b",
        &["password"],
    );
    check("CONNECT\npasscode:SECRET\nhost:h\n\n\0", "abc", &["passcode"]);
    check("say SECRET and SECRET", KEY, &["part of a message"]);
    check(r#"["join",{"jwt":"SECRET"}]"#, JWT, &["jwt"]);
    for open in [
        "",
        "hello, world",
        r#"{"type":"ping","id":{{seq}}}"#,
        r#"{"key":"{{match:$.key}}","nonce":{{seq}},"sig":"{{seq}}-{{now}}"}"#,
        r#"{"token":"***","room":"wss://h/a?b=c"}"#,
    ] {
        check(open, "", &[]);
    }
    let named = mask_message(r#"{"token":"v{{seq}}"}"#, Mask::Stars);
    assert_eq!(named.text, r#"{"token":"***"}"#);
}

#[test]
fn the_value_of_a_field_is_masked_by_the_names_on_its_path() {
    let check = |path: &str, value: &str, text: &str, names: &[&str]| {
        let masked = mask_field(path, value, Mask::Stars);
        assert_eq!(masked.text, text, "{path}");
        assert_eq!(masked.names, names, "{path}");
    };
    check("$.type", "pong", "pong", &[]);
    check("$.auth_code", "7", "***", &["auth_code"]);
    check(r#"$["api key"][0].id"#, "7", "***", &["api key"]);
    check("$.token", "***", "***", &[]);
    check("$.nonce", "{{seq}}", "{{seq}}", &[]);
    check("$.token", "", "", &[]);
    check("", "wss://h/?token=abc", "wss://h/?token=***", &["token"]);
}

#[test]
fn a_word_that_may_begin_base64_hides_no_jwt_after_it() {
    let masked = mask_text("ewoa-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123", Mask::Stars);
    assert!(!masked.text.contains("eyJ"), "{}", masked.text);
}
