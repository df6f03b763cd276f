//! Randomness of a run of characters: words and numbers repeat, keys do not.

/// The shortest run that is judged by its randomness alone.
const SHORTEST: usize = 32;

/// Whether it is random enough for a secret: 32 or more characters, letters and digits among them, of 3.5
/// bits each or more; or 32 hex digits. A UUID in it is a name, and is ignored.
pub(super) fn is_random(run: &[u8]) -> bool {
    let mut from = 0;
    let mut at = 0;
    while at < run.len() {
        if is_uuid(&run[at..]) && (at == 0 || !run[at - 1].is_ascii_alphanumeric()) {
            if is_random_part(&run[from..at]) {
                return true;
            }
            at += UUID;
            from = at;
        } else {
            at += 1;
        }
    }
    is_random_part(&run[from..])
}

fn is_random_part(run: &[u8]) -> bool {
    let hex = |part: &[u8]| part.iter().all(u8::is_ascii_hexdigit);
    run.len() >= SHORTEST
        && (run
            .split(|byte| !byte.is_ascii_hexdigit())
            .any(|part| part.len() >= SHORTEST && hex(part))
            || (run.iter().any(u8::is_ascii_digit)
                && run.iter().any(u8::is_ascii_alphabetic)
                && is_dense(run)))
}

const UUID: usize = 36;

/// `8-4-4-4-12` hex digits, and then no more letters or digits.
fn is_uuid(text: &[u8]) -> bool {
    let fits = |(at, &byte): (usize, &u8)| {
        if matches!(at, 8 | 13 | 18 | 23) {
            byte == b'-'
        } else {
            byte.is_ascii_hexdigit()
        }
    };
    text.len() >= UUID
        && text[..UUID].iter().enumerate().all(fits)
        && !text.get(UUID).is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether Shannon's entropy is at least 3.5 bits a character: log2 n - sum(c log2 c) / n, times 2n on both sides.
fn is_dense(run: &[u8]) -> bool {
    let mut counts = [0_u64; 128];
    for byte in run {
        counts[usize::from(byte & 127)] += 1;
    }
    let sum: u64 = counts.iter().map(|count| count * log2(*count)).sum();
    let n = run.len() as u64;
    2 * (n * log2(n)).saturating_sub(sum) >= (7 * n) << FRACTION
}

const FRACTION: u32 = 16;

/// The binary logarithm with [`FRACTION`] bits after the point, of up to 2^32; 0 of 0. Each squaring of what is left
/// between 1 and 2 gives the next bit.
fn log2(number: u64) -> u64 {
    let Some(whole) = number.checked_ilog2() else {
        return 0;
    };
    let mut rest = (number << 31) >> whole;
    let mut log = u64::from(whole);
    for _ in 0..FRACTION {
        rest = (rest * rest) >> 31;
        let bit = rest >> 32;
        rest >>= bit;
        log = log << 1 | bit;
    }
    log
}

/// Whether small letters, capitals and digits alternate as if random: at a quarter of the places or more.
/// Paths and slugs have longer runs of one kind.
pub(super) fn is_mixed(run: &[u8]) -> bool {
    let changes = run.windows(2).filter(|pair| {
        let [before, after] = [kind(pair[0]), kind(pair[1])];
        before != after && before.min(after) > 0
    });
    changes.count() * 4 >= run.len()
}

fn kind(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_words_and_names() {
        let check = |run: &str, expect: bool| assert_eq!(is_random(run.as_bytes()), expect, "{run}");
        check("AbCdEf0123456789AbCdEf0123456789", true);
        check("qL8vN2xR5tY9wB3mK7pD4sF6hJ1gZ0cQ", true);
        check("qL8vN2xR5tY9wB3mK7pD4sF6hJ1gZ0c", false);
        check("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==", true);
        check("d41d8cd98f00b204e9800998ecf8427e", true);
        check("x-d41d8cd98f00b204e9800998ecf8427e", true);
        check("00000000000000000000000000000000", true);
        check("d41d8cd98f00b204e9800998ecf8427", false);
        check("550e8400-e29b-41d4-a716-446655440000", false);
        check("room-550E8400-E29B-41D4-A716-446655440000", false);
        check(
            "550e8400-e29b-41d4-a716-446655440000-550e8400-e29b-41d4-a716-446655440001",
            false,
        );
        check(
            "550e8400-e29b-41d4-a716-446655440000-d41d8cd98f00b204e9800998ecf8427e",
            true,
        );
        check("x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1", false);
        check("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", false);
        check(&"qL8vN2xR5tY9wB3mK7pD4sF6hJ1gZ0cQ".repeat(300), true);
    }

    #[test]
    fn the_entropy_is_that_of_floating_point() {
        for number in [1_u32, 2, 3, 5, 32, 33, 10_000, 1 << 31] {
            let exact = f64::from(number).log2();
            let here = u32::try_from(log2(number.into())).map(f64::from).unwrap() / 65_536.0;
            assert!((here - exact).abs() <= 1.0 / 65_536.0, "{number}");
        }
        // Sixteen characters twice each have four bits; eight of them four times, three.
        assert!(is_dense(b"0123456789abcdef0123456789abcdef"));
        assert!(!is_dense(b"0123abcd0123abcd0123abcd0123abcd"));
    }

    #[test]
    fn chance_changes_more_often_than_words_do() {
        let check = |run: &str, expect: bool| assert_eq!(is_mixed(run.as_bytes()), expect, "{run}");
        check("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", true);
        check("/api/v1/channels/room7/messages/stream", false);
        check("/signalr/Hubs/ChatHub/v2/Negotiate", false);
        check("my-very-long-room-name-with-2-numbers", false);
    }
}
