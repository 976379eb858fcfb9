/**
 * What the user asked for outside the revisions: {@code segue.toml}, environment variables and options, put together in
 * one order of precedence, each value with the place that it came from.
 *
 * <p>It connects to nothing and runs nothing; secrets pass through it in a {@link dev.segue.configuration.Secret}, which
 * does not print itself. Read {@link dev.segue.configuration.ConfigurationSources} first, then
 * {@link dev.segue.configuration.Setting} for everything that can be set.
 */
@NullMarked
package dev.segue.configuration;

import org.jspecify.annotations.NullMarked;
