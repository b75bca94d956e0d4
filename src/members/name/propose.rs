//! Names for those who have not chosen one yet.

/// A friendly name for somebody who has not chosen one, such as "Nautilus 417"; always passes [`check`](super::check).
///
/// Made from the seed alone (take a random one), never from the address. Words of the sea that are the same
/// in German and English. About 250,000 names: when one is taken, try another seed.
pub fn propose(seed: u64) -> String {
    // Finalizer of SplitMix64 (Steele, Lea, Flood 2014), so that neighbouring seeds give unlike names.
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    let words = SEA.len() as u64;
    let word = SEA[(mixed % words) as usize];
    let number = 100 + (mixed / words) % 9_900;
    format!("{word} {number}")
}

/// Whether the name is one that [`propose`] could have made, so that nobody seems to have chosen it.
pub fn is_proposed(name: &str) -> bool {
    let number = name.split_once(' ').filter(|(word, _)| SEA.contains(word)).map(|(_, number)| number);
    number.is_some_and(|n| (3..=4).contains(&n.len()) && n.bytes().all(|byte| byte.is_ascii_digit()))
}

#[rustfmt::skip]
pub(super) const SEA: &[&str] = &[
    "Albatros", "Atoll", "Barracuda", "Boreas", "Delta", "Dock", "Fjord", "Krill", "Lagos", "Marina",
    "Mistral", "Mole", "Nautilus", "Orca", "Orion", "Passat", "Pier", "Plankton", "Polaris", "Radar",
    "Regatta", "Sextant", "Sirius", "Skipper", "Sonar", "Spinnaker", "Tide", "Trimaran", "Zephyr",
];
