package dev.segue.backfill;

import java.util.Optional;

/**
 * The rows of one relation between two places.
 *
 * @param behind where it begins; empty at the beginning of the relation
 * @param upTo its last place
 */
record Range(String relation, Optional<String> behind, String upTo) {}
