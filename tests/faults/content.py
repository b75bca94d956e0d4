"""Texts and pictures that are meant to hurt whoever renders them."""

import struct
import time
import zlib

from house import expect, hold, main_of
from pictures import chunk, header, png

# What is repeated, and what comes before and after; each makes some Markdown reader somewhere slow, deep or loud.
PATTERNS = {
    "quotes": ("> ", "", "a"), "brackets": ("[", "", ""), "emphasis": ("*a **b ", "", ""),
    "links": ("[a](", "", ""), "pictures": ("![a](", "", ""), "lists": ("- ", "", "a"),
    "backticks": ("`a``", "", ""), "angles": ("<a ", "", ""), "references": ("[a][b", "", ""),
    "tables": ("a|", "", "\n" + "-|" * 5000), "autolinks": ("http://a.b ", "", ""), "tildes": ("~~a~ ", "", ""),
    "entities": ("&amp", "", ""), "under": ("__a_ ", "", ""), "code": ("```\n", "", ""), "mixed": ("[*`<", "", ""),
    "deep lists": (None, "", ""),
}


def deep_list(length):
    text, depth = [], 0
    while sum(map(len, text)) < length:
        text.append("  " * depth + "* a\n")
        depth += 1
    return "".join(text)


def f20(place):
    """Deep and odd Markdown by preview and by post: no crash, 250 ms at most (2 s in a debug build), twice the text takes
    at most 2.5 times as long, the page is at most 20 times the text."""
    server = place.serve()
    tim, slowest, largest = server.person("tim0"), ("", 0.0), 0.0
    limit = 0.25 if "release" in place.lotse[0] else 2.0
    for name, (piece, before, after) in PATTERNS.items():
        texts = [deep_list(length) if piece is None else before + piece * (length // len(piece)) + after[: 49_000 - length]
                 for length in (12_000, 24_000, 48_000)]
        took = [99.0] * len(texts)
        # The least of several counts: other work on the machine is none of the text's. What looks bad is tried again.
        for _ in range(12):
            for at, text in enumerate(texts):
                seen = tim.post("/preview", {"body": text[:49_900]}, headers={"X-Requested-With": "fetch"})
                expect(seen.status == 200, f"{name}: preview answers {seen.status}")
                took[at] = min(took[at], seen.seconds)
                largest = max(largest, len(seen.text) / len(text))
            is_linear = took[-1] < 0.05 or took[-1] <= 2.5 * took[-2] + 0.03
            if is_linear and took[-1] <= limit:
                break
        slowest = max(slowest, (name, took[-1]), key=lambda one: one[1])
        expect(took[-1] <= limit, f"{name}: {took[-1] * 1000:.0f} ms")
        expect(is_linear, f"{name} is not linear: {took}")
        posted = tim.reply(place.thread, text[:49_900])
        expect(posted.status in (303, 422), f"{name}: posting answers {posted.status}")
    expect(largest <= 20, f"the output is {largest:.0f} times the input")
    page = server.person("bob").get(place.thread)
    expect(page.status == 200, f"the thread answers {page.status}")
    return f"{len(PATTERNS)} patterns, {slowest[1] * 1000:.0f} ms at most ({slowest[0]}), output {largest:.1f} times the input; {hold(place, server)}"


def f21(place):
    """Fifty posts of 50,000 characters and a post edited until no more is allowed: a page in 2 s, a history in 1 s; feed and
    search stay small."""
    server = place.serve()
    tim = server.person("tim0")
    for number in range(50):
        words = " ".join(f"word{(number * 7919 + at) % 4001}" for at in range(5600))
        expect(tim.reply(place.thread, f"Long post {number}. {words}"[:49_990]).status == 303, "a long post is refused")
    page = server.person("bob").get(place.thread)
    expect(page.status == 200 and page.seconds <= 2, f"the thread: {page.status} in {page.seconds:.1f} s")
    post = place.sql("SELECT id FROM posts WHERE author = (SELECT id FROM members WHERE name = 'tim0') ORDER BY id LIMIT 1")[0][0]
    path = f"/p/{post}/edit"
    long = " ".join(f"word{at % 977}" for at in range(5000))
    fields = tim.form(path)
    for number in range(520):
        if number < 20:
            body = long.replace("word5 ", f"changed{number} ").replace("word9 ", f"also{number} ")
        else:
            body = f"Short text number {number}."
        answer = tim.post(path, {**fields, "revision": str(number), "body": body})
        if number >= 500 and answer.status == 409:
            # Enough earlier texts of one post are kept; said in a sentence.
            break
        expect(answer.status == 303, f"edit {number} answers {answer.status}")
    expect(answer.status == 409, "a post can be edited for ever")
    kept = place.sql("SELECT COUNT(*) FROM revisions WHERE post = ?", post)[0][0]
    history = tim.get(f"/p/{post}/history")
    expect(history.status == 200 and history.seconds <= 1, f"the history: {history.status} in {history.seconds:.1f} s")
    feed = server.person().get(f"/t/{place.thread.split('/')[2]}/feed.atom")
    found = server.person().get("/search?q=word17")
    expect(feed.status == 200 and len(feed.text) < 2_500_000, f"the feed has {len(feed.text)} characters")
    expect(len(main_of(found.text)) < 100_000, f"the search shows {len(found.text)} characters")
    return (f"page {page.seconds:.2f} s ({len(page.text) / 1e6:.1f} MB), history of {kept} texts {history.seconds:.2f} s, "
            f"feed {len(feed.text) / 1000:.0f} kB; {hold(place, server)}")


def zipped(size, byte=b"\0"):
    """So many equal bytes, compressed; made without holding them."""
    packer, parts = zlib.compressobj(9), []
    for _ in range(size // 1_000_000):
        parts.append(packer.compress(byte * 1_000_000))
    return b"".join(parts) + packer.flush()


def gif(frames, side):
    """An animation of many large frames in few bytes."""
    one = b"!\xf9\x04\0\0\0\0\0," + struct.pack("<HHHH", 0, 0, side, side) + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HH", side, side) + b"\x80\0\0\0\0\0\xff\xff\xff" + one * frames + b";"


def f22(place):
    """Picture and archive bombs: 4xx within 2 s, less than 100 MB of memory beyond what a good picture of that size takes,
    and the next good picture is taken."""
    server = place.serve()
    expect(server.person("tim0").upload(png(4000, 4000, noise=False)).status == 201, "a large good picture is refused")
    end = chunk(b"IEND", b"")
    bombs = {
        "60,000 by 60,000 in the header": header(60_000, 60_000) + chunk(b"IDAT", zipped(1_000_000)) + end,
        "30,000 by 30,000 with all its pixels": header(30_000, 30_000, 1, 0) + chunk(b"IDAT", zipped(113_000_000)) + end,
        "fewer rows than the header says": header(4000, 4000) + chunk(b"IDAT", zipped(1_000_000)) + end,
        "a text of 200 MB in a chunk": header(10, 10) + chunk(b"zTXt", b"a\0\0" + zipped(200_000_000)) + end,
        "a colour profile of 200 MB": header(10, 10) + chunk(b"iCCP", b"a\0\0" + zipped(200_000_000)) + end,
        "20,000 frames": gif(20_000, 4000),
        "a ZIP": b"PK\x03\x04" + b"\0" * 5000,
        "nothing": b"",
        "a page": b"<!doctype html><script>alert(1)</script>",
        "noise after a head": header(100, 100) + bytes(range(256)) * 20,
    }
    before, slowest, most = server.memory(), ("", 0.0), 0
    for name, data in bombs.items():
        answer = server.person("tim0").upload(data)
        most = max(most, server.memory() - before)
        slowest = max(slowest, (name, answer.seconds), key=lambda one: one[1])
        expect(400 <= answer.status < 500, f"{name} gets {answer.status}")
        expect(answer.seconds <= 2, f"{name} took {answer.seconds:.1f} s")
    expect(most < 100e6, f"memory grew by {most / 1e6:.0f} MB")
    good = server.person("tim0").upload(png(600, 400))
    expect(good.status == 201, f"a good picture gets {good.status}")
    return f"{len(bombs)} kinds refused in {slowest[1]:.2f} s at most ({slowest[0]}), +{most / 1e6:.0f} MB; {hold(place, server)}"
