package dev.segue.revision.java;

import java.net.URI;
import java.net.URISyntaxException;
import javax.tools.SimpleJavaFileObject;

/** A source as the compiler sees it. */
final class SourceObject extends SimpleJavaFileObject {

    private final JavaSource source;

    /** @param number keeps apart two files of the same name in different folders */
    SourceObject(JavaSource source, int number) {
        super(uri(number, source.file().name()), Kind.SOURCE);
        this.source = source;
    }

    private static URI uri(int number, String name) {
        try {
            return new URI("segue", null, "/" + number + "/" + name, null);
        } catch (URISyntaxException cause) {
            throw new IllegalArgumentException("a file name that is no part of an address: " + name, cause);
        }
    }

    JavaSource source() {
        return source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.file().source().text();
    }
}
