package dev.segue.revision.foreign;

import dev.segue.problem.Problem;
import dev.segue.problem.SegueException;
import dev.segue.revision.file.OneLine;
import dev.segue.revision.file.RevisionFile;
import dev.segue.revision.file.RevisionFileProblem;
import dev.segue.sql.SourceText;
import java.util.Locale;

/** What a file such as {@code V1__add_users.sql.conf} says about its script. */
record ScriptConfiguration(boolean executeInTransaction, boolean placeholderReplacement) {

    static final String SUFFIX = ".conf";

    static final ScriptConfiguration USUAL = new ScriptConfiguration(true, true);

    static ScriptConfiguration of(RevisionFile file) {
        SourceText source = file.source();
        ScriptConfiguration configuration = USUAL;
        int start = 0;
        for (String line : source.text().split("\n", -1)) {
            String setting = line.strip();
            if (!setting.isEmpty() && !setting.startsWith("#") && !setting.startsWith("!")) {
                configuration = configuration.with(setting, source, start);
            }
            start += line.length() + 1;
        }
        return configuration;
    }

    private ScriptConfiguration with(String setting, SourceText source, int start) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? setting : setting.substring(0, equals).strip();
        String value = equals < 0 ? "" : setting.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
        boolean isTrue = value.equals("true");
        boolean isFalse = value.equals("false");
        if (key.equals("executeInTransaction") && (isTrue || isFalse)) {
            return new ScriptConfiguration(isTrue, placeholderReplacement);
        }
        if (key.equals("placeholderReplacement") && (isTrue || isFalse)) {
            return new ScriptConfiguration(executeInTransaction, isTrue);
        }
        if ((key.equals("encoding") && value.equals("utf-8")) || (key.equals("shouldExecute") && isTrue)) {
            return this;
        }
        throw refused(setting, source, start);
    }

    private static SegueException refused(String setting, SourceText source, int start) {
        return Problem.of(
                        RevisionFileProblem.SCRIPT_CONFIGURATION,
                        "\"" + OneLine.of(setting) + "\" is not supported",
                        "Segue reads executeInTransaction and placeholderReplacement, true or false, and encoding=UTF-8;"
                                + " take the line out")
                .at(source.excerptAt(start))
                .toException();
    }
}
