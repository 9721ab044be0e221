"""Pictures within a file, without what they tell beside the picture. Pure; nothing is drawn anew.

Only what a picture needs to be drawn is kept, so what nobody has thought of goes too.
"""

import re

_JPEG, _END_OF_JPEG = b"\xff\xd8", b"\xff\xd9"
# In the picture's own signs, FF stands before a nought or one of eight counters only.
_NEXT = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
# Colours, and how large a dot is, are part of the picture. The rest tells of camera, place and
# hour, holds a second, smaller picture, or is anybody's remark.
_OF_THE_PICTURE = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_NOTES = {*range(0xE0, 0xF0), 0xFE}


def is_jpeg(content: bytes) -> bool:
    return content.startswith(_JPEG)


def plain_jpeg(content: bytes) -> bytes:
    """Return a JPEG without what it tells of camera, place and hour; its picture is untouched.

    What lies between its parts or after its end is left out: another picture, often.
    """
    if not is_jpeg(content):
        return content
    out, at = bytearray(_JPEG), 2
    while found := _NEXT.search(content, at):
        mark, after = found.group(1)[0], found.end()
        if mark == _END_OF_JPEG[1]:
            break
        end = after + int.from_bytes(content[after : after + 2], "big")
        told = content[after + 2 : end]
        if mark not in _NOTES or told.startswith(_OF_THE_PICTURE.get(mark, b"\0none")):
            out += bytes((0xFF, mark)) + content[after:end]
        at = end
        if mark == 0xDA:  # The picture itself, up to the next mark.
            following = _NEXT.search(content, end)
            at = following.start() if following else len(content)
            out += content[end:at]
    return bytes(out + _END_OF_JPEG)


_PNG = b"\x89PNG\r\n\x1a\n"
_OF_A_PNG = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB"),
    *(b"cICP", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}


def is_png(content: bytes) -> bool:
    return content.startswith(_PNG)


def plain_png(content: bytes) -> bytes:
    """Return a PNG without its remarks; its picture is untouched, and nothing follows it."""
    if not is_png(content):
        return content
    out, at, name = bytearray(_PNG), len(_PNG), b""
    while at + 12 <= len(content) and name != b"IEND":
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        if name in _OF_A_PNG:
            out += content[at:end]
        at = end
    return bytes(out)
