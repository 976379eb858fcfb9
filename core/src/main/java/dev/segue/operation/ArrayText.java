package dev.segue.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arrays of one dimension as PostgreSQL writes them: {@code {1,NULL,"a \"b\""}}. */
final class ArrayText {

    private ArrayText() {}

    static List<Optional<String>> elements(String written) {
        List<Optional<String>> elements = new ArrayList<>();
        int at = written.indexOf('{') + 1;
        while (at > 0 && at < written.length() && written.charAt(at) != '}') {
            StringBuilder element = new StringBuilder();
            boolean isQuoted = written.charAt(at) == '"';
            at += isQuoted ? 1 : 0;
            while (isQuoted ? written.charAt(at) != '"' : written.charAt(at) != ',' && written.charAt(at) != '}') {
                at += written.charAt(at) == '\\' ? 1 : 0;
                element.append(written.charAt(at++));
            }
            at += isQuoted ? 1 : 0;
            boolean isNull = !isQuoted && element.toString().equalsIgnoreCase("NULL");
            elements.add(isNull ? Optional.empty() : Optional.of(element.toString()));
            at += at < written.length() && written.charAt(at) == ',' ? 1 : 0;
        }
        return elements;
    }
}
