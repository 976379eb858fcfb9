package dev.segue.revision.source;

import dev.segue.sql.SqlSyntax;
import java.nio.file.Path;
import java.util.List;

/**
 * Where to look for revisions, and how to read what is there.
 *
 * @param project the folder that messages give paths relative to
 * @param folders the migrations folders
 * @param syntax the rules by which scripts are taken apart into statements
 */
public record RevisionLocations(Path project, List<Path> folders, SqlSyntax syntax) {

    public RevisionLocations {
        folders = List.copyOf(folders);
    }

    public static RevisionLocations of(Path project, SqlSyntax syntax, Path... folders) {
        return new RevisionLocations(project, List.of(folders), syntax);
    }
}
