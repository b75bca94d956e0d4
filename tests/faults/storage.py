"""The disk and the database file: full, read-only, locked, read for long."""

import errno
import os
import sqlite3
import subprocess
import time

from failing_io import Shim
from house import Load, Skip, expect, hold, until
from pictures import png


def f6(place):
    """Locked for 3 s: everybody waits, nobody gets an error. For longer: 503 with Retry-After after 6 s at most, pages
    and health go on, and writing goes on by itself."""
    server = place.serve()
    load = Load(server, pause=0.05)
    with locked(place, 3):
        pass
    load.end()
    odd = {status: times for status, times in load.statuses.items() if status != 303}
    expect(not odd, f"locked for 3 s: {load.statuses}")
    waited = load.slowest
    with locked(place, 14):
        answer = server.person("tim0").reply(place.thread, "tim0 tried trick number 0, which helped.", timeout=30)
        expect(answer.status == 503, f"locked for long it answers {answer.status}")
        expect(answer.headers.get("Retry-After"), "no Retry-After")
        expect(answer.seconds <= 7, f"it took {answer.seconds:.1f} s to say so")
        for path in ("/healthz", "/readyz", place.thread):
            expect(server.status(path) == 200, f"{path} answers {server.status(path)} meanwhile")
        locked_for = answer.seconds
    _, back = until("writing", 10, lambda: server.person("tim1").reply(
        place.thread, "tim1 tried trick number 0, which helped.").status == 303)
    said = hold(place, server, load.acknowledged)
    return f"3 s: waited {waited:.1f} s; longer: 503 after {locked_for:.1f} s, back {back:.1f} s after; {said}"


class locked:
    """Holds the database's write lock while the block runs, and at least so long."""

    def __init__(self, place, seconds):
        self.place, self.seconds = place, seconds

    def __enter__(self):
        self.connection = sqlite3.connect(self.place.database, timeout=10, isolation_level=None)
        self.connection.execute("BEGIN IMMEDIATE" if self.seconds > 3 else "BEGIN EXCLUSIVE")
        self.begun = time.monotonic()

    def __exit__(self, *_):
        left = self.seconds - (time.monotonic() - self.begun)
        time.sleep(max(0, left if self.seconds <= 3 else 0))
        self.connection.execute("ROLLBACK")
        self.connection.close()


def f7(place):
    """A reader that stays: the log of the database grows while it reads, and shrinks or is used again afterwards."""
    server = place.serve()
    reader = sqlite3.connect(place.database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM posts").fetchone()
    load = Load(server)
    time.sleep(6)
    load.end()
    wal = place.database.with_name("lotse.db-wal")
    grown = wal.stat().st_size
    reader.execute("COMMIT")
    reader.close()
    after = Load(server, mark="Afterwards")
    time.sleep(4)
    after.end()
    stayed = wal.stat().st_size
    expect(stayed <= grown + 8_000_000, f"the log grew on from {grown} to {stayed} bytes")
    expect(not [status for status in load.statuses if status != 303], f"answers: {load.statuses}")
    said = hold(place, server, load.acknowledged + after.acknowledged)
    expect(server.stop() == 0, "it does not end well")
    left = wal.stat().st_size if wal.exists() else 0
    expect(left == 0, f"{left} bytes of the log stay after the end")
    return f"log {grown / 1e6:.1f} MB with a reader, {stayed / 1e6:.1f} MB after, 0 at the end; {said}"


def mounted(place, megabytes=48):
    """A small file system of its own for the data."""
    if os.geteuid() != 0:
        raise Skip("only root can mount a small file system")
    kept = place.folder / "kept"
    place.data.rename(kept)
    place.data.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "lotse-faults", str(place.data)]
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode != 0:
        place.data.rmdir()
        kept.rename(place.data)
        raise Skip(f"no small file system can be mounted here: {done.stderr.strip()}")
    place.undo.append(lambda: subprocess.run(["umount", "-l", str(place.data)], check=False))
    subprocess.run(["cp", "-a", f"{kept}/.", str(place.data)], check=True)


def fill(path):
    """Takes every byte that is left."""
    file = os.open(path, os.O_CREAT | os.O_WRONLY)
    step = 1 << 20
    while step:
        try:
            os.write(file, b"x" * step)
        except OSError:
            step //= 2
    os.close(file)


def f4(place):
    """A full disk: writes are refused with 503 within 2 s, reading goes on, no part of a picture stays, and once there
    is room writing goes on by itself."""
    mounted(place)
    server = place.serve()
    server.ready()
    ada = server.person("tim0")
    noted = ["tim0 tried trick number 0, which helped."]
    expect(ada.reply(place.thread, noted[0]).status == 303, "no reply before")
    fill(place.data / "full")
    # What is left of the log's last pages may take a few more.
    statuses, slowest = [], 0.0
    for number in range(1, 30):
        body = f"tim0 tried trick number {number}, which helped. " + "x" * 20_000
        answer = ada.reply(place.thread, body)
        statuses.append(answer.status)
        slowest = max(slowest, answer.seconds)
        if answer.status == 303:
            noted.append(body.strip())
    expect(set(statuses) <= {303, 503, 507} and 503 in statuses, f"answers on a full disk: {statuses}")
    expect(slowest <= 2, f"it took {slowest:.1f} s to say so")
    page = server.person("bob").get(place.thread)
    expect(page.status == 200, f"reading answers {page.status}")
    picture = ada.upload(png(900, 900))
    expect(picture.status in (503, 507), f"a picture on a full disk answers {picture.status}")
    left = [path.name for path in (place.data / "files").rglob("*") if path.is_file()] if (
        place.data / "files").exists() else []
    expect(not left, f"parts of pictures stay: {left}")
    (place.data / "full").unlink()
    last = "tim0 tried trick number 99, which helped."
    _, back = until("writing", 10, lambda: ada.reply(place.thread, last).status == 303)
    noted.append(last)
    said = hold(place, server, noted)
    expect(server.stop() == 0, "it does not end well")
    return f"503 in {slowest:.2f} s at most, reading goes on, back in {back:.1f} s; {said}"


def f5(place):
    """A read-only disk: reading goes on, writes are refused with 503, it mends itself once the disk can be written again,
    and a start is refused with a line that names the place."""
    mounted(place)
    shim = Shim(place)
    server = place.serve(env=shim.env)
    server.ready()
    # Open files keep a file system from being remounted: while it runs, writing is what is refused.
    shim.arm(0, errno.EROFS, -1)
    answer = server.person("tim0").reply(place.thread, "No.")
    expect(answer.status == 503, f"writing answers {answer.status}")
    expect(server.status(place.thread) == 200, "reading stops")
    shim.disarm()
    again = "tim0 tried trick number 1, which helped."
    until("writing", 10, lambda: server.person("tim0").reply(place.thread, again).status == 303)
    expect(server.stop() == 0, "it does not end well")
    remount = lambda how: subprocess.run(["mount", "-o", f"remount,{how}", str(place.data)], check=True)
    remount("ro")
    begun = time.monotonic()
    done = place.run("serve", "--listen", "127.0.0.1:0", timeout=10)
    took = time.monotonic() - begun
    expect(done.returncode == 1 and str(place.data) in done.stderr, f"the start says {done.stderr[-300:]!r}")
    expect("panicked" not in done.stderr, "it panicked")
    remount("rw")
    said = hold(place, place.serve(), [again])
    return f"running: 503 in {answer.seconds:.1f} s, pages go on; a start is refused in {took:.1f} s, naming the place; {said}"
