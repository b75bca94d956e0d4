//! What a file is, read from its bytes, and what may go on to the decoder.
//!
//! The decoders are lenient where we are not: they fill up a JPEG that was cut off with grey, decode
//! as many scans as a file claims, and inflate colour profiles nobody looks at. So the outer
//! structure is walked here first; each walk is one loop over the bytes.

use std::borrow::Cow;

use image::ImageFormat;

use super::problem::PictureProblem;

/// More scans than any encoder writes (about ten); each one costs a pass over the whole picture.
const MAX_JPEG_SCANS: u32 = 64;
/// Larger chunks than this are no sensible orientation note.
const MAX_EXIF_BYTES: usize = 64 * 1024;

/// The format by magic bytes.
pub(super) fn format(bytes: &[u8]) -> Result<ImageFormat, PictureProblem> {
    match bytes {
        [] => Err(PictureProblem::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(ImageFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(ImageFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(ImageFormat::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if is_phone_brand(brand) => {
            Err(PictureProblem::PhoneFormat)
        }
        _ => Err(PictureProblem::UnknownFormat),
    }
}

fn is_phone_brand(brand: &[u8]) -> bool {
    ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis"]
        .iter()
        .any(|known| brand.starts_with(known.as_bytes()))
}

/// The bytes to decode, and how much memory the decoder needs besides the pixels it returns.
pub(super) struct Decodable<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// Extra bytes of memory for each pixel.
    pub extra_bytes_per_pixel: u64,
}

/// Walks the outer structure of the file.
pub(super) fn decodable(format: ImageFormat, bytes: &[u8]) -> Result<Decodable<'_>, PictureProblem> {
    match format {
        ImageFormat::Png => Ok(Decodable { bytes: essential_png(bytes)?.into(), extra_bytes_per_pixel: 0 }),
        ImageFormat::Jpeg => {
            let extra_bytes_per_pixel = jpeg_coefficient_bytes(bytes)?;
            Ok(Decodable { bytes: bytes.into(), extra_bytes_per_pixel })
        }
        // The lossless WebP decoder keeps a second RGBA picture, GIF a second frame.
        _ => Ok(Decodable { bytes: bytes.into(), extra_bytes_per_pixel: 4 }),
    }
}

/// A PNG reduced to what makes pixels and the orientation.
///
/// Leaving out `iCCP`, `zTXt` and the like means that nothing compressed but the pixels themselves is
/// ever inflated; leaving out `acTL` and `fdAT` leaves the first frame.
fn essential_png(bytes: &[u8]) -> Result<Vec<u8>, PictureProblem> {
    const SIGNATURE: usize = 8;
    const AROUND_DATA: usize = 12; // length, type, checksum
    let mut kept = bytes.get(..SIGNATURE).ok_or(PictureProblem::Broken)?.to_vec();
    let mut rest = &bytes[SIGNATURE..];
    loop {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(PictureProblem::Broken)?;
        let data = u32::from_be_bytes(*length) as usize;
        let kind = after.first_chunk::<4>().ok_or(PictureProblem::Broken)?;
        let whole = data.checked_add(AROUND_DATA).ok_or(PictureProblem::Broken)?;
        let chunk = rest.get(..whole).ok_or(PictureProblem::Broken)?;
        match kind {
            b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" => kept.extend_from_slice(chunk),
            b"eXIf" if data <= MAX_EXIF_BYTES => kept.extend_from_slice(chunk),
            b"IEND" => {
                kept.extend_from_slice(chunk);
                return Ok(kept);
            }
            _ => {}
        }
        rest = &rest[whole..];
    }
}

/// Bytes of coefficients for each pixel, from the frame header of a progressive JPEG (rounded up):
/// components that are sampled at half the width and height count a quarter.
fn progressive_bytes(frame: &[u8]) -> Option<u64> {
    let components = usize::from(*frame.get(8)?);
    let sampling = frame.get(9..9 + 3 * components)?.chunks_exact(3).map(|component| {
        let (across, down) = (component[1] >> 4, component[1] & 15);
        u64::from(across) * u64::from(down)
    });
    let most = sampling.clone().max().filter(|&most| most > 0)?;
    Some((2 * sampling.sum::<u64>()).div_ceil(most))
}

/// Checks that a JPEG reaches its end marker in a sensible number of scans, and says how many bytes
/// of coefficients a pixel needs: a progressive picture is kept whole (two bytes each) until its last scan.
fn jpeg_coefficient_bytes(bytes: &[u8]) -> Result<u64, PictureProblem> {
    let mut at = 2;
    let mut scans = 0;
    let mut coefficient_bytes = 0;
    loop {
        // Between segments and within a scan alike: on to the next real marker.
        let gap = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == 0xFF));
        at += gap.ok_or(PictureProblem::Broken)? + 1;
        match *bytes.get(at).ok_or(PictureProblem::Broken)? {
            // Fill byte: may itself begin the marker.
            0xFF => continue,
            // A data byte 0xFF, a restart, or a marker without a segment.
            0x00 | 0x01 | 0xD0..=0xD8 => {
                at += 1;
                continue;
            }
            0xD9 if scans > 0 => return Ok(coefficient_bytes),
            0xD9 => return Err(PictureProblem::Broken),
            0xC2 | 0xC6 | 0xCA | 0xCE => {
                coefficient_bytes = progressive_bytes(&bytes[at..]).ok_or(PictureProblem::Broken)?;
            }
            0xDA => {
                scans += 1;
                if scans > MAX_JPEG_SCANS {
                    return Err(PictureProblem::Broken);
                }
            }
            _ => {}
        }
        let length = bytes.get(at + 1..at + 3).ok_or(PictureProblem::Broken)?;
        at += 1 + usize::from(u16::from_be_bytes([length[0], length[1]]));
    }
}
