package dev.segue.dialect.postgresql;

import dev.segue.sql.SqlName;
import dev.segue.sql.SqlSyntax;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Names that Segue makes up: the same parts always give the same name, other parts another one.
 *
 * <p>PostgreSQL cuts names silently, so that two long ones become one. These are cut here, at a character, and end in a
 * hash of all their parts; so do those whose underscores leave open where a part ends.
 */
final class GeneratedName {

    private static final int LIMIT_IN_BYTES = 63;

    /** 48 bits: even among a million names two are hardly ever the same. */
    private static final int HASH_LENGTH = 12;

    private GeneratedName() {}

    /** @param parts the first of which is the same for all names of a kind, such as {@code segue_trash} */
    static SqlName of(String... parts) {
        List<String> known = Arrays.stream(parts)
                .map(part -> SqlName.of(part).folded(SqlSyntax.POSTGRESQL))
                .toList();
        String name = String.join("_", known);
        return SqlName.of(bytes(name) <= LIMIT_IN_BYTES && !isAmbiguous(known) ? name : shortened(name, known));
    }

    /** Enough of a revision's identifier to tell it from others that are at work at the same time. */
    static String shortened(String revision) {
        int characters = Math.min(8, revision.codePointCount(0, revision.length()));
        return revision.substring(0, revision.offsetByCodePoints(0, characters));
    }

    private static boolean isAmbiguous(List<String> parts) {
        return parts.size() > 2 && parts.subList(1, parts.size() - 1).stream().anyMatch(part -> part.contains("_"));
    }

    private static String shortened(String name, List<String> parts) {
        String ending = "_" + hash(parts);
        String longEnough = SqlName.of(name).folded(SqlSyntax.POSTGRESQL);
        int end = longEnough.length();
        while (bytes(longEnough.substring(0, end)) > LIMIT_IN_BYTES - ending.length()) {
            end = longEnough.offsetByCodePoints(end, -1);
        }
        return longEnough.substring(0, end) + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String hash(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] sum = digest.digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(Objects.requireNonNull(everyJavaHasIt.getMessage()), everyJavaHasIt);
        }
    }
}
