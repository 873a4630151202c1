"""Picture files for tests, good and hostile, made on the spot."""

import struct
import zlib
from io import BytesIO

import PIL.Image
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL.ExifTags import GPS, IFD, Base

GPS_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,3.7N" '
    b'exif:SerialNumber="SECRET"/></rdf:RDF></x:xmpmeta>'
)


def drawing(size=(40, 30), mode="RGB"):
    """A picture whose upper left is dark, so that turning it shows."""
    picture = PIL.Image.new(mode, size, 200 if mode == "L" else (200, 200, 200, 99)[: len(mode)])
    picture.paste(10 if mode == "L" else (10, 20, 90, 255)[: len(mode)], (0, 0, size[0] // 2, size[1] // 2))
    return picture


def file_of(picture, format="JPEG", **options):
    buffer = BytesIO()
    picture.save(buffer, format, **options)
    return buffer.getvalue()


def photo(size=(40, 30), *, artist="Ann Lee", rights="", caption="", orientation=1, iptc=b"", format="JPEG"):
    """A camera's file: with the place, the camera's number and the maker's words inside."""
    exif = PIL.Image.Exif()
    words = {Base.Artist: artist, Base.Copyright: rights, Base.ImageDescription: caption}
    exif.update({tag: value.encode() for tag, value in words.items() if value})
    exif[Base.Orientation], exif[Base.Make] = orientation, "SECRET"
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (51.0, 3.0, 42.0), GPS.GPSMapDatum: "SECRET"}
    )
    content = file_of(drawing(size), format, exif=exif, xmp=GPS_XMP)
    return with_segment(content, b"\xed", iptc) if iptc else content


def iptc(**values):
    """The segment that picture desks write, from names and texts."""
    numbers = {"byline": 80, "credit": 110, "copyright": 116, "caption": 120, "city": 90}
    data = b""
    for name, value in values.items():
        encoded = value.encode()
        data += struct.pack(">BBBH", 0x1C, 2, numbers[name], len(encoded)) + encoded
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data + b"\x00" * (len(data) % 2)
    return b"Photoshop 3.0\x00" + block


def with_segment(jpeg, marker, data):
    return jpeg[:2] + b"\xff" + marker + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def png_that_says(width, height):
    """A file of a hundred bytes whose header promises so many pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def moving(format, frames=3):
    pictures = [drawing((20, 20)).rotate(90 * number) for number in range(frames)]
    return file_of(pictures[0], format, save_all=True, append_images=pictures[1:], duration=100)


def upload(content, name="picture.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")
