package dev.segue.schema;

/**
 * What somebody may do.
 *
 * @param grantee a role, or {@code PUBLIC}
 * @param action such as {@code SELECT}
 * @param isGrantable with grant option
 */
public record Privilege(String grantee, String action, boolean isGrantable) {}
