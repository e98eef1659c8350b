import { AwsError } from "../../../core/errors.ts";
import { readStackNames } from "../../../web/stack-names.ts";
import { operationRequest } from "../../../wire/client/operation-request.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

/** Whom a message can be published as, beside the administrator. */
export interface Publisher {
  /** `nobody`, or the ARN of a role. */
  readonly value: string;
  readonly label: string;
}

export const NOBODY: Publisher = { value: "nobody", label: "nobody, without credentials" };

const MOST_FUNCTIONS = 50;

/** The roles of functions, by what the template calls the function; none where Lambda says none. */
export async function readRoles(console: ConsoleContext): Promise<Publisher[]> {
  try {
    const [{ Functions }, names] = await Promise.all([
      console.call<{ Functions: readonly { readonly FunctionName: string; readonly Role: string }[] }>(
        "lambda",
        "ListFunctions",
        { MaxItems: MOST_FUNCTIONS },
      ),
      readStackNames(console),
    ]);
    const roles = new Map(Functions.map(({ FunctionName, Role }) => [Role, names.short(FunctionName)]));
    return [...roles].map(([value, name]) => ({ value, label: `role of ${name}` }));
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

/** A page that is live asks once a second; functions come and go seldom. */
const FRESH_MS = 60_000;

/** The same, read at most once a minute for a browser's session. */
export async function knownRoles(console: ConsoleContext): Promise<readonly Publisher[]> {
  const known = console.session.get<{ at: number; roles: readonly Publisher[] }>(ROLES);
  if (known !== undefined && console.now() - known.at < FRESH_MS) return known.roles;
  const roles = await readRoles(console);
  console.session.set(ROLES, { at: console.now(), roles });
  return roles;
}

const ROLES = "mqtt-roles";

export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/**
 * Publishes without a signature, as anybody may try.
 * @returns the words of a refusal
 */
export async function publishAsNobody(
  { sendUnsigned }: Pick<ConsoleContext, "sendUnsigned">,
  message: OutgoingMessage,
): Promise<string | undefined> {
  const { signingName: _, ...request } = operationRequest("iot-data", "Publish", { ...message });
  const { status, body } = await sendUnsigned(request);
  return status < 300 ? undefined : `refused with ${status}: ${body.toString("utf8").slice(0, 300)}`;
}

/**
 * What the policies of a role say of a message: nobody but the service may take the role of a function, so
 * IAM is asked, and nothing is sent.
 * @returns why not
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function roleRefusal(
  { call, region, account }: Pick<ConsoleContext, "account" | "call" | "region">,
  roleArn: string,
  { topic, retain }: OutgoingMessage,
): Promise<string | undefined> {
  const { EvaluationResults } = await call<{
    EvaluationResults: readonly { readonly EvalActionName: string; readonly EvalDecision: string }[];
  }>("iam", "SimulatePrincipalPolicy", {
    PolicySourceArn: roleArn,
    ActionNames: ["iot:Publish", ...(retain ? ["iot:RetainPublish"] : [])],
    ResourceArns: [`arn:aws:iot:${region}:${account}:topic/${topic}`],
  });
  const refused = EvaluationResults.find(({ EvalDecision }) => EvalDecision !== "allowed");
  if (refused === undefined) return undefined;
  return refused.EvalDecision === "explicitDeny"
    ? `a policy of it denies ${refused.EvalActionName} on topic/${topic}`
    : `no policy of it allows ${refused.EvalActionName} on topic/${topic}`;
}
