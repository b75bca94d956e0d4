//! Why an upload is not accepted as a picture.

use actix_web::http::StatusCode;

use crate::web::{Note, Refusal};

/// A reason to refuse an upload; each is one sentence for the person who sent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`max_bytes`](super::Limits::max_bytes).
    #[error("the file is larger than {max_megabytes} MB")]
    TooManyBytes {
        /// The limit, in MiB.
        max_megabytes: u64,
    },
    /// Not JPEG, PNG, WebP or GIF (also SVG, PDF, text with a picture's name).
    #[error("the file is no JPEG, PNG, WebP or GIF")]
    UnknownFormat,
    /// HEIC or AVIF, as some phones store photos.
    #[error("the file is HEIC or AVIF")]
    PhoneFormat,
    /// Wider, higher or with more pixels than we decode.
    #[error("the picture has more than {max_megapixels} megapixels or a side over {max_side} px")]
    TooManyPixels {
        /// The limit, in millions of pixels.
        max_megapixels: u64,
        /// Longest side allowed, in pixels.
        max_side: u32,
    },
    /// Cut off, damaged, or made to look like a picture.
    #[error("the picture is damaged or incomplete")]
    Broken,
}

impl PictureProblem {
    /// The Fluent message that explains it and says what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "picture-empty",
            Self::TooManyBytes { .. } => "picture-too-many-bytes",
            Self::UnknownFormat => "picture-unknown-format",
            Self::PhoneFormat => "picture-phone-format",
            Self::TooManyPixels { .. } => "picture-too-many-pixels",
            Self::Broken => "picture-broken",
        }
    }

    /// The numbers that message mentions, by argument name.
    pub fn args(&self) -> Vec<(&'static str, u64)> {
        match *self {
            Self::TooManyBytes { max_megabytes } => vec![("megabytes", max_megabytes)],
            Self::TooManyPixels { max_megapixels, max_side } => {
                vec![("megapixels", max_megapixels), ("side", u64::from(max_side))]
            }
            _ => Vec::new(),
        }
    }

    /// The sentence that explains it.
    pub fn note(&self) -> Note {
        let args = self.args().into_iter();
        args.fold(Note::new(self.key()), |note, (name, number)| note.with(name, number as i64))
    }

    /// The refusal of an upload: 413, 415 or 422.
    pub fn refusal(&self) -> Refusal {
        let status = match self {
            Self::TooManyBytes { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnknownFormat | Self::PhoneFormat => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Empty | Self::TooManyPixels { .. } | Self::Broken => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut refusal = Refusal::new(status, self.key());
        refusal.note = self.note();
        refusal
    }
}
