import { createEphemeralKeys } from "../srp/ephemeral-keys.ts";
import { createUserSimulation } from "../users/simulated-users.ts";
import { answerNewPassword } from "./answer-new-password.ts";
import { answerEmailOtp, answerPassword, answerSelectChallenge, type ChoiceAnswer } from "./choice/answer.ts";
import { type ChoiceClaim, startChoice } from "./choice/start.ts";
import { answerCustomChallenge, type CustomAnswer } from "./custom/answer.ts";
import { startCustomSignIn } from "./custom/start.ts";
import { createCustomSignIns } from "./parts/custom-sign-ins.ts";
import type { SignInOptions, SignInParts } from "./parts/dependencies.ts";
import { createLockOut } from "./parts/lock-out.ts";
import { createSecretBlocks } from "./parts/secret-block.ts";
import { createChallengeSessions } from "./parts/sessions.ts";
import type { Challenge, ClientContext, SignIn, SignInStep } from "./parts/sign-in.ts";
import { createUsedSessions } from "./parts/used-sessions.ts";
import {
  answerMfaSetup,
  answerSelectMfaType,
  answerSoftwareToken,
  associateSoftwareToken,
  verifySoftwareToken,
} from "./software-token-answers.ts";
import { signInWithPassword } from "./with-password.ts";
import { answerPasswordVerifier, type PasswordClaim, startSrp } from "./with-srp.ts";

/** The sign-in of the user-pool API: with SRP and the challenges of functions, which the hosted pages have no use for. */
export interface UserPoolSignIn extends SignIn {
  startSrp(clientContext: ClientContext, login: string, srpA: string): Promise<Challenge>;
  answerPasswordVerifier(clientContext: ClientContext, claim: PasswordClaim): Promise<SignInStep>;
  /** CUSTOM_AUTH; with `srpA` the functions may ask for the password. */
  startCustom(clientContext: ClientContext, login: string, srpA: string | undefined): Promise<SignInStep>;
  answerCustomChallenge(
    clientContext: ClientContext,
    session: string,
    answer: CustomAnswer,
  ): Promise<SignInStep>;
  /** USER_AUTH */
  startChoice(clientContext: ClientContext, claim: ChoiceClaim): Promise<SignInStep>;
  answerSelectChallenge(clientContext: ClientContext, given: Answered<ChoiceAnswer>): Promise<SignInStep>;
  answerPassword(clientContext: ClientContext, given: Answered<string>): Promise<SignInStep>;
  answerEmailOtp(clientContext: ClientContext, given: Answered<string>): Promise<SignInStep>;
}

interface Answered<Answer> {
  readonly session: string;
  readonly username: string;
  readonly answer: Answer;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html */
export function createSignIn(options: SignInOptions): UserPoolSignIn {
  const { database, masterKey, clock, randomness, users } = options;
  const usedSessions = createUsedSessions(database, clock);
  const parts: SignInParts = {
    ...options,
    usedSessions,
    sessions: createChallengeSessions({ masterKey, used: usedSessions, clock, randomness }),
    customSignIns: createCustomSignIns(options),
    secretBlocks: createSecretBlocks(masterKey, clock, randomness),
    ephemeralKeys: createEphemeralKeys(options.arithmetic, randomness),
    lockOut: createLockOut(database, users, clock),
    simulate: createUserSimulation(masterKey),
  };
  return {
    withPassword: (clientContext, login, password) =>
      signInWithPassword(parts, clientContext, { login, password }),
    startSrp: (clientContext, login, srpA) => startSrp(parts, clientContext, { login, srpA }),
    answerPasswordVerifier: (clientContext, claim) => answerPasswordVerifier(parts, clientContext, claim),
    startCustom: (clientContext, login, srpA) => startCustomSignIn(parts, clientContext, { login, srpA }),
    answerCustomChallenge: (clientContext, session, answer) =>
      answerCustomChallenge(parts, clientContext, { session, answer }),
    startChoice: (clientContext, claim) => startChoice(parts, clientContext, claim),
    answerSelectChallenge: (clientContext, given) => answerSelectChallenge(parts, clientContext, given),
    answerPassword: (clientContext, given) => answerPassword(parts, clientContext, given),
    answerEmailOtp: (clientContext, given) => answerEmailOtp(parts, clientContext, given),
    answerNewPassword: (clientContext, session, answer) =>
      answerNewPassword(parts, clientContext, { session, answer }),
    associateSoftwareToken: (session) => associateSoftwareToken(parts, session),
    verifySoftwareToken: (session, userCode, friendlyName) =>
      verifySoftwareToken(parts, session, { userCode, friendlyName }),
    answerMfaSetup: (clientContext, session, username) =>
      answerMfaSetup(parts, clientContext, { session, answer: { username } }),
    answerSoftwareToken: (clientContext, session, answer) =>
      answerSoftwareToken(parts, clientContext, { session, answer }),
    answerSelectMfaType: (clientContext, session, answer) =>
      answerSelectMfaType(parts, clientContext, { session, answer }),
  };
}
