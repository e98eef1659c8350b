import type { UserPool } from "../pools/pool.ts";

export type TriggerName =
  | "PreSignUp"
  | "PostConfirmation"
  | "PreAuthentication"
  | "PostAuthentication"
  | "PreTokenGeneration"
  | "CustomMessage"
  | "DefineAuthChallenge"
  | "CreateAuthChallenge"
  | "VerifyAuthChallengeResponse";

export interface TriggerCall {
  readonly pool: Pick<UserPool, "id" | "arn" | "lambdaTriggers">;
  readonly trigger: TriggerName;
  /** e.g. `PreSignUp_AdminCreateUser` */
  readonly source: string;
  readonly username: string;
  /** `CLIENT_ID_NOT_APPLICABLE` for admin calls without a client. */
  readonly clientId: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

/** Runs the Lambda functions attached to a pool. */
export interface Triggers {
  /**
   * Invokes the function of `call.trigger` and answers its `response`; undefined when the pool has
   * none. Throws UserLambdaValidationException, UnexpectedLambdaException or
   * InvalidLambdaResponseException with AWS's texts.
   */
  run(call: TriggerCall): Promise<Readonly<Record<string, unknown>> | undefined>;
}
