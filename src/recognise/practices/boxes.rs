//! Answers chosen from boxes that are drawn with characters: of `☐ Yes ☒ No` only what
//! is ticked is said.

/// A box, and whether it is ticked.
fn is_ticked(letter: char) -> Option<bool> {
    match letter {
        '\u{2610}' | '\u{25a1}' | '\u{25fb}' | '\u{25fd}' | '\u{2751}' | '\u{274f}' | '\u{25cb}'
        | '\u{25ef}' | '\u{f06f}' | '\u{f0a8}' => Some(false),
        '\u{2611}' | '\u{2612}' | '\u{25a0}' | '\u{25fc}' | '\u{25cf}' | '\u{25c9}' | '\u{2713}'
        | '\u{2714}' | '\u{2705}' | '\u{f0fe}' | '\u{f0fd}' | '\u{f052}' => Some(true),
        _ => None,
    }
}

/// Boxes typed with brackets, as one character each.
fn drawn(text: &str) -> String {
    const TYPED: [(&str, &str); 12] = [
        ("[_]", "\u{2610}"),
        ("(_)", "\u{2610}"),
        ("[ ]", "\u{2610}"),
        ("( )", "\u{2610}"),
        ("[]", "\u{2610}"),
        ("[x]", "\u{2612}"),
        ("[X]", "\u{2612}"),
        ("(x)", "\u{2612}"),
        ("(X)", "\u{2612}"),
        ("[\u{2713}]", "\u{2612}"),
        ("[\u{2714}]", "\u{2612}"),
        ("(\u{2713})", "\u{2612}"),
    ];
    TYPED.iter().fold(text.to_owned(), |text, (typed, one)| text.replace(typed, one))
}

/// What a text with boxes says: what stands at those that are ticked, and the questions
/// between them. Nothing where it has no box left open, for then nothing was chosen from.
pub(crate) fn chosen(text: &str) -> Option<String> {
    if let Some(one) = ticked_option(text) {
        return Some(one.to_owned());
    }
    let text = drawn(text);
    if !text.chars().any(|letter| is_ticked(letter) == Some(false)) {
        return None;
    }
    let is_box = |letter: char| is_ticked(letter).is_some();
    let begins = |part: &str| part.trim_start().starts_with(is_box);
    let before =
        begins(&text) || !text.trim_end().ends_with(is_box) && text.split_inclusive(['\n', ':']).any(begins);
    let mut said: Vec<&str> = Vec::new();
    let mut from = 0;
    let mut open: Option<bool> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), '\u{2610}')]) {
        let Some(ticked) = is_ticked(letter) else { continue };
        let part = text.get(from..at).unwrap_or("").trim();
        let (option, prompt) = if before { parted(part, open) } else { (part, "") };
        let is_said = if before { open != Some(false) } else { ticked && at < text.len() };
        said.extend([option].into_iter().filter(|_| is_said));
        said.push(prompt);
        from = at + letter.len_utf8();
        open = Some(ticked);
    }
    // What follows the last box is a remark on it.
    let rest = if before { "" } else { text.get(from..).unwrap_or("").trim() };
    let kept: Vec<&str> = said.into_iter().chain([rest]).filter(|part| !part.is_empty()).collect();
    Some(kept.join(" "))
}

/// What may be chosen from.
const OPTIONS: [&str; 15] = [
    "yes",
    "y",
    "no",
    "n",
    "n/a",
    "na",
    "not applicable",
    "partly",
    "in part",
    "partially",
    "planned",
    "considering",
    "would consider",
    "don't know",
    "not sure",
];

/// Which of several options has a tick at it: `Yes \u{2713}  No`, `Yes / No X`. Options stand
/// apart, or the text begins or ends with the tick.
fn ticked_option<'t>(text: &'t str) -> Option<&'t str> {
    let is_option = |part: &str| OPTIONS.contains(&part.to_lowercase().as_str());
    let apart = text.split(['\n', '\t', '|', ';']).flat_map(|part| part.split("  ")).map(str::trim);
    let parts: Vec<&str> = apart.flat_map(strokes).map(str::trim).filter(|part| !part.is_empty()).collect();
    if let [one] = parts.as_slice() {
        let mut options: Vec<&str> = one.split_whitespace().collect();
        let at = options.iter().position(|word| without_tick(word).is_empty())?;
        let first = at == 0;
        options.remove(at);
        let all = options.len() > 1 && options.iter().all(|option| is_option(option));
        let ends = first || at == options.len();
        return if first { options.first() } else { options.last() }.copied().filter(|_| all && ends);
    }
    // What is left open has a line to write on, or a colon.
    let open = |part: &'t str| part.trim_matches([':', '_', ' ']);
    let parts: Vec<&str> = parts.into_iter().map(open).collect();
    let bare: Vec<&str> = parts.iter().map(|part| open(without_tick(part))).collect();
    let mut ticked = parts.iter().zip(&bare).filter(|(part, bare)| part.len() > bare.len());
    let one = ticked.next().filter(|_| ticked.next().is_none())?;
    (bare.len() > 1 && bare.iter().all(|part| is_option(part))).then_some(*one.1)
}

/// Parts between strokes, but for `N/A`.
fn strokes(part: &str) -> Vec<&str> {
    let whole = without_tick(part).eq_ignore_ascii_case("n/a");
    if whole { vec![part] } else { part.split('/').collect() }
}

/// A text without the tick that it begins or ends with.
fn without_tick(text: &str) -> &str {
    let ticks = |letter: char| is_ticked(letter) == Some(true) || letter == '\u{221a}';
    let bare = text.trim_matches(ticks).trim();
    let cross = |text: &str| matches!(text, "x" | "X");
    match (bare.split_once(char::is_whitespace), bare.rsplit_once(char::is_whitespace)) {
        _ if bare.len() < text.len() => bare,
        _ if cross(bare) => "",
        (Some((first, rest)), _) if cross(first) => rest.trim_start(),
        (_, Some((rest, last))) if cross(last) => rest.trim_end(),
        _ => bare,
    }
}

/// An option, and the question that begins after it: `No   Would consider:`.
fn parted(part: &str, open: Option<bool>) -> (&str, &str) {
    let asked = part.ends_with([':', '?']);
    let apart = part.find("  ").or_else(|| part.find(['\n', '.', ';']));
    match apart.filter(|_| asked && open.is_some()) {
        Some(at) => (part.get(..at).unwrap_or("").trim(), part.get(at + 1..).unwrap_or("").trim()),
        None => (part, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ticked_is_said() {
        for (text, said) in [
            ("\u{2612} Yes \u{2610} No", Some("Yes")),
            (
                "\u{2610} Yes \u{2612} No   Would consider: \u{2612} Yes \u{2610} No",
                Some("No Would consider: Yes"),
            ),
            ("Yes \u{2610}  No \u{2611}", Some("No")),
            ("[ ] Yes [x] No", Some("No")),
            ("[ ] Yes\n[x] Partly\n[ ] No", Some("Partly")),
            ("[ ] Yes [x] No\nWould consider", Some("No\nWould consider")),
            ("\u{2610} Yes \u{2610} No", Some("")),
            ("\u{2610} Excellent \u{2611} Good \u{2610} Fair", Some("Good")),
            ("Yes\n[ ]\nNo\n[x]", Some("No")),
            ("Yes \u{2713}  No", Some("Yes")),
            ("Yes / No \u{2713}", Some("No")),
            ("Y  N X", Some("N")),
            ("Yes\nX No\nPlanned", Some("No")),
            ("Yes  X No   N/A", Some("No")),
            ("Yes    Partly    Planned X   No", Some("Planned")),
            ("Yes / No / N/A X", None),
            ("X Yes No", Some("Yes")),
            ("Yes No X", Some("No")),
            ("Yes X No", None),
            ("Yes[_] No[\u{2714}] N/A[_]", Some("No")),
            ("Yes  No", None),
            ("Yes: ; No: \u{221a}; Planned:", Some("No")),
            ("Yes _   Partly _   Planned \u{2714}   No _", Some("Planned")),
            ("Yes \u{2713} No", None),
            ("\u{2612} Yes", None),
            ("Yes (since 2004)", None),
        ] {
            assert_eq!(chosen(text).as_deref(), said, "{text}");
        }
    }
}
