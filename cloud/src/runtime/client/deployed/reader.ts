import { AwsError } from "../../../core/errors.ts";

/** Asks what is deployed, in a local cloud or in an account on AWS. Refusals are thrown as AwsError. */
export interface DeployedReader {
  /** An operation of user pools. */
  cognito<Output>(operation: string, input: object): Promise<Output>;
  /** GET of a service that answers JSON. */
  get<Output>(service: "apigateway" | "lambda", path: string): Promise<Output>;
}

/** What `ask` answers, or undefined when AWS says that there is none. */
export async function unlessMissing<Answer>(ask: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) return undefined;
    throw error;
  }
}
