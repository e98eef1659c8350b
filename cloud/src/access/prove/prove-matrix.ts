import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { PlannedMatrix } from "../compute/compute-matrix.ts";
import type { Principal, PrincipalColumn } from "../compute/principals.ts";
import type { PlannedRow } from "../compute/rows.ts";
import { KEY_DECIDES } from "../compute/under-key.ts";
import type { AccessMatrix, Cell, Disagreement, Row } from "../matrix.ts";
import { cellsOf } from "../matrix.ts";
import { errorCodeOf, type Observation, observed } from "./observation.ts";
import { createThrowAwayPeople, type ThrowAwayPeople } from "./people.ts";
import { provePolicy } from "./prove-policy.ts";
import { proveRoute } from "./prove-route.ts";
import { userPoolCall } from "./unsigned-calls.ts";

export interface ProveOptions {
  readonly client: CloudClient;
  /** Routes that may be called with a good token: `GET /orders`. */
  readonly safe: readonly string[];
}

/**
 * Asks the cloud for every cell that can be asked for without harm. People are made for the run and
 * taken away at its end, whatever happens.
 * @throws UserError when the cloud does not answer
 */
export async function proveMatrix(
  { client, safe }: ProveOptions,
  planned: PlannedMatrix,
): Promise<AccessMatrix> {
  const people = createThrowAwayPeople(client);
  const run: Run = { client, people, safe: new Set(safe) };
  let left: string[] = [];
  const sections: AccessMatrix["sections"][number][] = [];
  try {
    for (const section of planned.sections) {
      const rows: Row[] = [];
      for (const row of section.rows) rows.push(await provedRow(run, row, planned.columns));
      sections.push({ ...section, rows });
    }
  } finally {
    // ACCESS-3: whoever was made for the run goes with it.
    left = await people.remove();
  }
  return { ...planned.matrix, sections, proof: summarize(sections, left) };
}

interface Run {
  readonly client: CloudClient;
  readonly people: ThrowAwayPeople;
  readonly safe: ReadonlySet<string>;
}

/** One call after another: routes have limits of their own. */
async function provedRow(run: Run, planned: PlannedRow, columns: readonly PrincipalColumn[]): Promise<Row> {
  const cells: Record<string, Cell> = {};
  for (const of of columns) {
    const cell = planned.row.cells[of.column.key];
    if (cell !== undefined) cells[of.column.key] = withProof(cell, await observe(run, planned, { of, cell }));
  }
  return { ...planned.row, cells };
}

interface Observed {
  readonly of: PrincipalColumn;
  readonly cell: Cell;
}

async function observe(run: Run, { row, subject }: PlannedRow, { of, cell }: Observed): Promise<Observation> {
  const { principal } = of;
  switch (subject.kind) {
    case "route":
      if (principal.kind === "role" && subject.type === "AWS_IAM") {
        return proveSigned(run.client, subject, { principal, cell });
      }
      return proveRoute({ ...run, title: row.title }, subject, { principal, cell });
    case "policy":
      return proveThing(run.client, subject, { principal, cell });
    case "url":
      return proveUrl(run.client, subject, { principal, cell });
    case "self-service":
      return ownAccount(run, of.principal, subject.poolId);
    case "sign-up":
      return principal.kind === "anonymous" ? signUp(run, subject, cell) : { unproved: "no-such-call" };
  }
}

/** Both have to be allowed where the integration has the caller's credentials. */
async function proveSigned(
  client: CloudClient,
  { asked, askedAsCaller }: Extract<PlannedRow["subject"], { kind: "route" }>,
  about: { readonly principal: Principal; readonly cell: Cell },
): Promise<Observation> {
  const ofRoute = await provePolicy(client, { ...about, asked });
  if (askedAsCaller === undefined || "unproved" in ofRoute || ofRoute.observed === "no") return ofRoute;
  return provePolicy(client, { ...about, asked: askedAsCaller });
}

/** ACCESS-15: IAM lets in, the key may refuse yet; and no role is asked of a key. */
async function proveThing(
  client: CloudClient,
  { asked, underKey }: Extract<PlannedRow["subject"], { kind: "policy" }>,
  about: { readonly principal: Principal; readonly cell: Cell },
): Promise<Observation> {
  const seen = await provePolicy(client, { ...about, asked });
  const isLetIn = !("unproved" in seen) && seen.observed === "yes";
  const isOfKey = underKey === true || about.cell.reason === KEY_DECIDES;
  return isOfKey && isLetIn ? { unproved: "trust" } : seen;
}

/** ACCESS-2: nobody is asked where a call would run the function; roles are simulated. */
async function proveUrl(
  client: CloudClient,
  { path, authType, asked: [toUrl, toFunction] }: Extract<PlannedRow["subject"], { kind: "url" }>,
  about: { readonly principal: Principal; readonly cell: Cell },
): Promise<Observation> {
  const { principal, cell } = about;
  if (principal.kind === "anonymous" && cell.verdict !== "only-if") {
    if (cell.verdict === "yes") return { unproved: "would-run" };
    const reply = await client.sendUnsigned({ method: "GET", path });
    return observed(reply, reply.status === 403 ? "no" : "yes");
  }
  if (principal.kind !== "role" || authType === "NONE") return { unproved: "no-such-call" };
  const ofUrl = await provePolicy(client, { ...about, asked: toUrl });
  if ("unproved" in ofUrl || ofUrl.observed === "no") return ofUrl;
  return provePolicy(client, { ...about, asked: toFunction });
}

/** GetUser changes nothing. Which pool is asked, the token says: nobody can ask another. */
async function ownAccount(
  { client, people }: Run,
  principal: Principal,
  poolId: string,
): Promise<Observation> {
  if (principal.kind !== "token" || principal.pool.id !== poolId) return { unproved: "no-such-call" };
  if (principal.way === "pages") return { unproved: "pages" };
  const tokens = await people.tokensOf(principal);
  if ("unproved" in tokens) return tokens;
  const AccessToken = principal.use === "id" ? tokens.id : tokens.access;
  const reply = await client.sendUnsigned(userPoolCall("GetUser", { AccessToken }));
  return observed(reply, reply.status === 200 ? "yes" : "no");
}

type SignUp = Extract<PlannedRow["subject"], { kind: "sign-up" }>;

/** Only where it should be refused; should it succeed, the person is taken away with the others. */
async function signUp({ client, people }: Run, { clientId, pool }: SignUp, cell: Cell): Promise<Observation> {
  if (cell.verdict === "yes") return { unproved: "would-make-a-person" };
  if (clientId === undefined) return { unproved: "no-harmless-call" };
  const Username = people.newName(pool);
  const input = { ClientId: clientId, Username, Password: "Portcullis-access-1" };
  const reply = await client.sendUnsigned(userPoolCall("SignUp", input));
  return observed(reply, errorCodeOf(reply) === "NotAuthorizedException" ? "no" : "yes");
}

function withProof(cell: Cell, observation: Observation): Cell {
  if ("unproved" in observation) return { ...cell, unproved: observation.unproved };
  // ACCESS-1: what was seen is held against what was computed.
  const agrees = observation.observed === cell.verdict;
  return { ...cell, proof: { ...observation, agrees } };
}

function summarize(sections: AccessMatrix["sections"], left: readonly string[]) {
  const disagreements: Disagreement[] = [];
  const counts = { called: 0, simulated: 0, computed: 0 };
  for (const { row, column, cell } of cellsOf({ sections })) {
    const { proof, verdict } = cell;
    counts[proof?.how ?? "computed"] += 1;
    if (proof === undefined || proof.agrees) continue;
    const { observed: seen, request } = proof;
    disagreements.push({ row: row.key, column, computed: verdict, observed: seen, request });
  }
  return { ...counts, disagreements, left };
}
