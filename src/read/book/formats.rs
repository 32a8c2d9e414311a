//! Number formats of spreadsheets, as far as they change what people take a number for.

use super::cells::{DateSystem, Shown};

/// What a format that every program knows by number shows.
pub(super) fn built_in(id: u32, system: DateSystem) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        // 27 to 36 and 50 to 58 are the dates of Chinese, Japanese and Korean versions.
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date(system),
        _ => Shown::Plain,
    }
}

/// What a format shows: `0.00%`, `yyyy"年"m"月"d"日"`, `000000`.
pub(super) fn shown(code: &str, system: DateSystem) -> Shown {
    // Formats of negative numbers, of zero and of texts follow.
    let bare = bare(code);
    let positive = bare.split(';').next().unwrap_or_default();
    let has =
        |letters: &[char]| positive.chars().any(|letter| letters.contains(&letter.to_ascii_lowercase()));
    if positive.is_empty() || positive.to_ascii_lowercase().contains("general") {
        Shown::Plain
    } else if positive.contains('%') {
        Shown::Percent
    } else if positive.len() > 1 && positive.len() < 40 && positive.bytes().all(|byte| byte == b'0') {
        Shown::Padded(u8::try_from(positive.len()).unwrap_or_default())
    } else if has(&['0', '#', '?']) {
        Shown::Plain
    } else if has(&['y', 'e']) && !has(&['m', 'd', 'h', 's']) {
        Shown::Year(system)
    } else if has(&['y', 'm', 'd', 'h', 's', 'e']) {
        Shown::Date(system)
    } else {
        Shown::Plain
    }
}

/// The code without quoted texts, escaped characters, padding, colours and conditions.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                characters.by_ref().find(|next| *next == '"');
            }
            '\\' | '_' | '*' | '!' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|next| *next != ']').collect();
                // `[h]` counts hours past a day.
                if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    bare.push_str(&inside);
                }
            }
            _ => bare.push(character),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_what_people_see() {
        let system = DateSystem::From1900;
        for (code, kind) in [
            ("General", Shown::Plain),
            ("#,##0.00", Shown::Plain),
            ("0.00E+00", Shown::Plain),
            ("0.00%", Shown::Percent),
            ("0\"%\"", Shown::Plain),
            ("yyyy\"年\"m\"月\"d\"日\";@", Shown::Date(system)),
            ("[$-804]yyyy/m/d", Shown::Date(system)),
            ("yyyy\"年\"", Shown::Year(system)),
            ("[h]:mm", Shown::Date(system)),
            ("[Red]0.0;[Blue]-0.0", Shown::Plain),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", Shown::Plain),
            ("000000", Shown::Padded(6)),
            ("0", Shown::Plain),
            ("@", Shown::Plain),
            ("0!.0,\"万元\"", Shown::Plain),
        ] {
            assert_eq!(shown(code, system), kind, "{code}");
        }
    }
}
