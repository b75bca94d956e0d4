"""Clocks that are wrong."""

import glob
import time

from house import Skip, expect, hold

YEAR = 366 * 86400


def f14(place):
    """A clock a year ahead, an hour behind, and past January 2038: no panic, sessions and forms neither eternal nor stuck,
    posts keep their order, no storm of jobs, and all is well when the clock is right again."""
    found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1") + glob.glob("/usr/lib/faketime/libfaketimeMT.so.1")
    if not found:
        raise Skip("needs libfaketime (Debian: apt install libfaketime)")
    noted, seen = [], []
    until_2038 = 2_147_483_648 + 86_400 - int(time.time())
    for name, seconds in (("now", 0), ("+1 year", YEAR), ("-1 hour", -3600), ("2038", until_2038), ("now again", 0)):
        env = {"LD_PRELOAD": found[0], "FAKETIME": f"{seconds:+d}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
               "DONT_FAKE_MONOTONIC": "1"} if seconds else {}
        server = place.serve(env=env)
        server.ready()
        for path in ("/", place.thread, "/b/help", "/unanswered", "/members"):
            expect(server.status(path) == 200, f"{name}: {path} answers {server.status(path)}")
        if seconds > 86400:
            old = server.person("tim0").get("/settings/sessions")
            expect(old.status != 200, f"{name}: an old session is still good")
        link = place.run("login-link", "tim1@example.org", env=env)
        tim = server.person()
        tim.sign_in(link.stdout.strip())
        body = f"{name} tried trick number 1, which helped."
        answer = tim.reply(place.thread, body)
        expect(answer.status == 303, f"{name}: a reply answers {answer.status}")
        noted.append(body)
        expect(tim.get("/settings/sessions").status == 200, f"{name}: a new session is not good")
        time.sleep(2.5)
        log = server.log()
        expect("panicked" not in log, f"{name}: it panicked")
        expect(log.count("\n") < 60, f"{name}: {log.count(chr(10))} lines in the log")
        queued = place.sql("SELECT (SELECT COUNT(*) FROM jobs) + (SELECT COUNT(*) FROM outbox)")[0][0]
        expect(queued < 40, f"{name}: {queued} jobs and mails wait")
        seen.append(f"{name}: {queued} queued")
        expect(server.stop() == 0, f"{name}: it does not end well")
    server = place.serve()
    return f"{', '.join(seen)}; {hold(place, server, noted)}"
