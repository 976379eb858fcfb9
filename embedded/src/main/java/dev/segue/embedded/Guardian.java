package dev.segue.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shell that outlives this Java program by a moment: it reads from us until there is nobody left to read from, which is
 * so however the program ends, {@code kill -9} included. Then it leaves the server, and stops it if it was the last one
 * that used it.
 *
 * <p>No shutdown hook does this: hooks run side by side, and ours would take the server away from those that still clean
 * up with it.
 */
final class Guardian {

    /**
     * That nobody else needs the server is decided by removing the folder of marks, which succeeds for one and only when
     * it is empty; whoever comes later finds no folder to put a mark into. A server that has just been started has an empty
     * file for its number, then a number under which a shell is about to turn into the server, which at first hears nothing:
     * it is waited for, and told more than once.
     */
    private static final String SCRIPT = """
            umask 077
            trap '' HUP INT TERM QUIT PIPE
            folder=$1 signal=$2 kept=$3
            while read -r line; do :; done

            rm -f "$folder/users/$$"
            for mark in "$folder"/users/*; do
              kill -0 "${mark##*/}" 2>/dev/null || rm -f "$mark"
            done
            rmdir "$folder/users" 2>/dev/null || exit 0

            pause() { tries=$((tries + 1)); sleep 0.02 2>/dev/null || sleep 1; }
            found() {
              [ -s "$folder/server.pid" ] && read -r server <"$folder/server.pid" || return 1
              case $(cat "/proc/$server/comm" 2>/dev/null || ps -o comm= -p "$server" 2>/dev/null) in
                *postgres*) return 0 ;;
                *) return 1 ;;
              esac
            }
            tries=0
            until found || [ ! -e "$folder/server.pid" ] || [ $tries -ge 250 ]; do pause; done
            if found; then
              tries=0
              while [ -e "$folder/server.pid" ] && kill -0 "$server" 2>/dev/null; do
                [ $tries -eq 3000 ] && signal=QUIT
                [ $tries -eq 3500 ] && signal=KILL
                [ $((tries % 50)) -eq 0 ] && kill -s "$signal" "$server"
                pause
              done
            fi
            [ "$kept" = kept ] || rm -rf "$folder"
            """;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);

    private final ServerFolder folder;
    private final Process process;

    private Guardian(ServerFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static Guardian watch(ServerFolder folder) throws IOException {
        List<String> command = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(
                List.of("sh", "-c", SCRIPT, "segue-guardian", folder.base().toString()));
        command.addAll(
                folder.kept()
                        ? List.of(StopMode.FAST.signal(), "kept")
                        : List.of(StopMode.IMMEDIATE.signal(), "thrown away"));
        Process process = Programs.in(Path.of("/"), command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Guardian(folder, process);
    }

    /** Says that we need the server; false when the last one who did is just stopping it. */
    boolean mark() throws IOException {
        try {
            Path mark = folder.users().resolve(String.valueOf(process.pid()));
            Files.write(mark, new byte[0]);
            return true;
        } catch (NoSuchFileException stopping) {
            return false;
        }
    }

    /** Lets it do its work now; true when it has done it, false when nobody wants to wait any longer. */
    boolean leave() {
        try (OutputStream line = process.getOutputStream()) {
            line.flush();
        } catch (IOException alreadyGone) {
            return true;
        }
        try {
            return process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
