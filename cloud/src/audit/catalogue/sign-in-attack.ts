import { createHmac } from "node:crypto";
import { systemRandomness } from "../../core/randomness.ts";
import { timestampOf } from "../../runtime/client/sign-in/sign-in.ts";
import { createSrpClient, type SrpClient } from "../../runtime/client/sign-in/srp-client.ts";
import { canSignIn } from "../baselines.ts";
import type { CheckReport, FoundParts } from "../check.ts";
import type { AuditContext } from "../context.ts";
import type { AppClient, UserPool } from "../deployment/deployment.ts";
import { textAt } from "../deployment/json.ts";
import { type CognitoAnswer, callCognito } from "../http/cognito-call.ts";

/** A client of a pool: where people sign in. */
export interface SignInPlace {
  readonly pool: UserPool;
  readonly client: AppClient;
}

export function allClients({ deployment }: AuditContext): readonly SignInPlace[] {
  return deployment.pools.flatMap((pool) => pool.clients.map((client) => ({ pool, client })));
}

/** Clients at which people sign in by the API; the others are said to be not checked. */
export function signInPlaces(context: AuditContext, report: CheckReport): readonly SignInPlace[] {
  const all = allClients(context);
  for (const { client } of all.filter(({ client }) => !canSignIn(client))) {
    report.notChecked(`nobody signs in at ${client.resource.logicalId} by the API`);
  }
  return all.filter(({ client }) => canSignIn(client));
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
export function secretHash({ id, settings }: AppClient, username: string): { readonly SECRET_HASH?: string } {
  const secret = textAt(settings, "ClientSecret");
  if (secret === "") return {};
  return { SECRET_HASH: createHmac("sha256", secret).update(username).update(id).digest("base64") };
}

/** By what is told when an attack is let through. */
export type LetThrough = Omit<FoundParts, "confidence" | "evidence">;

/** A refusal by one of these codes holds, a success is told; any other refusal says nothing. */
export function mustRefuse(
  report: CheckReport,
  answer: CognitoAnswer,
  codes: readonly string[],
  found: LetThrough,
): void {
  if (answer.code === "") tell(report, answer, found);
  else if (codes.includes(answer.code)) report.held(answer.evidence);
  else report.notChecked(`it was refused for another reason: ${answer.code}`);
}

/** As above, where any other refusal shows that the attack came further than it may. */
export function mustStopAt(
  report: CheckReport,
  answer: CognitoAnswer,
  codes: readonly string[],
  found: LetThrough,
): void {
  if (codes.includes(answer.code)) report.held(answer.evidence);
  else if (answer.code === "TooManyRequestsException" || answer.status >= 500) {
    report.notChecked(`it was refused for another reason: ${answer.code}`);
  } else tell(report, answer, found);
}

function tell(report: CheckReport, { evidence }: CognitoAnswer, found: LetThrough): void {
  report.found({ confidence: "proved by call", evidence: [evidence], ...found });
}

export function enabledFlows({ settings }: AppClient): ReadonlySet<string> {
  const flows = settings["ExplicitAuthFlows"];
  return new Set((Array.isArray(flows) ? flows : []).map((flow) => String(flow).replace(/^ALLOW_/, "")));
}

export interface PasswordProof {
  /** What InitiateAuth answered. */
  readonly begun: Readonly<Record<string, unknown>>;
  readonly srp: SrpClient;
  readonly password: string;
}

/** The second step of a sign-in over SRP. */
export function provePassword(
  context: AuditContext,
  { pool, client }: SignInPlace,
  { begun, srp, password }: PasswordProof,
): Promise<CognitoAnswer> {
  const parameters = begun["ChallengeParameters"] as Readonly<Record<string, string>>;
  const userId = parameters["USER_ID_FOR_SRP"] ?? "";
  const secretBlock = parameters["SECRET_BLOCK"] ?? "";
  const timestamp = timestampOf(context.clock);
  const challenge = {
    userPoolId: pool.id,
    userId,
    salt: parameters["SALT"] ?? "",
    serverPublic: parameters["SRP_B"] ?? "",
    secretBlock,
    timestamp,
  };
  return callCognito(context, "RespondToAuthChallenge", {
    ClientId: client.id,
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: {
      USERNAME: userId,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: srp.prove(challenge, password),
      TIMESTAMP: timestamp,
      ...secretHash(client, userId),
    },
  });
}

/** The first step of a sign-in over SRP. */
export function beginSrp(
  context: AuditContext,
  client: AppClient,
  { username, srp }: { readonly username: string; readonly srp: SrpClient },
): Promise<CognitoAnswer> {
  return callCognito(context, "InitiateAuth", {
    AuthFlow: "USER_SRP_AUTH",
    ClientId: client.id,
    AuthParameters: { USERNAME: username, SRP_A: srp.clientPublic, ...secretHash(client, username) },
  });
}

/** A sign-in up to what comes after the password: tokens, a challenge or a refusal. */
export async function passPassword(
  context: AuditContext,
  place: SignInPlace,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<CognitoAnswer> {
  if (!enabledFlows(place.client).has("USER_SRP_AUTH")) {
    return callCognito(context, "InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: place.client.id,
      AuthParameters: { USERNAME: username, PASSWORD: password, ...secretHash(place.client, username) },
    });
  }
  const srp = createSrpClient(systemRandomness);
  const begun = await beginSrp(context, place.client, { username, srp });
  return begun.code === "" ? provePassword(context, place, { begun: begun.body, srp, password }) : begun;
}
