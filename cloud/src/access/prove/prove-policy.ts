import { AwsError } from "../../core/errors.ts";
import type { CloudClient, RawReply } from "../../runtime/client/cloud-client.ts";
import type { AskedPolicy } from "../compute/policy-cell.ts";
import type { Principal } from "../compute/principals.ts";
import { query, textIn } from "../deployment/query.ts";
import type { Cell } from "../matrix.ts";
import { errorCodeOf, type Observation, observed } from "./observation.ts";
import { unsignedCall } from "./unsigned-calls.ts";

interface Asked {
  readonly principal: Principal;
  readonly asked: AskedPolicy;
  readonly cell: Cell;
}

/** Roles are simulated by IAM itself; nobody really asks, where asking harms nothing. */
export async function provePolicy(
  client: CloudClient,
  { principal, asked, cell }: Asked,
): Promise<Observation> {
  // A resource that bears the caller's own name is another one for each session.
  if (cell.verdict === "only-if" || asked.resource.includes("${")) return { unproved: "depends" };
  switch (principal.kind) {
    case "role":
      return asked.trust === true ? { unproved: "trust" } : simulate(client, principal.role.arn, asked);
    case "anonymous":
      return callAsNobody(client, asked, cell);
    case "token":
      return { unproved: "no-such-call" };
    case "service":
    case "other-account":
      return { unproved: "not-ours-to-be" };
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
async function simulate(client: CloudClient, roleArn: string, asked: AskedPolicy): Promise<Observation> {
  const { action, resource, resourcePolicy, context = {} } = asked;
  try {
    const { result, status, requestId } = await query(client, "iam", {
      Action: "SimulatePrincipalPolicy",
      PolicySourceArn: roleArn,
      "ActionNames.member.1": action,
      "ResourceArns.member.1": resource,
      ...(resourcePolicy === undefined ? {} : { ResourcePolicy: resourcePolicy }),
      ...contextEntries(context),
    });
    const [first] = result.children.find(({ name }) => name === "EvaluationResults")?.children ?? [];
    const allowed = textIn(first, "EvalDecision") === "allowed";
    return { how: "simulated", observed: allowed ? "yes" : "no", status, request: requestId };
  } catch (error) {
    if (error instanceof AwsError) return { unproved: `simulation-refused: ${error.code}` };
    throw error;
  }
}

/** Condition keys that are known, as the query protocol has them; those that say nothing are left out. */
function contextEntries(context: NonNullable<AskedPolicy["context"]>): Record<string, string> {
  const told = Object.entries(context).flatMap(([key, value]) =>
    typeof value === "string" ? [{ key, value }] : [],
  );
  return Object.fromEntries(
    told.flatMap(({ key, value }, index) => {
      const entry = `ContextEntries.member.${index + 1}`;
      return [
        [`${entry}.ContextKeyName`, key],
        [`${entry}.ContextKeyType`, "string"],
        [`${entry}.ContextKeyValues.member.1`, value],
      ];
    }),
  );
}

async function callAsNobody(client: CloudClient, asked: AskedPolicy, cell: Cell): Promise<Observation> {
  const request = unsignedCall(asked);
  if (request === undefined) return { unproved: "no-harmless-call" };
  const reply = await client.sendUnsigned(request);
  const isNo = isRefused(reply);
  // S3 answers 403 for a key that is missing, too, to whoever may not list.
  if (isNo && cell.verdict === "yes" && asked.action === "s3:GetObject") return { unproved: "answer-hides" };
  return observed(reply, isNo ? "no" : "yes");
}

const REFUSED: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "ForbiddenException",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "NotAuthorizedException",
]);

function isRefused(reply: RawReply): boolean {
  return reply.status === 403 || REFUSED.has(errorCodeOf(reply));
}
