package dev.segue.cli.terminal;

import dev.segue.problem.PlainText;
import java.util.regex.Matcher;

/** Lets our own colours through to a terminal, and nothing else that could command it. */
public final class SafeText {

    private SafeText() {}

    public static String of(String painted) {
        String plain = PlainText.of(painted);
        if (plain.equals(painted)) {
            return painted;
        }
        StringBuilder safe = new StringBuilder(painted.length());
        Matcher paint = Look.PAINT.matcher(painted);
        int done = 0;
        while (paint.find()) {
            safe.append(PlainText.of(painted.substring(done, paint.start()))).append(paint.group());
            done = paint.end();
        }
        return safe.append(PlainText.of(painted.substring(done))).toString();
    }
}
