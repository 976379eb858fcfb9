package dev.segue.cli;

/** How a command tells its outcome. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** One JSON document, when everything is over. */
    JSON,
    /** One JSON document on each line, as things happen. */
    JSONL;

    /** What was asked for, as far as it can be seen in arguments that may not be understood otherwise. */
    static OutputFormat in(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean isApart = arguments[i].equals("--format") && i + 1 < arguments.length;
            String value = isApart ? arguments[i + 1] : arguments[i].replaceFirst("^--format=", "");
            for (OutputFormat format : values()) {
                if ((isApart || arguments[i].startsWith("--format="))
                        && format.name().equalsIgnoreCase(value)) {
                    return format;
                }
            }
        }
        return TEXT;
    }
}
