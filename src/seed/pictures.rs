//! Pictures for the demo's posts: drawn here, so that nothing has to be carried along and nobody's rights are touched.
//!
//! Two motifs, a little like a photo taken in a kitchen: the display of a machine (`display E04`), and a pressure
//! gauge (`gauge 12`, in bar).

use std::io::Cursor;

use anyhow::Context;
use image::{ImageFormat, Rgb, RgbImage};

use crate::pictures::{self, Picture};

const WIDTH: u32 = 960;
const HEIGHT: u32 = 640;
/// The last mark of the gauge, in bar.
const GAUGE_BAR: f32 = 16.0;

type Colour = [f32; 3];

const WALL: Colour = [0.72, 0.68, 0.62];
const STEEL: Colour = [0.62, 0.64, 0.66];
const BLACK: Colour = [0.05, 0.05, 0.06];
const AMBER: Colour = [1.0, 0.62, 0.15];
const PAPER: Colour = [0.94, 0.93, 0.89];
const RED: Colour = [0.75, 0.13, 0.1];

/// Draws what `spec` says and puts it through the same mill as an upload.
///
/// Errors: an unknown motif.
pub fn picture(spec: &str) -> anyhow::Result<Picture> {
    let (motif, what) = spec.split_once(' ').context("a picture is a motif and what it shows")?;
    let drawn = match motif {
        "display" => draw(|x, y| display(what, x, y)),
        "gauge" => {
            let bar: f32 = what.parse().context("a gauge shows a number")?;
            draw(|x, y| gauge(bar, x, y))
        }
        _ => anyhow::bail!("there is no motif {motif}"),
    };
    let mut bytes = Vec::new();
    drawn.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)?;
    pictures::accept(&bytes, &pictures::Limits::default())
        .map_err(|problem| anyhow::anyhow!("a drawn picture is refused: {problem:?}"))
}

/// Every pixel by its place: the middle is (0, 0), the upper edge -1, the lower 1. With a little grain, and darker
/// towards the corners.
fn draw(colour: impl Fn(f32, f32) -> Colour) -> RgbImage {
    let mut grain: u32 = 1;
    RgbImage::from_fn(WIDTH, HEIGHT, |column, row| {
        let half = HEIGHT as f32 / 2.0;
        let (x, y) = ((column as f32 - WIDTH as f32 / 2.0) / half, (row as f32 - half) / half);
        // The generator of Numerical Recipes: nobody looks for patterns here.
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = ((grain >> 16) & 0xff) as f32 / 255.0 - 0.5;
        let light = 1.06 - 0.16 * (x * x + y * y) + 0.05 * noise;
        Rgb(colour(x, y).map(|part| (part * light * 255.0).clamp(0.0, 255.0) as u8))
    })
}

/// A steel front with a dark display, on which three characters shine.
fn display(text: &str, x: f32, y: f32) -> Colour {
    let front = rounded(x, y + 0.02, (1.28, 0.72), 0.08);
    let brushed = 0.03 * (y * 260.0).sin();
    let mut colour = mix(WALL, STEEL.map(|part| part + brushed - 0.12 * y), edge(front));
    let window = rounded(x, y, (0.86, 0.42), 0.06);
    colour = mix(colour, STEEL.map(|part| part * 0.45), edge(window - 0.02));
    colour = mix(colour, BLACK, edge(window));
    let mut nearest = f32::MAX;
    for (place, character) in text.chars().take(3).enumerate() {
        let left = -0.62 + place as f32 * 0.46;
        nearest = nearest.min(strokes(character, x - left, y + 0.26, 0.28, 0.26));
    }
    let glow = (-((nearest - 0.035).max(0.0)) * 14.0).exp() * 0.5;
    let inside = edge(window);
    colour = mix(colour, AMBER, glow * inside);
    mix(colour, AMBER.map(|part| part + 0.12), edge(nearest - 0.035) * inside)
}

/// A round face with marks from 0 to 16 bar, three quarters of a circle, and a needle.
fn gauge(bar: f32, x: f32, y: f32) -> Colour {
    let radius = x.hypot(y);
    let mut colour = mix(WALL, STEEL.map(|part| part - 0.1 * y), edge(rounded(x, y, (1.2, 0.94), 0.1)));
    colour = mix(colour, BLACK, edge(radius - 0.78));
    colour = mix(colour, STEEL.map(|part| part * 1.15), edge((radius - 0.74).abs() - 0.035));
    colour = mix(colour, PAPER, edge(radius - 0.7));
    for mark in 0..=GAUGE_BAR as i32 {
        let (right, down) = direction(mark as f32);
        let big = mark % 4 == 0;
        let (from, width) = if big { (0.5, 0.013) } else { (0.57, 0.006) };
        let line = segment(x, y, (right * from, down * from), (right * 0.64, down * 0.64));
        colour = mix(colour, BLACK, edge(line - width));
        if big {
            let digits = mark.to_string();
            let left = right * 0.39 - 0.055 * digits.len() as f32 + 0.02;
            for (place, digit) in digits.chars().enumerate() {
                let at = left + place as f32 * 0.1;
                let ink = strokes(digit, x - at, y - down * 0.39 + 0.055, 0.06, 0.055);
                colour = mix(colour, BLACK, edge(ink - 0.009));
            }
        }
    }
    let (right, down) = direction(bar.clamp(0.0, GAUGE_BAR));
    let needle = segment(x, y, (-right * 0.12, -down * 0.12), (right * 0.55, down * 0.55));
    colour = mix(colour, RED, edge(needle - 0.014));
    mix(colour, BLACK, edge(radius - 0.06))
}

/// Where a pressure lies on the face: 0 at the lower left, the last mark at the lower right.
fn direction(bar: f32) -> (f32, f32) {
    let angle = (135.0 + 270.0 * bar / GAUGE_BAR).to_radians();
    (angle.cos(), angle.sin())
}

/// How far a point is from the strokes of a character of seven segments; its upper left corner is (0, 0), `tall` is
/// the length of one upright stroke.
fn strokes(character: char, x: f32, y: f32, wide: f32, tall: f32) -> f32 {
    let lit = match character {
        '0' => "abcdef",
        '1' => "bc",
        '2' => "abged",
        '3' => "abgcd",
        '4' => "fgbc",
        '5' => "afgcd",
        '6' => "afgecd",
        '7' => "abc",
        '8' => "abcdefg",
        '9' => "abcdfg",
        'E' => "afged",
        _ => "g",
    };
    let ends = |name| match name {
        'a' => ((0.0, 0.0), (1.0, 0.0)),
        'b' => ((1.0, 0.0), (1.0, 1.0)),
        'c' => ((1.0, 1.0), (1.0, 2.0)),
        'd' => ((0.0, 2.0), (1.0, 2.0)),
        'e' => ((0.0, 1.0), (0.0, 2.0)),
        'f' => ((0.0, 0.0), (0.0, 1.0)),
        _ => ((0.0, 1.0), (1.0, 1.0)),
    };
    let distance = |name| {
        let ((ax, ay), (bx, by)): ((f32, f32), (f32, f32)) = ends(name);
        segment(x, y, (ax * wide, ay * tall), (bx * wide, by * tall))
    };
    lit.chars().map(distance).fold(f32::MAX, f32::min)
}

/// How far a point is from a line between two points.
fn segment(x: f32, y: f32, a: (f32, f32), b: (f32, f32)) -> f32 {
    let (px, py, bx, by) = (x - a.0, y - a.1, b.0 - a.0, b.1 - a.1);
    let along = ((px * bx + py * by) / (bx * bx + by * by)).clamp(0.0, 1.0);
    (px - bx * along).hypot(py - by * along)
}

/// How far a point is from a rectangle with round corners around the middle; negative inside.
fn rounded(x: f32, y: f32, half: (f32, f32), corner: f32) -> f32 {
    let (dx, dy) = (x.abs() - half.0 + corner, y.abs() - half.1 + corner);
    dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - corner
}

/// 1 inside, 0 outside, and a soft edge of two pixels.
fn edge(distance: f32) -> f32 {
    (0.5 - distance * HEIGHT as f32 / 4.0).clamp(0.0, 1.0)
}

fn mix(below: Colour, above: Colour, share: f32) -> Colour {
    std::array::from_fn(|part| below[part] + (above[part] - below[part]) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn motifs_are_drawn_and_others_refused() {
        for spec in ["display E04", "gauge 12", "gauge 0"] {
            let picture = picture(spec).expect("it is drawn");
            assert_eq!((picture.full.width, picture.full.height), (WIDTH, HEIGHT), "{spec}");
        }
        assert!(picture("sunset 1").is_err() && picture("gauge").is_err() && picture("gauge x").is_err());
    }

    #[test]
    fn the_display_shines_where_its_characters_are() {
        let drawn = draw(|x, y| display("E04", x, y));
        let bright = |part: std::ops::Range<u32>| {
            let lit = |column: &u32| (0..HEIGHT).any(|row| drawn.get_pixel(*column, row)[0] > 240);
            part.filter(lit).count()
        };
        assert!(bright(270..420) > 40 && bright(420..560) > 40, "two characters on the left");
        assert_eq!(bright(0..60), 0, "the wall does not shine");
    }
}
