import type { RoleCaller, ServiceCaller } from "../caller.ts";
import type { AwsError } from "../errors.ts";

/** An event that a function gets later, as `Invoke` with the type `Event` takes it. */
export interface FunctionEvent {
  /** Function ARN, with or without qualifier. Who may invoke it was asked before. */
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  /** Called when the last attempt has failed: the function does not get the event any more. */
  readonly onAbandoned: (reason: string) => void;
}

/** An event by which a service invokes a function without waiting for its end. */
export interface ServiceEvent {
  /** Function ARN, with or without qualifier. */
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  /** A service is asked of the function's resource policy, a role's session of its own policies, too. */
  readonly caller: ServiceCaller | RoleCaller;
  /** Id of the request that caused it, for the trace. */
  readonly cause?: string;
}

/** Asynchronous invocations for other services. */
export interface FunctionEvents {
  /**
   * As `Invoke` with the type `Event`: retries, age and destinations are the function's own settings.
   * @throws AwsError when the function is gone, does not let the caller invoke it, or too many events wait
   */
  invoke(event: ServiceEvent): void;
  /** Undefined when the function would take the caller's events, else why not. */
  refusalOf(event: Pick<ServiceEvent, "functionArn" | "caller">): AwsError | undefined;
  /** @throws AwsError ResourceNotFoundException, TooManyRequestsException; the ARN of another account is refused */
  send(event: FunctionEvent): void;
}
