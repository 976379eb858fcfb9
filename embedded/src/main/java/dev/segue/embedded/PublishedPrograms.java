package dev.segue.embedded;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.util.Comparator;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar that holds the server programs of one version. It is known by its own name and opened by its own address: the
 * archive inside has the same name in the jars of all versions, so the class path cannot tell them apart.
 *
 * @param version of the artifact, such as {@code 17.11.0}
 * @param jar the root of the jar, such as {@code jar:file:/…/x.jar!/}
 */
record PublishedPrograms(String version, String jar) {

    static final Comparator<PublishedPrograms> OLDEST_FIRST = Comparator.<PublishedPrograms>comparingInt(
                    programs -> programs.number(0))
            .thenComparingInt(programs -> programs.number(1))
            .thenComparingInt(programs -> programs.number(2));

    static final Pattern VERSION = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){2}");

    int major() {
        return number(0);
    }

    JarFile open() throws IOException {
        JarURLConnection connection = (JarURLConnection) URI.create(jar).toURL().openConnection();
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    /** Where in an address the version of this artifact stands, if it is the address of such a jar. */
    static Matcher versionIn(String address, String artifact) {
        return Pattern.compile("/" + Pattern.quote(artifact) + "-(" + VERSION.pattern() + ")\\.jar")
                .matcher(address);
    }

    private int number(int position) {
        return Integer.parseInt(version.split("\\.")[position]);
    }
}
