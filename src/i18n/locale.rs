//! Which language is spoken, and in German whether with du or Sie.

/// How German addresses the reader. English has one form for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Informal: du.
    #[default]
    Du,
    /// Formal: Sie.
    Sie,
}

impl Tone {
    /// Both tones, in the order of a choice shown to people.
    pub const ALL: [Tone; 2] = [Tone::Du, Tone::Sie];

    /// The stored form: `du` or `sie`.
    pub const fn code(self) -> &'static str {
        match self {
            Tone::Du => "du",
            Tone::Sie => "sie",
        }
    }

    /// The tone of a stored form.
    pub fn from_code(code: &str) -> Option<Tone> {
        Tone::ALL.into_iter().find(|tone| tone.code() == code)
    }
}

/// A complete set of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// German with du.
    #[default]
    De,
    /// German with Sie.
    DeSie,
    /// English.
    En,
}

/// How many entries of an `Accept-Language` header are looked at.
const MAX_ACCEPTED: usize = 20;

impl Locale {
    /// All of them, in the order of their numbers.
    pub const ALL: [Locale; 3] = [Locale::De, Locale::DeSie, Locale::En];

    /// The language: `de` or `en`. This is what `lang` attributes and the database hold.
    pub const fn lang(self) -> &'static str {
        match self {
            Locale::De | Locale::DeSie => "de",
            Locale::En => "en",
        }
    }

    /// The folder below `locales/`, also a name that keeps all three apart (as in cache keys).
    pub const fn folder(self) -> &'static str {
        match self {
            Locale::De => "de",
            Locale::DeSie => "de-Sie",
            Locale::En => "en",
        }
    }

    /// The locale of a stored language (`de`, `en`) and tone; `None` for any other language.
    pub fn from_code(code: &str, tone: Tone) -> Option<Locale> {
        match code {
            "de" => Some(Locale::De.with_tone(tone)),
            "en" => Some(Locale::En),
            _ => None,
        }
    }

    /// The same language in this tone; English stays English.
    pub const fn with_tone(self, tone: Tone) -> Locale {
        match (self, tone) {
            (Locale::En, _) => Locale::En,
            (_, Tone::Du) => Locale::De,
            (_, Tone::Sie) => Locale::DeSie,
        }
    }

    /// The tone; English counts as [`Tone::Du`], which only says that nothing was chosen.
    pub const fn tone(self) -> Tone {
        match self {
            Locale::DeSie => Tone::Sie,
            Locale::De | Locale::En => Tone::Du,
        }
    }

    /// The best of what a browser accepts (RFC 9110, 12.5.4), else `default`.
    ///
    /// Between equals the earlier one wins. German comes out in the tone of `default`; where the
    /// default is English, say the community's tone with [`Locale::with_tone`].
    pub fn negotiate(accept_language: &str, default: Locale) -> Locale {
        let mut best: Option<(u16, Locale)> = None;
        for entry in accept_language.split(',').take(MAX_ACCEPTED) {
            let mut parts = entry.split(';').map(str::trim);
            let range = parts.next().unwrap_or_default();
            let quality = parts.next().map_or(Some(1000), quality);
            let (Some(locale), Some(quality)) = (of_range(range, default), quality) else {
                continue;
            };
            if quality > 0 && best.is_none_or(|(so_far, _)| quality > so_far) {
                best = Some((quality, locale));
            }
        }
        best.map_or(default, |(_, locale)| locale)
    }
}

/// The locale a language range such as `de-AT` or `*` asks for.
fn of_range(range: &str, default: Locale) -> Option<Locale> {
    if range == "*" {
        return Some(default);
    }
    let primary = range.split(['-', '_']).next()?.to_ascii_lowercase();
    Locale::from_code(&primary, default.tone())
}

/// Thousandths of a weight such as `q=0.7`; `None` where it is not one.
fn quality(parameter: &str) -> Option<u16> {
    let value = parameter.strip_prefix("q=").or(parameter.strip_prefix("Q="))?;
    let value: f32 = value.trim().parse().ok()?;
    // In range 0..=1000 by the check, so the cast cannot cut.
    (0.0..=1.0).contains(&value).then_some((value * 1000.0) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_language_wins() {
        let cases = [
            ("de-AT,de;q=0.9,en;q=0.8", Locale::De),
            ("en-GB,en;q=0.9,de;q=0.8", Locale::En),
            ("fr-FR,fr;q=0.9,de;q=0.3,en;q=0.5", Locale::En),
            ("fr", Locale::De),
            ("", Locale::De),
            ("*", Locale::De),
            ("en;q=0, de;q=0.1", Locale::De),
            ("en;q=nan, EN_us;q=7, ,;;;,de;q=0.001", Locale::De),
        ];
        for (header, expected) in cases {
            assert_eq!(Locale::negotiate(header, Locale::De), expected, "{header}");
        }
    }

    #[test]
    fn german_keeps_the_communitys_tone() {
        assert_eq!(Locale::negotiate("de", Locale::DeSie), Locale::DeSie);
        assert_eq!(Locale::negotiate("en", Locale::DeSie), Locale::En);
        assert_eq!(Locale::negotiate("de", Locale::En).with_tone(Tone::Sie), Locale::DeSie);
    }

    #[test]
    fn stored_codes_come_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_code(locale.lang(), locale.tone()), Some(locale));
        }
        assert_eq!(Locale::from_code("fr", Tone::Du), None);
        assert_eq!(Tone::from_code("sie"), Some(Tone::Sie));
        assert_eq!(Tone::from_code("Sie"), None);
    }
}
