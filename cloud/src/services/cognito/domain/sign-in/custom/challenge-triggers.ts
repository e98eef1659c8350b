import type { AwsError } from "../../../../../core/errors.ts";
import { customAuthNotConfigured, invalidLambdaResponse } from "../../../shared/errors.ts";
import { isRecord, triggerAttributes } from "../../triggers/envelope.ts";
import { FUNCTION_OF } from "../../triggers/lambda-triggers.ts";
import type { TriggerName } from "../../triggers/triggers.ts";
import { concealsUsers, type SignInAttempt } from "../parts/attempt.ts";
import type { ChallengeResult, OpenChallenge } from "../parts/custom-sign-ins.ts";
import type { SignInParts } from "../parts/dependencies.ts";

/** What DefineAuthChallenge decided. */
export type ChallengeVerdict =
  | { readonly kind: "fail" }
  | { readonly kind: "tokens" }
  | { readonly kind: "challenge"; readonly name: string };

/** What CreateAuthChallenge made. */
export interface CreatedChallenge extends OpenChallenge {
  readonly publicParameters: Readonly<Record<string, string>>;
}

type Parts = Pick<SignInParts, "triggers">;
type ChallengeTrigger = Extract<
  TriggerName,
  "DefineAuthChallenge" | "CreateAuthChallenge" | "VerifyAuthChallengeResponse"
>;

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html */
export async function askDefine(
  parts: Parts,
  attempt: SignInAttempt,
  history: readonly ChallengeResult[],
): Promise<ChallengeVerdict> {
  const { challengeName, issueTokens, failAuthentication } = await run(parts, attempt, {
    trigger: "DefineAuthChallenge",
    request: { session: history },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  // COG-63: the NO counts first, and an answer that is none of the three decides nothing.
  if (![failAuthentication, issueTokens].every(isFlag)) throw malformed(attempt, "DefineAuthChallenge");
  if (failAuthentication === true) return { kind: "fail" };
  if (issueTokens === true) return { kind: "tokens" };
  if (typeof challengeName !== "string") throw malformed(attempt, "DefineAuthChallenge");
  return { kind: "challenge", name: challengeName };
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html */
export async function askCreate(
  parts: Parts,
  attempt: SignInAttempt,
  history: readonly ChallengeResult[],
): Promise<CreatedChallenge> {
  const response = await run(parts, attempt, {
    trigger: "CreateAuthChallenge",
    request: { challengeName: "CUSTOM_CHALLENGE", session: history },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const publicParameters = textsOf(response["publicChallengeParameters"]);
  const privateParameters = textsOf(response["privateChallengeParameters"]);
  const metadata = response["challengeMetadata"] ?? null;
  if (publicParameters === undefined || privateParameters === undefined || !isTextOrNull(metadata)) {
    throw malformed(attempt, "CreateAuthChallenge");
  }
  return { publicParameters, privateParameters, metadata };
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html */
export async function askVerify(
  parts: Parts,
  attempt: SignInAttempt,
  given: { readonly open: OpenChallenge; readonly answer: string },
): Promise<boolean> {
  const { answerCorrect } = await run(parts, attempt, {
    trigger: "VerifyAuthChallengeResponse",
    request: {
      privateChallengeParameters: given.open.privateParameters,
      challengeAnswer: given.answer,
    },
    response: { answerCorrect: null },
  });
  // COG-64: right is `true` and nothing that resembles it.
  return answerCorrect === true;
}

interface Step {
  readonly trigger: ChallengeTrigger;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, null>>;
}

async function run(
  { triggers }: Parts,
  attempt: SignInAttempt,
  { trigger, request, response }: Step,
): Promise<Readonly<Record<string, unknown>>> {
  const { clientContext, user } = attempt;
  const { pool, client, clientMetadata } = clientContext;
  const answer = await triggers.run({
    pool,
    trigger,
    source: `${trigger}_Authentication`,
    username: user?.username ?? attempt.login,
    clientId: client.id,
    request: {
      userAttributes: user === undefined ? {} : triggerAttributes(pool, user),
      ...request,
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
      // COG-66: where users are concealed the functions play the sign-in of an unknown one, too.
      ...(concealsUsers(clientContext) ? { userNotFound: user === undefined } : {}),
    },
    response,
  });
  if (answer === undefined) throw customAuthNotConfigured(trigger, pool.id);
  return answer;
}

const isFlag = (value: unknown): boolean => (value ?? null) === null || typeof value === "boolean";
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === "string";

/** Undefined for what is no map of strings; null members are left out. */
function textsOf(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return {};
  if (!isRecord(value) || !Object.values(value).every(isTextOrNull)) return undefined;
  const given = Object.entries(value).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(given);
}

export function malformed({ clientContext }: SignInAttempt, trigger: ChallengeTrigger): AwsError {
  return invalidLambdaResponse().knowing({
    by: { trigger, function: FUNCTION_OF[trigger](clientContext.pool) ?? "" },
  });
}
