"""The search index: gone, cut, damaged, locked, while it runs and before it starts."""

import shutil

from house import expect, has_hit, hold, until


def folder(place):
    """The folder of the index that serves."""
    found = sorted((path for path in (place.data / "search").glob("i*") if path.is_dir()),
                   key=lambda path: int(path.name[1:]))
    return found[-1]


def largest(place):
    """The largest file of the index but for its list."""
    files = [path for path in folder(place).iterdir() if path.is_file() and not path.name.startswith((".", "meta"))]
    return max(files, key=lambda path: path.stat().st_size)


def remove(place):
    shutil.rmtree(folder(place))


def remove_everything(place):
    shutil.rmtree(place.data / "search")


def cut(place):
    file = largest(place)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(place):
    file = largest(place)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x10
    file.write_bytes(data)


def empty_list(place):
    (folder(place) / "meta.json").write_bytes(b"")


def other_version(place):
    file = folder(place) / "meta.json"
    file.write_text(file.read_text().replace('\\"version\\":', '\\"version\\":9'))


def stale_lock(place):
    (folder(place) / ".tantivy-writer.lock").write_bytes(b"")
    (folder(place) / ".tantivy-meta.lock").write_bytes(b"")


def f12(place):
    """Whatever happens to the index, posting works, searching answers, what is hidden is never shown, and within 60 s
    everything is found again, by itself."""
    server = place.serve()
    alice, tim = server.person("alice"), server.person("tim0")
    hidden = tim.reply(place.thread, "The word is Mandragora.").headers["Location"].rsplit("#p", 1)[-1]
    fields = alice.form(f"/p/{hidden}/hide")
    expect(alice.post(f"/p/{hidden}/hide", {**fields, "reason": "insulting"}).status == 303, "it cannot be hidden")
    number, slowest = 0, ("", 0.0)

    def all_found(name, server):
        nonlocal number, slowest
        number += 1
        expect(server.person("tim0").reply(place.thread, f"tim0 tried trick number {number}, which helped. "
                                           f"Probewort{number}x").status == 303, f"{name}: no post")

        def look():
            expect(not has_hit(server, "Mandragora"), f"{name}: what is hidden is found")
            return all(has_hit(server, f"Probewort{one}x") for one in range(1, number + 1))

        _, took = until(f"the search ({name})", 60, look)
        slowest = max(slowest, (name, took), key=lambda one: one[1])

    all_found("nothing", server)
    running = {"a folder removed": remove, "all of it removed": remove_everything, "an empty list": empty_list}
    for name, fault in running.items():
        fault(place)
        all_found(f"{name} while it runs", server)
    starting = {"a folder removed": remove, "all of it removed": remove_everything, "a file cut": cut, "a bit flipped": flip,
                "an empty list": empty_list, "another version": other_version, "a stale lock": stale_lock}
    for name, fault in starting.items():
        server.kill()
        fault(place)
        server = place.serve()
        all_found(f"{name} before the start", server)
    shown = [f"tim0 tried trick number {one}, which helped. Probewort{one}x" for one in range(1, number + 1)]
    return f"{len(running) + len(starting)} kinds, found again in {slowest[1]:.1f} s at most ({slowest[0]}); {hold(place, server, shown)}"
