import { ICONS } from "../../web/parts/marks.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ConsoleArea } from "../../wire/console-area.ts";
import type { AuditReport } from "../model.ts";
import { jsonReport } from "../report/json.ts";
import { AuditPage } from "./page.tsx";

export interface Audit {
  /** Attacks this deployment, and keeps the report; what it makes is removed again. */
  run(): Promise<unknown>;
  /** The report of the last whole audit, of the console or of a terminal. */
  last(): AuditReport | undefined;
}

/** The last audit, and a button for the next one. */
export function auditArea(audit: Audit): ConsoleArea {
  let failure: string | undefined;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      await audit.run();
      failure = undefined;
    } catch (error) {
      failure = (error as Error).message;
    } finally {
      running = undefined;
    }
  };
  return {
    path: "audit",
    title: "Audit",
    group: "decisions",
    order: 3,
    icon: ICONS.audit,
    key: "d",
    pages: [
      {
        method: "GET",
        path: "",
        handle: ({ trace }) => {
          const view = { report: audit.last(), failure, isRunning: running !== undefined };
          return { view: { title: "Audit", body: <AuditPage view={{ ...view, kept: trace.kept() }} /> } };
        },
      },
      {
        method: "POST",
        path: "/run",
        handle: async () => {
          // A second press waits for the same run.
          running ??= run();
          await running;
          return { redirect: `${CONSOLE_PATH}audit` };
        },
      },
      {
        method: "GET",
        path: "/save/json",
        handle: () => {
          const report = audit.last();
          return {
            response: {
              status: report === undefined ? 404 : 200,
              headers: {
                "Content-Type": "application/json",
                "Content-Disposition": 'attachment; filename="audit.json"',
                "Cache-Control": "no-store",
              },
              body: report === undefined ? '{"message":"The audit has not run."}' : jsonReport(report),
            },
          };
        },
      },
    ],
  };
}
