package dev.segue.benchmarks.arena;

import com.google.gson.Gson;
import dev.segue.Segue;
import dev.segue.benchmarks.contender.HistoryReader;
import dev.segue.benchmarks.contender.LoopContender;
import dev.segue.benchmarks.contender.SegueContender;
import dev.segue.benchmarks.workload.Layout;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.tomlj.Toml;

/** Everyone who may take part. */
public final class Contenders {

    private static final String FLYWAY = "dev.segue.benchmarks.flyway.FlywayContender";
    private static final String LIQUIBASE = "dev.segue.benchmarks.liquibase.LiquibaseContender";

    private final Path peers;

    /** @param peers the folder with the projects of the peers, built */
    public Contenders(Path peers) {
        this.peers = peers;
    }

    public static Contender loop() {
        return new Contender("JDBC loop", bareClassPath(), LoopContender.class.getName(), Layout.NONE);
    }

    public static Contender segue() {
        return new Contender("Segue", segueClassPath(), SegueContender.class.getName(), Layout.SEGUE);
    }

    /** A bare program that connects and reads Segue's history. */
    public static Contender historyReader() {
        return new Contender("bare reader", bareClassPath(), HistoryReader.class.getName(), Layout.NONE);
    }

    public Contender flyway() {
        return new Contender("Flyway", peerClassPath("flyway"), FLYWAY, Layout.FLYWAY);
    }

    public Contender liquibase() {
        return new Contender("Liquibase", peerClassPath("liquibase"), LIQUIBASE, Layout.LIQUIBASE);
    }

    /** With its whole history in one file, where everyone else has a file for each revision. */
    public Contender liquibaseInOneFile() {
        return new Contender(
                "Liquibase, one file", peerClassPath("liquibase"), LIQUIBASE, Layout.LIQUIBASE_IN_ONE_FILE);
    }

    /** Flyway's command line, without what it brings along for other databases. */
    public Contender flywayCommandLine() {
        return new Contender(
                "Flyway command line",
                peerClassPath("flyway-commandline"),
                "org.flywaydb.commandline.Main",
                Layout.FLYWAY);
    }

    /** What an application that uses Segue as a library has on its class path, and no more. */
    private static String segueClassPath() {
        return Stream.concat(
                        Stream.of(
                                jarOf(SegueContender.class),
                                jarOf(Segue.class),
                                jarOf(LoggerFactory.class),
                                jarOf(Toml.class),
                                jarOf(Gson.class)),
                        Stream.of(jarOf("org.postgresql.Driver"), jarOf("org.slf4j.nop.NOPServiceProvider")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String bareClassPath() {
        return String.join(File.pathSeparator, List.of(jarOf(LoopContender.class), jarOf("org.postgresql.Driver")));
    }

    private String peerClassPath(String name) {
        Path target = peers.resolve(name).resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("class-path")).strip();
        } catch (IOException unbuilt) {
            throw new IllegalStateException(name + " is not built: use benchmarks/run", unbuilt);
        }
    }

    private static String jarOf(String className) {
        try {
            return jarOf(Class.forName(className));
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException("not on the class path of the benchmarks: " + className, absent);
        }
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
