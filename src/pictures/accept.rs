//! Accepting an upload: look, decode within limits, turn upright, scale, encode afresh.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};

use super::encode::{self, Content, Encoded, Picture};
use super::problem::PictureProblem;
use super::sniff;

const MIB: u64 = 1024 * 1024;

/// What an upload may be, and what is made of it.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Size of the uploaded file, in bytes.
    pub max_bytes: usize,
    /// Longest side that is decoded, in pixels.
    pub max_side: u32,
    /// Pixels that are decoded.
    pub max_pixels: u64,
    /// Memory the decoder may need, in bytes.
    pub max_decode_bytes: u64,
    /// Longest side of the full form, in pixels.
    pub full_side: u32,
    /// Longest side of the thumbnail, in pixels.
    pub thumb_side: u32,
    /// Quality of photos, 1 to 100.
    pub jpeg_quality: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 12 * 1024 * 1024,
            max_side: 8192,
            max_pixels: 40_000_000,
            max_decode_bytes: 192 * MIB,
            full_side: 2048,
            thumb_side: 640,
            jpeg_quality: 82,
        }
    }
}

impl Limits {
    fn too_many_pixels(&self) -> PictureProblem {
        let max_megapixels = self.max_pixels / 1_000_000;
        PictureProblem::TooManyPixels { max_megapixels, max_side: self.max_side }
    }
}

/// Makes a [`Picture`] of an uploaded file, or says what is wrong with it.
///
/// - JPEG, PNG, WebP and GIF are accepted; of animations the first frame.
/// - Takes up to some seconds and [`Limits::max_decode_bytes`] of memory for the largest photos.
/// - Never panics: third-party decoders run behind `catch_unwind`, their panics are
///   [`PictureProblem::Broken`].
pub fn accept(bytes: &[u8], limits: &Limits) -> Result<Picture, PictureProblem> {
    if bytes.len() > limits.max_bytes {
        return Err(PictureProblem::TooManyBytes { max_megabytes: limits.max_bytes as u64 / MIB });
    }
    let format = sniff::format(bytes)?;
    // Nothing shared is touched within, so there is nothing a panic could leave half done.
    catch_unwind(|| convert(bytes, format, limits)).unwrap_or(Err(PictureProblem::Broken))
}

fn convert(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Picture, PictureProblem> {
    let (picture, orientation) = decode(bytes, format, limits)?;
    let content = encode::content(&picture, format == ImageFormat::Jpeg);
    // Scaled before it is turned, since turning copies.
    let mut picture = encode::fit(picture, limits.full_side);
    picture.apply_orientation(orientation);
    let full = encoded(&picture, content, limits)?;
    if picture.width() <= limits.thumb_side && picture.height() <= limits.thumb_side {
        return Ok(Picture { thumb: full.clone(), full });
    }
    let small = encode::fit(picture, limits.thumb_side);
    Ok(Picture { full, thumb: encoded(&small, content, limits)? })
}

fn encoded(picture: &DynamicImage, content: Content, limits: &Limits) -> Result<Encoded, PictureProblem> {
    encode::encode(picture, content, limits.jpeg_quality).map_err(|_| PictureProblem::Broken)
}

fn decode(
    bytes: &[u8],
    format: ImageFormat,
    limits: &Limits,
) -> Result<(DynamicImage, Orientation), PictureProblem> {
    let problem = |error| match error {
        ImageError::Limits(_) => limits.too_many_pixels(),
        _ => PictureProblem::Broken,
    };
    let decodable = sniff::decodable(format, bytes)?;
    let mut reader = ImageReader::with_format(Cursor::new(&*decodable.bytes), format);
    let mut allowed = image::Limits::default();
    allowed.max_image_width = Some(limits.max_side);
    allowed.max_image_height = Some(limits.max_side);
    allowed.max_alloc = Some(limits.max_decode_bytes);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(problem)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let extra = pixels.saturating_mul(decodable.extra_bytes_per_pixel);
    if pixels == 0 {
        return Err(PictureProblem::Broken);
    }
    if pixels > limits.max_pixels || decoder.total_bytes().saturating_add(extra) > limits.max_decode_bytes {
        return Err(limits.too_many_pixels());
    }
    // A picture with a damaged note about its orientation is still a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(problem)?;
    Ok((picture, orientation))
}

#[cfg(test)]
#[path = "accept_tests.rs"]
mod tests;
