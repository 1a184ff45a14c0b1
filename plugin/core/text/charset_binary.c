/* Bytes that are no text, told by how they begin or by how many control characters they hold. */
#include "text/charset_parts.h"

#include <string.h>

#define UNPACK "unpack it and give us what is inside."
#define CONVERT "convert it to HTML or plain text first."
#define IMAGE "it holds no text to read."

static const struct {
    size_t offset;
    const char *magic;
    size_t len;
    const char *advice;
} kinds[] = {
#define MAGIC(offset, bytes, advice)                                                                         \
    {                                                                                                        \
        (offset), (bytes), sizeof(bytes) - 1, (advice)                                                       \
    }
    MAGIC(0, "%PDF-", "This is a PDF document, not text: convert it first, for example with pdftotext."),
    MAGIC(0, "PK\x03\x04",
          "This is a ZIP archive (or a DOCX, EPUB or WACZ, which are ZIP archives), not text: " UNPACK),
    MAGIC(0, "PK\x05\x06", "This is an empty ZIP archive, not text."),
    MAGIC(0, "\x1F\x8B", "This is packed with gzip, not text: " UNPACK),
    MAGIC(0, "BZh", "This is packed with bzip2, not text: " UNPACK),
    MAGIC(0,
          "\xFD"
          "7zXZ",
          "This is packed with xz, not text: " UNPACK),
    MAGIC(0, "\x28\xB5\x2F\xFD", "This is packed with zstd, not text: " UNPACK),
    MAGIC(0, "7z\xBC\xAF\x27\x1C", "This is a 7-Zip archive, not text: " UNPACK),
    MAGIC(0, "Rar!\x1A\x07", "This is a RAR archive, not text: " UNPACK),
    MAGIC(257, "ustar", "This is a tar archive, not text: " UNPACK),
    MAGIC(0, "\x89PNG\r\n\x1A\n", "This is a PNG image: " IMAGE),
    MAGIC(0, "\xFF\xD8\xFF", "This is a JPEG image: " IMAGE),
    MAGIC(0, "GIF87a", "This is a GIF image: " IMAGE),
    MAGIC(0, "GIF89a", "This is a GIF image: " IMAGE),
    MAGIC(8, "WEBP", "This is a WebP image: " IMAGE),
    MAGIC(0, "II*\0", "This is a TIFF image: " IMAGE),
    MAGIC(0, "MM\0*", "This is a TIFF image: " IMAGE),
    MAGIC(4, "ftyp", "This is a video, or an AVIF or HEIC image: " IMAGE),
    MAGIC(0, "\x1A\x45\xDF\xA3", "This is a Matroska or WebM video: " IMAGE),
    MAGIC(0, "OggS\0", "This is an Ogg audio or video file: " IMAGE),
    MAGIC(0, "ID3\x02", "This is an MP3 audio file: " IMAGE),
    MAGIC(0, "ID3\x03", "This is an MP3 audio file: " IMAGE),
    MAGIC(0, "ID3\x04", "This is an MP3 audio file: " IMAGE),
    MAGIC(8, "WAVEfmt ", "This is a WAV audio file: " IMAGE),
    MAGIC(0, "wOFF\0", "This is a web font, not text."),
    MAGIC(0, "wOF2\0", "This is a web font, not text."),
    MAGIC(0,
          "\x7F"
          "ELF",
          "This is a program (ELF), not text."),
    MAGIC(0, "\xCA\xFE\xBA\xBE", "This is a compiled Java class or a macOS program, not text."),
    MAGIC(0, "\xCF\xFA\xED\xFE", "This is a macOS program, not text."),
    MAGIC(0, "\0asm", "This is a WebAssembly module, not text."),
    MAGIC(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
          "This is an old Microsoft Office document, not text: " CONVERT),
    MAGIC(0, "SQLite format 3\0", "This is an SQLite database, not text."),
    MAGIC(0, "bplist00",
          "This is a binary property list (a Safari web archive may be one), not text: " CONVERT),
#undef MAGIC
};

/* Bytes looked at for control characters. */
#define SAMPLE ((size_t)64 << 10)
/* Random bytes hold 28 such controls in 256, which is 11 %; text holds none. One in 25 leaves room for
 * damage. */
#define CONTROL_SHARE 25

/* White space, form feeds, the shifts and escapes of ISO-2022 and a DOS end-of-file mark stand in text. */
static bool is_control(unsigned char c)
{
    return c < 0x20 && !(c >= '\t' && c <= 0x0F) && c != 0x1A && c != 0x1B;
}

/* Bytes that are looked at in one step; a compiler turns so many into a few instructions. */
#define BLOCK 64

/* True where none of a block's bytes is such a control, nor 0x1A or 0x1B. */
static bool none_low(const char *bytes)
{
    unsigned char low = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        unsigned char c = (unsigned char)bytes[i];
        low |= (unsigned char)((c < '\t') | ((c & 0xF0) == 0x10));
    }
    return !low;
}

const char *ts_binary_advice(ts_str bytes)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (bytes.len >= kinds[i].offset + kinds[i].len &&
            memcmp(bytes.ptr + kinds[i].offset, kinds[i].magic, kinds[i].len) == 0)
            return kinds[i].advice;
    return NULL;
}

bool ts_mostly_controls(ts_str bytes)
{
    /* Padding at the end says nothing. */
    while (bytes.len && bytes.ptr[bytes.len - 1] == '\0')
        bytes.len--;
    size_t controls = 0, n = bytes.len < SAMPLE ? bytes.len : SAMPLE;
    for (size_t i = 0, to; i < n; i = to) {
        to = n - i > BLOCK ? i + BLOCK : n;
        if (to - i == BLOCK && none_low(bytes.ptr + i))
            continue;
        for (size_t k = i; k < to; k++)
            controls += is_control((unsigned char)bytes.ptr[k]);
    }
    return n == 0 || controls * CONTROL_SHARE > n;
}
