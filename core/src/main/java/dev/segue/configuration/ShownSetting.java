package dev.segue.configuration;

/** One line of an overview: a setting, its value without secrets, and where it came from. */
public record ShownSetting(String name, String value, Origin origin) {}
