package dev.segue.revision.java;

import dev.segue.problem.Problem;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import java.util.List;
import java.util.Optional;

/**
 * A Java file of a migrations folder: a revision, or a class that revisions use.
 *
 * @param className the binary name of the class that carries the header, or of the first one
 * @param header empty when the file is no revision
 */
record JavaSource(RevisionFile file, String className, Optional<JavaHeader> header) {

    private static final String ANNOTATION = "RevisionHeader";

    /** Reads what stands before the body of the class; the rest is for the compiler. */
    static JavaSource of(RevisionFile file) {
        String text = file.source().text();
        List<JavaToken> top = JavaLexer.topOf(text);
        return annotation(top) >= 0 ? of(file, top) : of(file, JavaLexer.tokens(text));
    }

    private static JavaSource of(RevisionFile file, List<JavaToken> tokens) {
        String packageName = packageName(tokens);
        int annotation = annotation(tokens);
        int type = type(tokens, Math.max(annotation, 0));
        if (annotation < 0) {
            refuseMigrationWithoutHeader(file, tokens, type);
        }
        String simpleName = type + 1 < tokens.size() ? tokens.get(type + 1).text() : simpleNameOf(file);
        Optional<JavaHeader> header = annotation < 0
                ? Optional.empty()
                : Optional.of(new JavaHeaderParser(file.source(), tokens, annotation + 1).header());
        return new JavaSource(file, packageName.isEmpty() ? simpleName : packageName + "." + simpleName, header);
    }

    private static String simpleNameOf(RevisionFile file) {
        return file.name().substring(0, file.name().length() - ".java".length());
    }

    private static String packageName(List<JavaToken> tokens) {
        StringBuilder name = new StringBuilder();
        if (!tokens.isEmpty() && tokens.get(0).is("package")) {
            for (int i = 1; i < tokens.size() && !tokens.get(i).is(";"); i++) {
                name.append(tokens.get(i).text());
            }
        }
        return name.toString();
    }

    /** Where the name of the annotation ends, with or without its package; less than 0 when there is none. */
    private static int annotation(List<JavaToken> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            JavaToken token = tokens.get(i);
            if (token.is("{")) {
                depth++;
            } else if (token.is("}")) {
                depth--;
            } else if (token.is("@") && depth == 0) {
                int name = i + 1;
                while (name + 2 < tokens.size() && tokens.get(name + 1).is(".")) {
                    name += 2;
                }
                if (name < tokens.size() && tokens.get(name).is(ANNOTATION)) {
                    return name;
                }
            }
        }
        return -1;
    }

    /** Where the word {@code class} stands that declares the type. */
    private static int type(List<JavaToken> tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            boolean isDeclaration = tokens.get(i).is("class")
                    || tokens.get(i).is("record")
                    || tokens.get(i).is("enum")
                    || tokens.get(i).is("interface");
            if (isDeclaration && i + 1 < tokens.size() && tokens.get(i + 1).kind() == JavaToken.Kind.WORD) {
                return i;
            }
        }
        return tokens.size();
    }

    private static void refuseMigrationWithoutHeader(RevisionFile file, List<JavaToken> tokens, int type) {
        for (int i = type; i + 1 < tokens.size() && !tokens.get(i).is("{"); i++) {
            boolean isMigration =
                    tokens.get(i).is("extends") && tokens.get(i + 1).is("Migration");
            if (isMigration && !isAbstract(tokens, type)) {
                throw Problem.of(
                                RevisionFileProblem.NO_JAVA_HEADER,
                                "\"" + tokens.get(type + 1).text() + "\" extends Migration, but does not say which"
                                        + " revision it is",
                                "put @RevisionHeader(id = \"…\", message = \"…\") before the class;"
                                        + " `segue revision --java` writes new files")
                        .at(file.source().excerptAt(tokens.get(type).start()))
                        .toException();
            }
        }
    }

    private static boolean isAbstract(List<JavaToken> tokens, int type) {
        for (int i = type - 1; i >= 0 && tokens.get(i).kind() == JavaToken.Kind.WORD; i--) {
            if (tokens.get(i).is("abstract")) {
                return true;
            }
        }
        return false;
    }
}
