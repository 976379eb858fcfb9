/**
 * What the tests of this module stand on: one real server for all of them, a database for each, runners in processes of
 * their own that can be killed, and pictures of databases that can be compared.
 *
 * <p>It holds no tests. Read {@link dev.segue.conformance.support.TestServer} first.
 */
@NullMarked
package dev.segue.conformance.support;

import org.jspecify.annotations.NullMarked;
