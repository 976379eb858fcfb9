package dev.segue.revision.file;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.problem.SourceExcerpt;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns the bytes of a file into text, or says exactly why they are none. Never replaces a character. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int HEAD = 1024;

    private final byte[] bytes;
    private final String location;

    private Utf8(byte[] bytes, String location) {
        this.bytes = bytes;
        this.location = location;
    }

    static String decode(byte[] bytes, String location) {
        Utf8 file = new Utf8(bytes, location);
        file.refuseOtherByteOrderMarks();
        int from = file.startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
        // The JDK's own conversion is many times faster than a strict decoder; it leaves a trace where it had to guess.
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw file.holdsZeroBytes();
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            file.refuseMalformed(from);
        }
        return text;
    }

    private void refuseOtherByteOrderMarks() {
        if (startsWith(0xFF, 0xFE, 0, 0) || startsWith(0, 0, 0xFE, 0xFF)) {
            throw otherEncoding("UTF-32");
        }
        if (startsWith(0xFF, 0xFE)) {
            throw otherEncoding("UTF-16 (little endian)");
        }
        if (startsWith(0xFE, 0xFF)) {
            throw otherEncoding("UTF-16 (big endian)");
        }
    }

    private boolean startsWith(int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private SegueException otherEncoding(String encoding) {
        return RevisionFileProblem.NOT_UTF_8.with(
                "\"" + location + "\" is written in " + encoding + ", not in UTF-8",
                "save the file as UTF-8 in your editor");
    }

    /** Text in UTF-16 has a zero in every second byte as long as it is plain; anything else with zeros is no text. */
    private SegueException holdsZeroBytes() {
        int length = Math.min(bytes.length, HEAD);
        int even = 0;
        int odd = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0 && i % 2 == 0) {
                even++;
            } else if (bytes[i] == 0) {
                odd++;
            }
        }
        if (odd > length / 3 && even == 0) {
            return otherEncoding("UTF-16 (little endian, without a byte order mark)");
        }
        if (even > length / 3 && odd == 0) {
            return otherEncoding("UTF-16 (big endian, without a byte order mark)");
        }
        return RevisionFileProblem.BINARY.with(
                "\"" + location + "\" is not a text file: it holds zero bytes",
                "move it out of the migrations folder, or restore it from version control if it was damaged");
    }

    private void refuseMalformed(int from) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes, from, bytes.length - from);
        boolean isMalformed =
                strict.decode(input, CharBuffer.allocate(bytes.length), true).isMalformed();
        if (isMalformed) {
            throw malformedAt(input.position());
        }
    }

    private SegueException malformedAt(int offset) {
        Charset likely = likelyCharset();
        int lineStart = offset;
        while (lineStart > 0 && bytes[lineStart - 1] != '\n') {
            lineStart--;
        }
        int lineEnd = offset;
        while (lineEnd < bytes.length && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        int line = 1;
        for (int i = 0; i < lineStart; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String before = new String(bytes, lineStart, offset - lineStart, StandardCharsets.UTF_8);
        String after = new String(bytes, offset, lineEnd - offset, likely).stripTrailing();
        String headline = String.join(
                "",
                "\"" + location + "\" is not valid UTF-8: byte " + hexadecimal(bytes[offset]) + " at offset " + offset,
                "; it looks like " + likely.name());
        return Problem.of(RevisionFileProblem.NOT_UTF_8, headline, "save the file as UTF-8 in your editor")
                .at(new SourceExcerpt(location, line, before.length() + 1, before + after))
                .toException();
    }

    /** Bytes 80 to 9F are control characters in ISO-8859-1, which nobody writes, and letters and quotes in windows-1252. */
    private Charset likelyCharset() {
        for (byte each : bytes) {
            int value = each & 0xFF;
            if (value >= 0x80 && value <= 0x9F && Charset.isSupported("windows-1252")) {
                return Charset.forName("windows-1252");
            }
        }
        return StandardCharsets.ISO_8859_1;
    }

    private static String hexadecimal(byte value) {
        return "0x" + Integer.toHexString(value & 0xFF).toUpperCase(Locale.ROOT);
    }
}
