package dev.segue.dialect;

import java.time.Duration;

/**
 * What a session that changes the database is opened with.
 *
 * @param statementTimeout zero for no limit
 */
public record SessionSettings(Duration statementTimeout) {

    public static SessionSettings unlimited() {
        return new SessionSettings(Duration.ZERO);
    }
}
