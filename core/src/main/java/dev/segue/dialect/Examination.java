package dev.segue.dialect;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param subject a word or two, such as "permissions"
 * @param remedy what to do, where something is to be done
 */
public record Examination(String subject, Verdict verdict, String finding, Optional<String> remedy) {

    public enum Verdict {
        FINE,
        WARNING,
        TROUBLE
    }

    public static Examination fine(String subject, String finding) {
        return new Examination(subject, Verdict.FINE, finding, Optional.empty());
    }

    public static Examination warning(String subject, String finding, String remedy) {
        return new Examination(subject, Verdict.WARNING, finding, Optional.of(remedy));
    }

    public static Examination trouble(String subject, String finding, String remedy) {
        return new Examination(subject, Verdict.TROUBLE, finding, Optional.of(remedy));
    }
}
