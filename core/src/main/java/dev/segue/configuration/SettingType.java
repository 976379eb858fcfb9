package dev.segue.configuration;

/** What a setting may hold, in the words of the documentation. */
public enum SettingType {
    TEXT("text"),
    URL("database URL"),
    SECRET("secret text"),
    FILE("path"),
    FOLDERS("path or list of paths"),
    DURATION("duration"),
    NUMBER("number"),
    TEXTS("text or list of texts"),
    CHOICE("one of a few words"),
    TABLE("table of texts");

    private final String words;

    SettingType(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
