package dev.segue.revision.java.samples;

import dev.segue.revision.Migration;

/** A base class of a project's own, to be passed over. */
abstract class NoRevision extends Migration {}
