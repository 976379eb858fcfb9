package dev.segue.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the streams of this process. Remembers that something could not be written: half of a script in a file on a full
 * disk must not look like the whole.
 */
public final class ProcessStream extends PrintStream {

    private final Written written;

    private ProcessStream(Written written) {
        super(written, true, StandardCharsets.UTF_8);
        this.written = written;
    }

    static ProcessStream of(FileDescriptor descriptor) {
        return new ProcessStream(new Written(new FileOutputStream(descriptor)));
    }

    /** Why the output is not complete. Whoever reads from a pipe and closes it has seen enough. */
    public static Optional<String> lossOf(PrintStream standardOutput) {
        standardOutput.flush();
        return standardOutput instanceof ProcessStream stream ? stream.written.loss : Optional.empty();
    }

    private static final class Written extends OutputStream {

        private final OutputStream stream;
        private Optional<String> loss = Optional.empty();

        private Written(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                stream.write(bytes, from, length);
            } catch (IOException failure) {
                String reason = String.valueOf(failure.getMessage());
                if (!isClosedPipe(reason)) {
                    loss = Optional.of(reason);
                }
                throw failure;
            }
        }

        /** The reason is told in the language of the system, so it is asked what the stream is, where that can be asked. */
        private static boolean isClosedPipe(String reason) {
            try {
                String target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
                return target.startsWith("pipe:") || target.startsWith("socket:");
            } catch (IOException | UncheckedIOException | UnsupportedOperationException notLinux) {
                return reason.toLowerCase(Locale.ROOT).contains("pipe");
            }
        }
    }
}
