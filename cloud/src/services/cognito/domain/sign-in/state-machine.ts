import { createEphemeralKeys } from "../srp/ephemeral-keys.ts";
import { createUserSimulation } from "../users/simulated-users.ts";
import { answerNewPassword } from "./answer-new-password.ts";
import type { SignInOptions, SignInParts } from "./dependencies.ts";
import { createLockOut } from "./lock-out.ts";
import { createSecretBlocks } from "./secret-block.ts";
import { createChallengeSessions } from "./sessions.ts";
import type { Challenge, SignIn, SignInParty, SignInStep } from "./sign-in.ts";
import {
  answerMfaSetup,
  answerSelectMfaType,
  answerSoftwareToken,
  associateSoftwareToken,
  verifySoftwareToken,
} from "./software-token-answers.ts";
import { createUsedSessions } from "./used-sessions.ts";
import { signInWithPassword } from "./with-password.ts";
import { answerPasswordVerifier, type PasswordClaim, startSrp } from "./with-srp.ts";

/** The sign-in of the user-pool API: with SRP, which the hosted pages have no use for. */
export interface UserPoolSignIn extends SignIn {
  startSrp(party: SignInParty, login: string, srpA: string): Promise<Challenge>;
  answerPasswordVerifier(party: SignInParty, claim: PasswordClaim): Promise<SignInStep>;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html */
export function createSignIn(options: SignInOptions): UserPoolSignIn {
  const { database, masterKey, clock, randomness, users } = options;
  const usedSessions = createUsedSessions(database, clock);
  const parts: SignInParts = {
    ...options,
    usedSessions,
    sessions: createChallengeSessions({ masterKey, used: usedSessions, clock, randomness }),
    secretBlocks: createSecretBlocks(masterKey, clock, randomness),
    ephemeralKeys: createEphemeralKeys(options.arithmetic, randomness),
    lockOut: createLockOut(database, users, clock),
    simulate: createUserSimulation(masterKey),
  };
  return {
    withPassword: (party, login, password) => signInWithPassword(parts, party, { login, password }),
    startSrp: (party, login, srpA) => startSrp(parts, party, { login, srpA }),
    answerPasswordVerifier: (party, claim) => answerPasswordVerifier(parts, party, claim),
    answerNewPassword: (party, session, answer) => answerNewPassword(parts, party, { session, answer }),
    associateSoftwareToken: (session) => associateSoftwareToken(parts, session),
    verifySoftwareToken: (session, userCode, friendlyName) =>
      verifySoftwareToken(parts, session, { userCode, friendlyName }),
    answerMfaSetup: (party, session, username) =>
      answerMfaSetup(parts, party, { session, answer: { username } }),
    answerSoftwareToken: (party, session, answer) => answerSoftwareToken(parts, party, { session, answer }),
    answerSelectMfaType: (party, session, answer) => answerSelectMfaType(parts, party, { session, answer }),
  };
}
