package dev.segue.ddl;

import dev.segue.schema.Deferral;

/** What stands behind a constraint, in any order. */
record ConstraintAttributes(Deferral deferral, boolean isNotValid, boolean isInherited, boolean isEnforced) {

    private static final ConstraintAttributes NONE =
            new ConstraintAttributes(Deferral.NOT_DEFERRABLE, false, true, true);

    static ConstraintAttributes read(TokenReader tokens) {
        if (tokens.isAtEnd() || tokens.isAtSign(",") || tokens.isAtSign(")")) {
            return NONE;
        }
        boolean isDeferrable = false;
        boolean isDeferred = false;
        boolean isNotValid = false;
        boolean isInherited = true;
        boolean isEnforced = true;
        while (true) {
            if (tokens.take("DEFERRABLE")) {
                isDeferrable = true;
            } else if (tokens.take("INITIALLY", "DEFERRED")) {
                isDeferred = true;
            } else if (tokens.take("NOT", "VALID")) {
                isNotValid = true;
            } else if (tokens.take("NO", "INHERIT")) {
                isInherited = false;
            } else if (tokens.take("NOT", "ENFORCED")) {
                isEnforced = false;
            } else if (!takeUsual(tokens)) {
                return new ConstraintAttributes(
                        deferral(isDeferrable, isDeferred), isNotValid, isInherited, isEnforced);
            }
        }
    }

    /** What holds without being said. */
    private static boolean takeUsual(TokenReader tokens) {
        return tokens.take("NOT", "DEFERRABLE") || tokens.take("INITIALLY", "IMMEDIATE") || tokens.take("ENFORCED");
    }

    private static Deferral deferral(boolean isDeferrable, boolean isDeferred) {
        if (isDeferred) {
            return Deferral.INITIALLY_DEFERRED;
        }
        return isDeferrable ? Deferral.INITIALLY_IMMEDIATE : Deferral.NOT_DEFERRABLE;
    }

    /** Nobody looks at rows for a constraint that is not enforced. */
    boolean isValidated() {
        return !isNotValid && isEnforced;
    }

    /** True where nothing was said that is not so anyway. */
    boolean isEmpty() {
        return deferral == Deferral.NOT_DEFERRABLE && !isNotValid && isInherited && isEnforced;
    }
}
