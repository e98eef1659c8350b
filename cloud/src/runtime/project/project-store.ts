import type { Database } from "../../store/database.ts";

/** What was deployed from a folder, to tell at the next start whether anything changed. */
export interface DeployedProject {
  /** Absolute path, of the template where that has a name of its own. */
  readonly folder: string;
  readonly stackName: string;
  readonly fingerprint: string;
  /** Which deployment of the stack this was: others deploy to it, too. */
  readonly deployment: string;
  /** Absolute paths of what functions are deployed from as it is; a part of the fingerprint. */
  readonly codeFolders: readonly string[];
}

interface Row extends Omit<DeployedProject, "codeFolders"> {
  readonly codeFolders: string;
}

export interface SourceFolder {
  readonly stackName: string;
  readonly folder: string;
}

export interface ProjectStore {
  find(folder: string): DeployedProject | undefined;
  /** The folder from which a stack was deployed last. */
  folderOf(stackName: string): string | undefined;
  /** Every stack that came from a folder. */
  folders(): readonly SourceFolder[];
  save(project: DeployedProject): void;
}

export function createProjectStore(database: Database): ProjectStore {
  database.migrate("projects", [
    "CREATE TABLE projects (folder TEXT PRIMARY KEY, stack_name TEXT NOT NULL, fingerprint TEXT NOT NULL) WITHOUT ROWID",
    "ALTER TABLE projects ADD COLUMN code_folders TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE projects ADD COLUMN deployment TEXT NOT NULL DEFAULT ''",
  ]);
  return {
    find: (folder) => {
      const row = database
        .prepare<Row>(
          "SELECT folder, stack_name AS stackName, fingerprint, deployment, code_folders AS codeFolders FROM projects WHERE folder = ?",
        )
        .get(folder);
      return row && { ...row, codeFolders: JSON.parse(row.codeFolders) as string[] };
    },
    folderOf: (stackName) =>
      database.prepare<Pick<Row, "folder">>("SELECT folder FROM projects WHERE stack_name = ?").get(stackName)
        ?.folder,
    folders: () =>
      database
        .prepare<SourceFolder>("SELECT stack_name AS stackName, folder FROM projects ORDER BY folder")
        .all(),
    save: ({ folder, stackName, fingerprint, deployment, codeFolders }) => {
      database
        .prepare(
          "INSERT OR REPLACE INTO projects (folder, stack_name, fingerprint, deployment, code_folders) VALUES (?, ?, ?, ?, ?)",
        )
        .run(folder, stackName, fingerprint, deployment, JSON.stringify(codeFolders));
    },
  };
}
