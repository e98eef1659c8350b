import type { Database } from "../../store/database.ts";

/** What was deployed from a folder, to tell at the next start whether anything changed. */
export interface DeployedProject {
  readonly folder: string;
  readonly stackName: string;
  readonly fingerprint: string;
}

export interface ProjectStore {
  find(folder: string): DeployedProject | undefined;
  save(project: DeployedProject): void;
}

export function createProjectStore(database: Database): ProjectStore {
  database.migrate("projects", [
    "CREATE TABLE projects (folder TEXT PRIMARY KEY, stack_name TEXT NOT NULL, fingerprint TEXT NOT NULL) WITHOUT ROWID",
  ]);
  return {
    find: (folder) =>
      database
        .prepare<DeployedProject>(
          "SELECT folder, stack_name AS stackName, fingerprint FROM projects WHERE folder = ?",
        )
        .get(folder),
    save: ({ folder, stackName, fingerprint }) => {
      database
        .prepare("INSERT OR REPLACE INTO projects (folder, stack_name, fingerprint) VALUES (?, ?, ?)")
        .run(folder, stackName, fingerprint);
    },
  };
}
