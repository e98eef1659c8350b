import { resolve } from "node:path";
import { accessArea } from "../access/console/index.tsx";
import { stackStates } from "../access/deployment/stack-states.ts";
import { projectMatrix, provedMatrix } from "../access/project-matrix.ts";
import { CATALOGUE } from "../audit/catalogue/index.ts";
import { auditArea } from "../audit/console/index.tsx";
import type { AuditReport } from "../audit/model.ts";
import { runAudit } from "../audit/run.ts";
import { systemClock } from "../core/clock.ts";
import { systemRandomness } from "../core/randomness.ts";
import { startedWith } from "../core/shown-commands.ts";
import { VERSION } from "../core/version.ts";
import type { CloudClient } from "../runtime/client/cloud-client.ts";
import { readProjectFile } from "../runtime/project/project-file.ts";
import type { AccessKey } from "../runtime/state/credentials-file.ts";
import type { ConsoleArea } from "../wire/console-area.ts";
import { BASELINE_FILE, readBaseline } from "./audit/baseline-file.ts";
import { keptReport } from "./audit/kept-report.ts";
import { deployedSources } from "./audit/sources.ts";
import { localTarget } from "./audit/target.ts";
import { localTimes } from "./audit/times.ts";
import type { StackView } from "./connection.ts";
import { keptProof } from "./kept-proof.ts";

export interface ConsoleAreasOptions {
  readonly client: CloudClient;
  readonly region: string;
  readonly port: number;
  readonly credentials: AccessKey;
  readonly stateDir: string;
  readonly workingFolder: string;
}

/** What the console shows of the whole cloud: who may do what, and what an attack found. */
export function consoleAreas(options: ConsoleAreasOptions): readonly ConsoleArea[] {
  const { client, region, workingFolder, stateDir } = options;
  const kept = keptReport(stateDir);
  const proofs = keptProof(stateDir);
  return [
    accessArea({
      compute: () => projectMatrix({ client, region, workingFolder, prove: false }),
      prove: async () => {
        const proof = await provedMatrix({ client, region, workingFolder, clock: systemClock });
        proofs.keep(proof);
        return proof;
      },
      lastProof: proofs.read,
      stacks: () => stackStates(client),
      state: startedWith(options, workingFolder).state,
    }),
    auditArea({
      run: async () => kept.keep(await audit(options)),
      last: kept.read,
    }),
  ];
}

async function audit({
  client,
  region,
  port,
  credentials,
  stateDir,
  workingFolder,
}: ConsoleAreasOptions): Promise<AuditReport> {
  const project = readProjectFile(workingFolder);
  const stacks = async () => (await client.page<{ stacks: StackView[] }>("/_portcullis/health")).stacks;
  const times = localTimes(stateDir);
  return runAudit({
    ...times,
    target: await localTarget({ region, credentials, running: { port }, stacks }, []),
    checks: CATALOGUE,
    failOn: "high",
    strict: false,
    route: undefined,
    declared: project.access,
    sources: await deployedSources(workingFolder, client),
    baseline: readBaseline(resolve(workingFolder, BASELINE_FILE)) ?? { accepted: [] },
    clock: systemClock,
    runId: systemRandomness.bytes(4).toString("hex"),
    tool: `portcullis ${VERSION}`,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }).finally(times.close);
}
