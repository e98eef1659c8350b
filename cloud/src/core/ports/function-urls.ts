/** A function URL as the resource type `AWS::Lambda::Url` has it. */
export interface FunctionUrlResource {
  /** ARN of the function, or of its alias, that the URL belongs to. */
  readonly functionArn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Finds the URL of a function by its name or ARN; undefined when there is none. */
export type FindFunctionUrl = (identifier: string) => FunctionUrlResource | undefined;
