"""Pictures made by hand: small ones, and those that are meant to hurt."""

import random
import struct
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, noise=True):
    """A picture in colours; with noise it stays large when it is encoded again."""
    dice = random.Random(width * height)
    rows = b"".join(b"\0" + (dice.randbytes(width * 3) if noise else bytes(width * 3)) for _ in range(height))
    return header(width, height) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def header(width, height, depth=8, colour=2):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
