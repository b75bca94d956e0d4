//! What the operating system says about this process; nothing where it has no `/proc`.

use std::fs;

/// Pages of memory are this large wherever we run.
const PAGE_BYTES: u64 = 4096;
/// Linux tells times of processes in hundredths of a second.
const TICKS: f64 = 100.0;

/// Figures under the names that Prometheus' own clients use.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Process {
    /// Bytes in memory, mapped files included.
    pub resident_bytes: Option<u64>,
    /// Bytes in memory that are no mapped files.
    pub anonymous_bytes: Option<u64>,
    /// Open files and connections.
    pub open_files: Option<u64>,
    /// How many there may be.
    pub most_files: Option<u64>,
    /// Seconds of work by now.
    pub cpu_seconds: Option<f64>,
}

impl Process {
    /// As it is now.
    pub fn now() -> Process {
        let read = |file: &str| fs::read_to_string(format!("/proc/self/{file}")).ok();
        let statm = read("statm");
        let pages = |place: usize| statm.as_deref().and_then(|text| word(text, place));
        let (resident, shared) = (pages(1), pages(2));
        Process {
            resident_bytes: resident.map(|pages| pages * PAGE_BYTES),
            anonymous_bytes: resident
                .zip(shared)
                .map(|(all, shared)| all.saturating_sub(shared) * PAGE_BYTES),
            open_files: fs::read_dir("/proc/self/fd").ok().map(|files| files.count() as u64),
            most_files: read("limits").as_deref().and_then(most_files),
            cpu_seconds: read("stat").as_deref().and_then(cpu_seconds),
        }
    }
}

fn word(text: &str, place: usize) -> Option<u64> {
    text.split_whitespace().nth(place)?.parse().ok()
}

fn most_files(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    word(line, 0)
}

/// The 14th and 15th field; the second is a name in parentheses that may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let (_, after) = stat.rsplit_once(')')?;
    Some((word(after, 11)? + word(after, 12)?) as f64 / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_do_not_shift_the_fields() {
        let stat = "7 (a ) b) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(cpu_seconds("nonsense"), None);
        assert_eq!(
            most_files("Max open files            1024                 4096                 files"),
            Some(1024)
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_takes_memory_and_files() {
        let now = Process::now();
        assert!(now.resident_bytes > Some(1_000_000) && now.open_files > Some(0), "{now:?}");
        assert!(now.cpu_seconds.is_some() && now.most_files > now.open_files, "{now:?}");
    }
}
