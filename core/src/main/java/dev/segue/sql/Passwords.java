package dev.segue.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords that stand in SQL, such as {@code ALTER ROLE shop PASSWORD 'secret'}. */
final class Passwords {

    private static final Pattern PASSWORD =
            Pattern.compile("(?is)(?:password\\s*=?|identified\\s+(?:with\\s+\\S+\\s+)?(?:by|as))\\s*+"
                    + "(?:e|n|u&)?(?:'(?!\\$\\{[^'}]*\\}')(?<quoted>(?:[^'\\\\]++|''|\\\\.)*+)|(?<tag>\\$\\w*\\$)(?<dollars>.*?)\\k<tag>"
                    + "|(?<==)(?<plain>[^\\s'\"();,]++))");

    private Passwords() {}

    /** The text with an asterisk for each character of a password, so that places in it stay true. Placeholders are none. */
    static String hiddenIn(String text) {
        Matcher password = PASSWORD.matcher(text);
        StringBuilder hidden = new StringBuilder(text);
        while (password.find()) {
            for (String group : new String[] {"quoted", "dollars", "plain"}) {
                for (int i = Math.max(0, password.start(group)); i < password.end(group); i++) {
                    if (text.charAt(i) != '\n') {
                        hidden.setCharAt(i, '*');
                    }
                }
            }
        }
        return hidden.toString();
    }
}
