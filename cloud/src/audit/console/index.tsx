import { ICONS } from "../../web/parts/marks.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ConsoleArea } from "../../wire/console-area.ts";
import type { AuditReport } from "../model.ts";
import { jsonReport } from "../report/json.ts";
import { AuditPage } from "./page.tsx";

/** Attacks this deployment; what it makes is removed again. */
export type Audit = () => Promise<AuditReport>;

/** The last audit of this start, and a button for the next one. */
export function auditArea(audit: Audit): ConsoleArea {
  let report: AuditReport | undefined;
  let failure: string | undefined;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      report = await audit();
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
        handle: () => ({
          view: {
            title: "Audit",
            body: <AuditPage view={{ report, failure, isRunning: running !== undefined }} />,
          },
        }),
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
        handle: () => ({
          response: {
            status: report === undefined ? 404 : 200,
            headers: {
              "Content-Type": "application/json",
              "Content-Disposition": 'attachment; filename="audit.json"',
              "Cache-Control": "no-store",
            },
            body: report === undefined ? '{"message":"The audit has not run."}' : jsonReport(report),
          },
        }),
      },
    ],
  };
}
