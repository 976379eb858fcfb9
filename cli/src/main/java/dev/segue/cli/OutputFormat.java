package dev.segue.cli;

/** How a command tells its outcome. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** One JSON document, when everything is over. */
    JSON,
    /** One JSON document on each line, as things happen. */
    JSONL
}
