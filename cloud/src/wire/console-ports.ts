/** What pages get of the cloud beside its operations: real sign-ins, logs, schedules, what somebody saved. */
import type { ScheduledRun, ScheduleTimes } from "../core/ports/scheduled-runs.ts";

/** Who is tried as, and through which app client. */
export interface ConsolePerson {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  /** By it the people that the project seeds are known. */
  readonly email?: string;
}

export interface SignInAnswers {
  readonly password?: string;
  readonly newPassword?: string;
  /** Of the authenticator app. */
  readonly code?: string;
}

/** What a sign-in still needs to know. */
export interface SignInQuestion {
  readonly asks: keyof SignInAnswers;
  /** Secret of an authenticator that has to be enrolled first, base32. */
  readonly secret?: string;
}

export interface PersonTokens {
  readonly access: string;
  /** Empty for an app client without the scope openid. */
  readonly id: string;
}

/**
 * Signs people in as their app does: password over SRP where the app client allows it, then every
 * challenge [CON-14]. Of it only the refresh token is kept, in the memory of one browser's session.
 */
export interface ConsoleSignIns {
  /** Whether nothing has to be asked at first: a sign-in is kept, or the project's file made the password. */
  isReady(person: ConsolePerson): boolean;
  /** Throws AwsError with the pool's words. */
  signIn(person: ConsolePerson, answers: SignInAnswers): Promise<PersonTokens | SignInQuestion>;
  forget(person: ConsolePerson): void;
}

/** What functions and the platform around them wrote. */
export interface ConsoleLogs {
  /** The last lines, oldest first; of several environments the one that wrote last at the end. */
  newest(functionName: string, lines: number): readonly string[];
}

/** What no operation of AWS tells of schedules and of rules with a schedule, and does with them. */
export interface ConsoleSchedules {
  /** @throws AwsError where there is none */
  times(arn: string): ScheduleTimes;
  /**
   * Calls the target once, now, as a schedule does that is due; answers once each call was tried.
   * @throws AwsError where there is none
   */
  runNow(arn: string): Promise<ScheduledRun>;
}

/** Small values that outlive the cloud, in its state folder. */
export interface ConsoleSaved {
  get<Value>(key: string): Value | undefined;
  /** Undefined takes it away. */
  set(key: string, value: unknown): void;
}
