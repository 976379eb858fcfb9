package dev.segue.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a demonstration leaves behind when it is killed goes with the next one. */
class ShopFilesTest {

    private final Path ofTheDead = folder("1999999999 2026-11-21T12:00:00Z");
    private final Path ofALaterProcessOfTheSameNumber =
            folder(ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");
    private final Path ofNobody = folder("");
    private final Path ofSomebodyElse = folder("what is this");

    @AfterEach
    void takeAway() {
        List.of(ofTheDead, ofALaterProcessOfTheSameNumber, ofNobody, ofSomebodyElse)
                .forEach(ShopFiles::delete);
    }

    @Test
    void theFolderOfADeadProcessIsTakenAway() {
        try (ShopFiles running = ShopFiles.unpack();
                ShopFiles next = ShopFiles.unpack()) {
            assertThat(ofTheDead).doesNotExist();
            assertThat(ofALaterProcessOfTheSameNumber).doesNotExist();
            assertThat(running.folder()).exists();
            assertThat(next.folder()).exists();
        }
    }

    @Test
    void whatDoesNotSayWhoseItIsStays() {
        ShopFiles.unpack().close();

        assertThat(ofNobody).exists();
        assertThat(ofSomebodyElse).exists();
    }

    private static Path folder(String owner) {
        try {
            Path folder = Files.createTempDirectory("segue-try-");
            Files.createDirectories(folder.resolve("migrations"));
            if (!owner.isEmpty()) {
                Files.writeString(folder.resolve(".owner"), owner);
            }
            return folder;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
