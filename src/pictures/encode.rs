//! From pixels to the files that are kept: scaling and the choice of a format.

use std::collections::HashSet;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder, ImageError};

/// What is kept of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The picture as shown when somebody looks at it closely.
    pub full: Encoded,
    /// The small form shown within a post; the same as `full` where that is small enough.
    pub thumb: Encoded,
}

/// A picture file made by us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// `image/jpeg`, `image/png` or `image/webp`.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Pixels looked at when counting colours.
const SAMPLED_PIXELS: usize = 1 << 16;
/// Screenshots have some thousand colours, photos tens of thousands in as large a sample.
const FEW_COLOURS: usize = 4096;
/// An opaque picture kept lossless must not be larger than this; it is a photo after all.
const LARGE_LOSSLESS_BYTES: usize = 1 << 20;

/// How a picture is best kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Many colours, opaque: JPEG.
    Photo,
    /// Few colours, opaque (screenshots, drawings): lossless while that stays small.
    Drawing,
    /// Some pixels let the page shine through: lossless.
    Transparent,
}

/// Tells photos from drawings. Judged before scaling, which invents colours.
pub(super) fn content(picture: &DynamicImage, came_as_jpeg: bool) -> Content {
    if picture.color().has_alpha() && is_transparent_somewhere(picture) {
        return Content::Transparent;
    }
    if came_as_jpeg || has_many_colours(picture) { Content::Photo } else { Content::Drawing }
}

fn is_transparent_somewhere(picture: &DynamicImage) -> bool {
    match picture {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX),
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().any(|pixel| pixel.0[1] < u8::MAX),
        DynamicImage::ImageRgba16(pixels) => pixels.pixels().any(|pixel| pixel.0[3] < u16::MAX),
        DynamicImage::ImageLumaA16(pixels) => pixels.pixels().any(|pixel| pixel.0[1] < u16::MAX),
        _ => false,
    }
}

fn has_many_colours(picture: &DynamicImage) -> bool {
    let pixel_bytes = usize::from(picture.color().bytes_per_pixel());
    let bytes = picture.as_bytes();
    let step = (bytes.len() / pixel_bytes / SAMPLED_PIXELS).max(1);
    let mut seen = HashSet::new();
    bytes.chunks_exact(pixel_bytes).step_by(step).any(|pixel| {
        seen.insert(pixel);
        seen.len() > FEW_COLOURS
    })
}

/// Scales down so that the longest side is at most `side` pixels; never up.
pub(super) fn fit(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width() <= side && picture.height() <= side {
        return picture;
    }
    // Averaging whole blocks first needs little memory; the fine filter then has a bounded job.
    let double = side.saturating_mul(2);
    let picture = if picture.width() > double || picture.height() > double {
        picture.thumbnail(double, double)
    } else {
        picture
    };
    picture.resize(side, side, FilterType::CatmullRom)
}

/// Encodes a picture in the format that suits its content.
pub(super) fn encode(
    picture: &DynamicImage,
    content: Content,
    jpeg_quality: u8,
) -> Result<Encoded, ImageError> {
    match content {
        Content::Photo => jpeg(picture, jpeg_quality),
        Content::Transparent => lossless(&DynamicImage::ImageRgba8(picture.to_rgba8())),
        Content::Drawing => {
            let exact = lossless(&DynamicImage::ImageRgb8(picture.to_rgb8()))?;
            if exact.bytes.len() <= LARGE_LOSSLESS_BYTES {
                return Ok(exact);
            }
            jpeg(picture, jpeg_quality)
        }
    }
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Encoded, ImageError> {
    let pixels = picture.to_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&pixels)?;
    Ok(encoded("image/jpeg", bytes, picture))
}

/// PNG or lossless WebP, whichever is smaller.
fn lossless(picture: &DynamicImage) -> Result<Encoded, ImageError> {
    let (width, height, colour) = (picture.width(), picture.height(), picture.color().into());
    let mut png = Vec::new();
    PngEncoder::new_with_quality(Cursor::new(&mut png), CompressionType::Default, PngFilter::Adaptive)
        .write_image(picture.as_bytes(), width, height, colour)?;
    let mut webp = Vec::new();
    WebPEncoder::new_lossless(&mut webp).encode(picture.as_bytes(), width, height, colour)?;
    if webp.len() < png.len() {
        return Ok(encoded("image/webp", webp, picture));
    }
    Ok(encoded("image/png", png, picture))
}

fn encoded(mime: &'static str, bytes: Vec<u8>, picture: &DynamicImage) -> Encoded {
    Encoded { mime, bytes, width: picture.width(), height: picture.height() }
}
