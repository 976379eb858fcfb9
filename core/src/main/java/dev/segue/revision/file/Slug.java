package dev.segue.revision.file;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a message as they may stand in a file name or the name of a class: plain letters and digits. */
final class Slug {

    /** File systems allow 255 bytes; people stop reading long before. */
    private static final int LONGEST = 60;

    private final List<String> words;

    private Slug(List<String> words) {
        this.words = words;
    }

    static Slug of(String message) {
        String plain = Normalizer.normalize(message.replace("ß", "ss"), Normalizer.Form.NFKD);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int length = 0;
        for (int i = 0; i <= plain.length(); i++) {
            char each = i < plain.length() ? plain.charAt(i) : ' ';
            if (isPlain(each)) {
                word.append(each);
            } else if (!word.isEmpty() && isBoundary(each)) {
                if (length + word.length() > LONGEST) {
                    break;
                }
                words.add(word.toString());
                length += word.length() + 1;
                word.setLength(0);
            }
        }
        return words.isEmpty() && !word.isEmpty() ? new Slug(List.of(word.substring(0, LONGEST))) : new Slug(words);
    }

    private static boolean isPlain(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
    }

    /** Accents that were taken off a letter and apostrophes do not end a word. */
    private static boolean isBoundary(char each) {
        return Character.getType(each) != Character.NON_SPACING_MARK && each != '\'' && each != '’';
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** {@code call_users_by_their_display_name} */
    String snakeCase() {
        return String.join("_", words).toLowerCase(Locale.ROOT);
    }

    /** {@code CallUsersByTheirDisplayName}, empty when no word is left. */
    String className() {
        StringBuilder name = new StringBuilder();
        for (String word : words) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
