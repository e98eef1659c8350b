import { systemRandomness } from "../../core/randomness.ts";
import {
  createSrpClient,
  createZeroSecretClient,
  type SrpClient,
} from "../../runtime/client/sign-in/srp-client.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import type { AuditContext } from "../context.ts";
import { textAt } from "../deployment/json.ts";
import { nameIn } from "../people/people.ts";
import {
  beginSrp,
  enabledFlows,
  mustRefuse,
  provePassword,
  type SignInPlace,
  signInPlaces,
} from "./sign-in-attack.ts";

const TRIES = 50;
/** Noise of a machine that does other things, too. */
const NOISE_MS = 20;

/** The proof of a password by SRP. */
export const SRP: readonly Check[] = [
  check(
    "sign-in",
    {
      id: "SGN-02",
      title: "The time of an answer does not tell whether the user exists",
      severity: "low",
      references: "V6.3.8 C208",
      mode: "L",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) {
        if (enabledFlows(place.client).has("USER_SRP_AUTH")) await tellsByTime(context, report, place);
      }
    },
  ),
  check(
    "sign-in",
    {
      id: "SGN-13",
      title: "SRP values that make the secret 0 prove nothing",
      severity: "critical",
      references: "V6.8.2 C287 RFC2945 RFC5054",
      mode: "h",
      change: "Nothing in a template: report this.",
    },
    async (context, report) => {
      for (const place of signInPlaces(context, report)) {
        if (!enabledFlows(place.client).has("USER_SRP_AUTH")) continue;
        for (const multiple of [0n, 1n, 2n]) await zeroSecret(context, report, place, multiple);
        await foreignBlock(context, report, place);
      }
    },
  ),
];

async function tellsByTime(
  context: AuditContext,
  report: CheckReport,
  { pool, client }: SignInPlace,
): Promise<void> {
  const known = (await context.people.shared(pool)).username;
  const unknown = nameIn(pool, context.runId, 906);
  const times = new Map<string, number[]>([
    [known, []],
    [unknown, []],
  ]);
  // One value for all: what is measured is the pool, not how long this side computes.
  const srp = createSrpClient(systemRandomness);
  for (let index = 0; index < TRIES; index += 1) {
    for (const [USERNAME, taken] of times) {
      const began = performance.now();
      await beginSrp(context, client, { username: USERNAME, srp });
      taken.push(performance.now() - began);
    }
  }
  const [one = 0, other = 0] = [...times.values()].map(median);
  if (Math.abs(one - other) <= Math.max(NOISE_MS, Math.min(one, other))) report.held();
  else {
    report.found({
      confidence: "proved by call",
      resource: client.resource,
      what: `${client.resource.logicalId} answers a known name in ${one.toFixed(1)} ms and an unknown one in ${other.toFixed(1)} ms (medians of ${TRIES}).`,
    });
  }
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function zeroSecret(
  context: AuditContext,
  report: CheckReport,
  { pool, client }: SignInPlace,
  multiple: bigint,
): Promise<void> {
  const { username } = await context.people.shared(pool);
  const srp = createZeroSecretClient(multiple);
  const begun = await beginSrp(context, client, { username, srp });
  if (begun.code !== "") return report.held(begun.evidence);
  await proveWith(
    context,
    report,
    { pool, client },
    { begun: begun.body, srp, what: `an SRP value of ${multiple}·N` },
  );
}

/** A challenge that was made for somebody else. */
async function foreignBlock(context: AuditContext, report: CheckReport, place: SignInPlace): Promise<void> {
  const { pool, client } = place;
  const own = await context.people.shared(pool);
  const srp = createSrpClient(systemRandomness);
  const mine = await beginSrp(context, client, { username: own.username, srp });
  const stranger = await beginSrp(context, client, { username: nameIn(pool, context.runId, 907), srp });
  // A pool that tells which names exist makes no challenge for one that does not: somebody else is needed.
  const theirs =
    stranger.code === ""
      ? stranger
      : await beginSrp(context, client, { username: (await context.people.make(pool)).username, srp });
  const refused = [mine, theirs].find(({ code }) => code !== "");
  if (refused !== undefined) {
    const text = textAt(refused.body, "message");
    return report.notChecked(
      `${client.resource.logicalId} begins no SRP sign-in (${refused.code}${text === "" ? "" : `: ${text}`}), so there is no challenge of somebody else to answer with`,
    );
  }
  const SECRET_BLOCK = textAt(theirs.body, "ChallengeParameters", "SECRET_BLOCK");
  const parameters = { ...(mine.body["ChallengeParameters"] as object), SECRET_BLOCK };
  await proveWith(context, report, place, {
    begun: { ...mine.body, ChallengeParameters: parameters },
    srp,
    password: own.password,
    what: "a challenge that was made for somebody else",
  });
}

interface Proof {
  readonly begun: Readonly<Record<string, unknown>>;
  readonly srp: SrpClient;
  readonly password?: string;
  readonly what: string;
}

async function proveWith(
  context: AuditContext,
  report: CheckReport,
  place: SignInPlace,
  { begun, srp, password = "", what }: Proof,
): Promise<void> {
  const answer = await provePassword(context, place, { begun, srp, password });
  mustRefuse(
    report,
    answer,
    ["NotAuthorizedException", "InvalidParameterException", "UserNotFoundException"],
    {
      resource: place.client.resource,
      what: `${place.client.resource.logicalId} took ${what} for a password.`,
    },
  );
}
