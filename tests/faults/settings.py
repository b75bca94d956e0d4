"""Settings that are wrong."""

import socket
import subprocess
import time

from house import expect


def f35(place):
    """Wrong settings: an end within 2 s, a code other than 0, one clear line."""
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    (place.folder / "file").write_text("")
    cases = {
        "a port that is taken": (["serve", "--listen", f"127.0.0.1:{port}"], {}, "cannot listen"),
        "an unknown setting": (["serve"], {"LOTSE_NO_SUCH": "1"}, "no_such"),
        "a wrong public address": (["serve"], {"LOTSE_PUBLIC_URL": "help.example.org/x"}, "public_url"),
        "a wrong number": (["serve"], {"LOTSE_WORKERS": "many"}, "workers"),
        "a wrong database": (["serve", "--database-url", "mysql://x"], {}, "database address"),
        "a PostgreSQL that is not there": (
            ["serve", "--database-url", "postgres://127.0.0.1:1/x"], {}, "postgres"),
        "a data directory that is a file": (["serve", "--data-dir", "file"], {}, "file"),
        "a wrong mail server": (["serve"], {"LOTSE_SMTP_URL": "mail.example.org"}, "SMTP"),
        "a key for mail that is not there": (["serve"], {"LOTSE_DKIM_KEY_FILE": "/no/key"}, "/no/key"),
        "a file of settings that is not there": (["--config", "no.toml", "serve"], {}, "no.toml"),
    }
    slowest = 0.0
    for name, (words, env, word) in cases.items():
        begun = time.monotonic()
        env = {"LOTSE_LISTEN": "127.0.0.1:0", **env}
        try:
            done = place.run(*words, env=env, timeout=15)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{name}: it serves all the same") from None
        took = time.monotonic() - begun
        slowest = max(slowest, took)
        lines = [line for line in done.stderr.splitlines() if line.startswith("lotse: ")]
        expect(done.returncode == 1, f"{name}: ended with {done.returncode}")
        expect(len(lines) == 1 and word.lower() in lines[0].lower(), f"{name}: {done.stderr[-300:]!r}")
        expect(took <= 2, f"{name}: took {took:.1f} s")
    taken.close()
    return f"{len(cases)} kinds, one line each, {slowest:.1f} s at most"
