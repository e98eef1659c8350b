import { unsupported } from "../../../../core/errors.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertSecretHash } from "../../domain/sign-in/client-context.ts";
import type { ClientContext, SignInStep } from "../../domain/sign-in/parts/sign-in.ts";
import type { UserPoolSignIn } from "../../domain/sign-in/state-machine.ts";
import { invalidParameter, missingParameter } from "../../shared/errors.ts";
import { required } from "./auth-flows.ts";
import { describeStep } from "./auth-outcome.ts";

interface Answer {
  readonly clientContext: ClientContext;
  readonly username: string;
  readonly session: string | undefined;
  readonly responses: Readonly<Record<string, string>>;
}

type AnswerChallenge = (signIn: UserPoolSignIn, answer: Answer) => Promise<SignInStep>;

const ATTRIBUTE_PREFIX = "userAttributes.";

const ANSWERS: ReadonlyMap<string, AnswerChallenge> = new Map<string, AnswerChallenge>([
  [
    "PASSWORD_VERIFIER",
    (signIn, { clientContext, username, session, responses }) =>
      signIn.answerPasswordVerifier(clientContext, {
        username,
        secretBlock: required(responses, "PASSWORD_CLAIM_SECRET_BLOCK"),
        signature: required(responses, "PASSWORD_CLAIM_SIGNATURE"),
        timestamp: required(responses, "TIMESTAMP"),
        session,
      }),
  ],
  [
    "NEW_PASSWORD_REQUIRED",
    (signIn, answer) =>
      signIn.answerNewPassword(answer.clientContext, sessionOf(answer), {
        username: answer.username,
        newPassword: required(answer.responses, "NEW_PASSWORD"),
        attributes: attributesOf(answer.responses),
      }),
  ],
  [
    "MFA_SETUP",
    (signIn, answer) => signIn.answerMfaSetup(answer.clientContext, sessionOf(answer), answer.username),
  ],
  [
    "SOFTWARE_TOKEN_MFA",
    (signIn, answer) =>
      signIn.answerSoftwareToken(answer.clientContext, sessionOf(answer), {
        username: answer.username,
        code: required(answer.responses, "SOFTWARE_TOKEN_MFA_CODE"),
      }),
  ],
  [
    "SELECT_MFA_TYPE",
    (signIn, answer) =>
      signIn.answerSelectMfaType(answer.clientContext, sessionOf(answer), {
        username: answer.username,
        choice: required(answer.responses, "ANSWER"),
      }),
  ],
  [
    "SELECT_CHALLENGE",
    (signIn, { responses, ...answer }) =>
      signIn.answerSelectChallenge(answer.clientContext, {
        session: sessionOf(answer),
        username: answer.username,
        answer: {
          choice: required(responses, "ANSWER"),
          password: responses["PASSWORD"],
          srpA: responses["SRP_A"],
        },
      }),
  ],
  [
    "PASSWORD",
    (signIn, { responses, ...answer }) =>
      signIn.answerPassword(answer.clientContext, {
        session: sessionOf(answer),
        username: answer.username,
        answer: required(responses, "PASSWORD"),
      }),
  ],
  [
    "EMAIL_OTP",
    (signIn, { responses, ...answer }) =>
      signIn.answerEmailOtp(answer.clientContext, {
        session: sessionOf(answer),
        username: answer.username,
        answer: required(responses, "EMAIL_OTP_CODE"),
      }),
  ],
  [
    "CUSTOM_CHALLENGE",
    (signIn, answer) =>
      signIn.answerCustomChallenge(answer.clientContext, sessionOf(answer), {
        username: answer.username,
        answer: required(answer.responses, "ANSWER"),
      }),
  ],
]);

/** Answers one challenge, for RespondToAuthChallenge and its admin twin. */
export async function runChallengeAnswer(
  dependencies: AuthDependencies,
  call: {
    readonly clientContext: ClientContext;
    readonly name: string;
    readonly session: string | undefined;
    readonly responses: Readonly<Record<string, string>>;
  },
): Promise<Record<string, unknown>> {
  const answer = ANSWERS.get(call.name);
  if (answer === undefined) throw unsupported(`The challenge ${call.name}`);
  const { clientContext, session, responses } = call;
  if (Object.keys(responses).length === 0)
    throw invalidParameter("Missing required parameter challenge responses.");
  const username = required(responses, "USERNAME");
  assertSecretHash(
    clientContext.client,
    namesOf(dependencies, clientContext, username),
    responses["SECRET_HASH"],
  );
  return describeStep(
    dependencies,
    clientContext,
    await answer(dependencies.signIn, { clientContext, username, session, responses }),
  );
}

/** Clients hash what they send, or the stored name they were told in USER_ID_FOR_SRP. */
function namesOf({ users }: AuthDependencies, { pool, client }: ClientContext, username: string): string[] {
  if (client.secret === undefined) return [];
  const stored = users.findByLogin(pool, username)?.username;
  return stored === undefined || stored === username ? [username] : [username, stored];
}

function sessionOf({ session }: Pick<Answer, "session">): string {
  if (session === undefined || session === "") throw missingParameter("Session");
  return session;
}

function attributesOf(responses: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(responses).filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(ATTRIBUTE_PREFIX.length), value]));
}
