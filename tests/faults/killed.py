"""Ends that nobody chose: kill -9, SIGTERM under load, an index that was left behind, a damaged file."""

import os
import random
import sqlite3
import time

from house import Load, expect, has_hit, hold, until

ROUNDS = 5


def f1(place):
    """Killed under write load: nothing acknowledged is lost, nothing is there twice, it starts within 5 s by itself.

    Each round is also killed once while it starts after the kill.
    """
    dice, noted, slowest = random.Random(1), [], 0.0
    for round_ in range(ROUNDS):
        server = place.serve()
        load = Load(server, mark=f"Round {round_}:")
        time.sleep(dice.uniform(0.2, 1.5))
        server.kill()
        noted += load.end().acknowledged
        second = place.serve(wait=False)
        time.sleep(dice.uniform(0.0, 0.15))
        second.kill()
        server = place.serve()
        slowest = max(slowest, server.started_in)
        expect(server.started_in <= 5, f"it took {server.started_in:.1f} s to start")
        said = hold(place, server, noted)
        server.kill()
    return f"{2 * ROUNDS} kills, {said}, started in {slowest:.1f} s"


def f28(place):
    """SIGTERM under load: what is under way ends, the exit code is 0, the log of the database is put away."""
    server = place.serve()
    load = Load(server)
    time.sleep(1.5)
    begun = time.monotonic()
    code = server.stop(30)
    took = time.monotonic() - begun
    load.end()
    expect(code == 0, f"it ended with {code}")
    expect(took <= 30, f"it took {took:.1f} s")
    wal = place.database.with_name("lotse.db-wal")
    expect(not wal.exists() or wal.stat().st_size == 0, "the log of the database was not put away")
    # Refused is right: nobody new is let in. Cut off in the middle is not.
    cut = {status: times for status, times in load.statuses.items() if status not in (303, "ConnectionRefusedError")}
    server = place.serve()
    said = hold(place, server, load.acknowledged, exact=True)
    # A connection that was in the kernel's queue when the port closed is reset; without a proxy nobody can help that.
    resets = sum(times for status, times in cut.items() if status in ("ConnectionResetError", "RemoteDisconnected"))
    expect(resets <= len(load.threads) and sum(cut.values()) == resets, f"answers: {load.statuses}")
    return f"ended in {took:.1f} s with 0, {said}, {resets} in the queue turned away"


def f13(place):
    """The index behind the database after a kill: caught up within 60 s, nothing missing, no ghost."""
    server = place.serve()
    until("the index", 20, lambda: "squeak" in server.person().get("/search?q=squeak").text)
    load = Load(server)
    time.sleep(1.0)
    tim = server.person("tim0")
    expect(tim.reply(place.thread, "The word is Quittenmus.").status == 303, "no reply")
    server.kill()
    load.end()
    server = place.serve()
    _, took = until("the last post in the search", 60, lambda: has_hit(server, "Quittenmus"))
    ghosts = has_hit(server, "Kanarienvogel")
    expect(not ghosts, "something is found that was never there")
    return f"caught up in {took:.1f} s, {hold(place, server, load.acknowledged)}"


def f34(place):
    """A damaged page or a log that is gone: said at the start or by `lotse check`, never silently an empty forum."""
    server = place.serve()
    load = Load(server)
    time.sleep(1.0)
    server.kill()
    load.end()
    place.database.with_name("lotse.db-wal").unlink()
    server = place.serve()
    expect("squeak" in server.person().get(place.thread).text, "the thread is gone with the log")
    server.ready()
    expect(server.stop() == 0, "it does not end well")
    with sqlite3.connect(place.database) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posts'").fetchone()[0]
    connection.close()
    with open(place.database, "r+b") as file:
        file.seek((root - 1) * size)
        file.write(os.urandom(size))
    server = place.serve(wait=False)
    server.said.wait(20)
    if server.address:
        page = server.person("bob").get(place.thread)
        expect(page.status >= 500, f"a damaged thread is answered with {page.status}")
        seen = f"pages of the damaged table answer {page.status}"
        expect("malformed" in server.log(), "the log does not name the damage")
        server.kill()
    else:
        seen = "it does not start"
    done = place.run("check")
    said = done.stdout + done.stderr
    expect(done.returncode != 0 and "damaged" in said, f"lotse check says {said[:200]!r}")
    place.database.write_bytes(b"This is no database." * 500)
    done = place.run("serve", "--listen", "127.0.0.1:0", timeout=10)
    expect(done.returncode != 0, "it serves a file that is no database")
    return f"a deleted log loses its last commits only; {seen}; check names the damage; no database, no start"
