"""The n-th write or sync fails: with an I/O error, for want of room, halfway, once or from then on."""

import errno
import mmap
import shutil
import struct
import subprocess
from pathlib import Path

from house import Skip, expect, hold, until

STEPS = 10


class Shim:
    """The library that fails calls, and the plan it follows."""

    def __init__(self, place):
        if not shutil.which("gcc"):
            raise Skip("needs gcc")
        library, control = place.folder / "shim.so", place.folder / "plan"
        source = Path(__file__).with_name("shim.c")
        line = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
        done = subprocess.run(line, capture_output=True, text=True)
        expect(done.returncode == 0, f"gcc: {done.stderr[:300]}")
        control.write_bytes(bytes(4096))
        self.file = open(control, "r+b")
        self.plan = mmap.mmap(self.file.fileno(), 4096)
        self.env = {"LD_PRELOAD": str(library), "FAULTS_CONTROL": str(control), "FAULTS_DIR": str(place.data)}

    def arm(self, after, error, times, kinds=3):
        self.plan[:20] = struct.pack("5i", after, error, 0, 0, kinds)
        self.plan[8:12] = struct.pack("i", times)

    def disarm(self):
        self.plan[8:12] = bytes(4)
        return struct.unpack("i", self.plan[12:16])[0]


def f3(place):
    """The n-th write or sync fails, n = 1, 2, 3, …, once and from then on, and halfway: no 2xx or 3xx without the data,
    back without a restart within 10 s, or an end that says so; and after a kill everything is right."""
    shim = Shim(place)
    server = place.serve(env=shim.env)
    server.ready()
    noted, failed, refused, number = [], 0, 0, 0
    for error in (errno.EIO, errno.ENOSPC, 0):
        for times in (1, -1) if error else (1,):
            for step in range(STEPS):
                shim.arm(step, error, times)
                for _ in range(3):
                    number += 1
                    body = f"tim0 tried trick number {number}, which helped."
                    answer = server.person("tim0").reply(place.thread, body)
                    expect(answer.status in (303, 500, 503, 507), f"step {step}: {answer.status}")
                    refused += answer.status != 303
                    if answer.status == 303:
                        noted.append(body)
                expect(server.status(place.thread) == 200, "reading stops")
                failed += shim.disarm()
                body = f"tim1 tried trick number {number}, which helped."
                until("writing", 10, lambda: server.person("tim1").reply(place.thread, body).status == 303)
                noted.append(body)
    expect(failed > 20, f"only {failed} calls failed: the shim does not reach the program")
    hold(place, server, noted)
    server.kill()
    said = hold(place, place.serve(), noted)
    return f"{failed} calls failed, {refused} writes refused, {said}"
