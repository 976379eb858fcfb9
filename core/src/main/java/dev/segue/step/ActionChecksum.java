package dev.segue.step;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Tells one action from another. */
final class ActionChecksum implements StepAction.Visitor<String>, RowWork.Visitor<String> {

    private static final ActionChecksum WORDING = new ActionChecksum();

    private ActionChecksum() {}

    /** SHA-256 in hexadecimal. */
    static String of(StepAction action) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(action.accept(WORDING).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(Objects.requireNonNull(everyJavaHasIt.getMessage()), everyJavaHasIt);
        }
    }

    @Override
    public String visit(StepAction.RunStatement action) {
        return action.statement().normalizedAsWritten();
    }

    /** As in {@code RunCode.summary()}: the code itself cannot be told apart. */
    @Override
    public String visit(StepAction.CallCode action) {
        return "run Java: " + action.description();
    }

    @Override
    public String visit(StepAction.FillRows action) {
        return "fill\n" + action.table() + "\n" + action.work().accept(this);
    }

    @Override
    public String visit(RowWork.Assign work) {
        return work.assignments() + "\n" + work.guard();
    }

    /** As in journals from when it was an assignment to no row. */
    @Override
    public String visit(RowWork.Look work) {
        return work.wayBack() + "\nFALSE";
    }

    @Override
    public String visit(RowWork.UserStatement work) {
        return work.statement().statement().normalizedAsWritten();
    }

    /** The code itself cannot be told apart. */
    @Override
    public String visit(RowWork.RowFunction work) {
        return "Java\n" + work.description() + "\n" + work.read() + "\n" + work.written() + "\n" + work.guard();
    }

    @Override
    public String visit(StepAction.RequireNone action) {
        return "require none\n" + action.query();
    }
}
