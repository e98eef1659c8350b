/** An event that a function gets later, as `Invoke` with the type `Event` takes it. */
export interface FunctionEvent {
  /** Function ARN, with or without qualifier. Who may invoke it was asked before. */
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  /** Called when the last attempt has failed: the function does not get the event any more. */
  readonly onAbandoned: (reason: string) => void;
}

/** What CloudFormation needs of Lambda. */
export interface FunctionEvents {
  /** @throws AwsError ResourceNotFoundException, TooManyRequestsException; the ARN of another account is refused */
  send(event: FunctionEvent): void;
}
