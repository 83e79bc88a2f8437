"""RTF as Outlook packs it (MS-OXRTFCP)."""

import struct

_PACKED, _PLAIN = b"LZFu", b"MELA"
_MAX_BYTES = 16 * 1024 * 1024
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpacked_rtf(data: bytes) -> bytes:
    """Empty for what is no packed RTF; what breaks off is kept as far as it goes. Never raises."""
    if len(data) < 16:
        return b""
    raw_size, kind = struct.unpack_from("<I4s", data, 4)
    size = min(raw_size, _MAX_BYTES)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    return _unpacked(data, size) if kind == _PACKED else b""


def _unpacked(data: bytes, size: int) -> bytes:
    window = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    result, write, at = bytearray(), len(_DICTIONARY), 16
    while at < len(data) and len(result) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if not control >> bit & 1:
                piece, at = data[at : at + 1], at + 1
            else:
                reference = int.from_bytes(data[at : at + 2], "big")
                at += 2
                read = reference >> 4
                if read == write % 4096 or at > len(data):
                    return bytes(result[:size])
                piece = b""
                for _ in range((reference & 15) + 2):  # byte by byte: it may repeat what it writes
                    byte = window[read % 4096]
                    window[write % 4096] = byte
                    result.append(byte)
                    read, write = read + 1, write + 1
            for byte in piece:
                window[write % 4096] = byte
                result.append(byte)
                write += 1
    return bytes(result[:size])
