//! Servers that must not outlive the tests, however these end.
//!
//! A shell starts the server and then reads from a pipe that this process holds. When the
//! process ends (also by `kill -9`), the pipe closes, and the shell stops the server and
//! removes its folder. A handler at exit would miss panics in it, aborts and signals.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// `$1` is the signal, `$2` the folder to remove; the rest is the server's command. What the
/// server has started (browsers) is known by a file or folder in there that it was given.
const GUARD: &str = r#"
signal=$1 folder=$2
shift 2
"$@" </dev/null &
server=$!
cat >/dev/null
kill -s "$signal" "$server" 2>/dev/null
wait "$server"
for process in /proc/[0-9]*; do
    if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -qF -- "=$folder/"; then
        kill -s KILL "${process#/proc/}" 2>/dev/null
    fi
done
rm -rf "$folder"
"#;

/// Starts `command` under guard, its output going to the file `log`. The server lives as
/// long as the returned child is kept and this process lives.
pub fn start(command: &[&str], signal: &str, folder: &Path, log: &Path) -> std::io::Result<Child> {
    let output = File::create(log)?;
    Command::new("sh")
        .args(["-c", GUARD, "guard", signal])
        .arg(folder)
        .args(command)
        .stdin(Stdio::piped())
        .stdout(output.try_clone()?)
        .stderr(output)
        // Ctrl-C is for the tests; the guard ends by the pipe.
        .process_group(0)
        .spawn()
}
