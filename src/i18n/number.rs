//! Numbers as people write them: `12.345` in German, `12,345` in English, `73 %` and `73%`.

use super::Locale;

/// Anything whole that can be counted. Too large for `i64` counts as its largest value.
pub trait Count {
    /// The number.
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($whole:ty),*) => { $(
        impl Count for $whole {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )* };
}

counts!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

impl<C: Count + ?Sized> Count for &C {
    fn count(&self) -> i64 {
        (**self).count()
    }
}

/// A part of a whole, from 0.0 to 1.0.
pub trait Share {
    /// The part.
    fn share(&self) -> f64;
}

impl Share for f64 {
    fn share(&self) -> f64 {
        *self
    }
}

impl Share for f32 {
    fn share(&self) -> f64 {
        f64::from(*self)
    }
}

impl<S: Share + ?Sized> Share for &S {
    fn share(&self) -> f64 {
        (**self).share()
    }
}

/// A whole number with its thousands apart. Years are not numbers here: they go in as words.
pub fn grouped(locale: Locale, number: i64) -> String {
    let separator = match locale {
        Locale::De | Locale::DeSie => '.',
        Locale::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A share as whole percent; German puts a no-break space before the sign (DIN 5008).
/// What is not a number counts as nothing.
pub fn percent(locale: Locale, share: f64) -> String {
    // A float cast saturates, and NaN becomes 0.
    let number = grouped(locale, (share * 100.0).round() as i64);
    match locale {
        Locale::De | Locale::DeSie => format!("{number}\u{a0}%"),
        Locale::En => format!("{number}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let cases = [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1.000", "1,000"),
            (12_345, "12.345", "12,345"),
            (-1_234_567, "−1.234.567", "−1,234,567"),
        ];
        for (number, german, english) in cases {
            assert_eq!(grouped(Locale::De, number), german);
            assert_eq!(grouped(Locale::En, number), english);
        }
        assert_eq!(grouped(Locale::En, i64::MIN), "−9,223,372,036,854,775,808");
    }

    #[test]
    fn percent_follows_the_language() {
        assert_eq!(percent(Locale::DeSie, 0.734), "73\u{a0}%");
        assert_eq!(percent(Locale::En, 1.0), "100%");
        assert_eq!(percent(Locale::En, f64::NAN), "0%");
    }

    #[test]
    fn counts_never_wrap() {
        assert_eq!(u64::MAX.count(), i64::MAX);
        assert_eq!((-3_i8).count(), -3);
    }
}
