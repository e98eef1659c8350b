import type { Clock } from "../core/clock.ts";
import { AwsError, UserError } from "../core/errors.ts";
import { PROBE_HEADER, probeProof } from "../runtime/client/probe-proof.ts";
import type { AccessFile } from "../runtime/project/access-file.ts";
import { applyAccepted, type Baseline } from "./accepted.ts";
import { createBaselines } from "./baselines.ts";
import { LIMITS } from "./catalogue/index.ts";
import type { Check } from "./check.ts";
import type { AuditContext } from "./context.ts";
import type { Deployment } from "./deployment/deployment.ts";
import { textAt } from "./deployment/json.ts";
import { readDeployment } from "./deployment/read.ts";
import { exitCodeOf } from "./exit-code.ts";
import { send, Unreachable } from "./http/send.ts";
import type { AuditReport, CheckResult, Severity } from "./model.ts";
import { createPeople } from "./people/people.ts";
import { createSpares } from "./people/spares.ts";
import type { AuditTarget } from "./target.ts";
import { createPlaces, type Places } from "./template/places.ts";
import type { SourceMap } from "./template/source-map.ts";
import type { KeptTokens } from "./tokens/kept-tokens.ts";
import { createCollector } from "./verdict.ts";

export interface AuditOptions {
  readonly target: AuditTarget;
  readonly checks: readonly Check[];
  readonly declared: AccessFile;
  /** Templates as people wrote them, by stack name. */
  readonly sources: ReadonlyMap<string, SourceMap>;
  readonly baseline: Baseline;
  readonly failOn: Severity;
  readonly strict: boolean;
  /** `POST /orders`: only this route is attacked. */
  readonly route?: string | undefined;
  readonly clock: Clock;
  readonly runId: string;
  /** `portcullis 0.1.0` */
  readonly tool: string;
  /** Ends the run after the request that is under way; what was made is removed all the same. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: Progress) => void) | undefined;
  /** Address of a stage in a copy of the deployment at that time, where one can be made. */
  readonly at?: ((epochSeconds: number) => Promise<AuditTarget["restApi"] | undefined>) | undefined;
  readonly kept?: KeptTokens | undefined;
}

export type Progress =
  | { readonly kind: "read"; readonly deployment: Deployment }
  | { readonly kind: "check"; readonly check: Check; readonly index: number; readonly count: number }
  | { readonly kind: "result"; readonly result: CheckResult }
  /** An interrupted run could not remove what it had made. */
  | { readonly kind: "left"; readonly left: readonly string[] };

export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Carries out the checks in order, and removes what was made for them whatever happens. */
export async function runAudit(options: AuditOptions): Promise<AuditReport> {
  const { target, clock, runId, declared } = options;
  const startedAt = clock.now();
  const deployment = onlyRoute(await readDeployment(target), options.route);
  options.onProgress?.({ kind: "read", deployment });
  const places = createPlaces(options.sources);
  const people = createPeople({ target, clock, runId });
  const spares = createSpares(target, runId);
  const proof = proofOf(target);
  const newest = await target.mail?.newest();
  const context: AuditContext = {
    target,
    deployment,
    declared,
    people,
    spares,
    clock,
    runId,
    baselines: createBaselines(() => context),
    send: (sent) => {
      options.signal?.throwIfAborted();
      return send({ ...sent, headers: [...sent.headers, ["x-portcullis-audit", runId], ...proof] });
    },
    kept: options.kept,
    at: async (epochSeconds) => {
      const restApi = await options.at?.(epochSeconds);
      return restApi === undefined ? undefined : { ...context, deployment: movedTo(deployment, restApi) };
    },
  };
  const results: CheckResult[] = [];
  let left: string[] = [];
  try {
    for (const [index, check] of options.checks.entries()) {
      options.signal?.throwIfAborted();
      options.onProgress?.({ kind: "check", check, index, count: options.checks.length });
      const result = await runCheck(check, context, places);
      results.push(result);
      options.onProgress?.({ kind: "result", result });
    }
  } finally {
    // AUDIT-4: also after an error or an interruption.
    left = [...(await people.removeAll()), ...(await spares.removeAll())];
    // AUDIT-12: what was sent to them is nobody's.
    if (newest !== undefined) left.push(...(await removeMail(target, people.addresses(), newest)));
    if (left.length > 0 && options.signal?.aborted === true) options.onProgress?.({ kind: "left", left });
  }
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const applied = applyAccepted(results, { baseline: options.baseline, places, today });
  return {
    version: 1,
    tool: options.tool,
    target: target.title,
    ...(target.kind === "aws" ? { isOnAws: true as const } : {}),
    stacks: [...deployment.parameters.keys()],
    profile: declared.profile,
    startedAt,
    durationMs: clock.now() - startedAt,
    results: applied.results,
    people: { made: people.made(), left },
    unmatched: applied.unmatched,
    limits: LIMITS,
    failOn: options.failOn,
    exitCode: exitCodeOf({ ...options, results: applied.results, left }),
  };
}

/** @returns addresses whose messages are still there */
async function removeMail(
  { mail }: AuditTarget,
  addresses: readonly string[],
  after: string,
): Promise<string[]> {
  const left: string[] = [];
  for (const address of addresses) {
    await mail?.remove(address, after).catch(() => left.push(`messages to ${address}`));
  }
  return left;
}

async function runCheck(check: Check, context: AuditContext, places: Places): Promise<CheckResult> {
  const collector = createCollector(check, places);
  if (check.mode === "L" && context.target.kind === "aws") {
    collector.notChecked("it is tried on the local cloud alone");
    return collector.result();
  }
  for (const reason of blindSpots(check, context.deployment)) collector.notChecked(reason);
  try {
    await check.run(context, collector);
  } catch (error) {
    if (!isExpected(error)) throw error;
    collector.notChecked(`${error.name}: ${error.message}`);
  }
  return collector.result();
}

/** What a deployment answers, or does not; anything else is a mistake of the audit itself. */
function isExpected(error: unknown): error is Error {
  return error instanceof AwsError || error instanceof UserError || error instanceof Unreachable;
}

/** What the audit cannot see of a deployment: said at each check that it concerns. */
function blindSpots({ group }: Check, deployment: Deployment): readonly string[] {
  if (group === "configuration") return deployment.unreadable;
  if (group === "sign-in") return [];
  return deployment.resources
    .filter(
      ({ type, properties }) =>
        type === "AWS::ApiGatewayV2::Api" && textAt(properties, "ProtocolType") !== "WEBSOCKET",
    )
    .map(({ stack, logicalId }) => `${stack}/${logicalId} is an HTTP API, whose routes are not attacked`);
}

function onlyRoute(deployment: Deployment, wanted: string | undefined): Deployment {
  if (wanted === undefined) return deployment;
  const apis = deployment.apis.map((api) => ({
    ...api,
    routes: api.routes.filter(({ method, path }) => `${method} ${path}` === wanted),
  }));
  if (apis.every(({ routes }) => routes.length === 0)) {
    throw new UserError(`There is no route ${wanted}.`, "npx portcullis audit --list");
  }
  return { ...deployment, apis };
}

/** The same routes at another address. */
function movedTo(deployment: Deployment, restApi: AuditTarget["restApi"]): Deployment {
  return {
    ...deployment,
    apis: deployment.apis.map((api) => ({
      ...api,
      stages: api.stages.map((stage) => ({ ...stage, url: restApi(api.id, stage.name) })),
    })),
  };
}

/** TRACE-8: the local cloud counts what is refused here apart. AWS is told nothing that was made of a key. */
function proofOf({ kind, credentials }: AuditTarget): [string, string][] {
  return kind === "local" ? [[PROBE_HEADER, probeProof("audit", credentials.secretAccessKey)]] : [];
}
