package dev.segue.configuration;

/** A value and the place that it came from. */
public record Given<T>(T value, Origin origin) {}
