import { AwsError } from "../../core/errors.ts";
import { validationError } from "../errors.ts";

/** One resource (or section) of a serverless template is wrong; all of them are told together. */
export class InvalidServerless extends Error {}

export function invalidResource(logicalId: string, message: string): InvalidServerless {
  return new InvalidServerless(`Resource with id [${logicalId}] is invalid. ${message}`);
}

export function invalidEvent(logicalId: string, eventId: string, message: string): InvalidServerless {
  return invalidResource(logicalId, `Event with id [${eventId}] is invalid. ${message}`);
}

/** AWS has it, this cloud has not. */
export function notSupportedHere(logicalId: string, what: string): InvalidServerless {
  return invalidResource(logicalId, `${what} is not supported by Portcullis. See docs/gaps.md.`);
}

/** Runs steps, gathers what is wrong and throws it in the frame AWS uses. */
export class ErrorCollector {
  readonly #messages: string[] = [];

  attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof InvalidServerless) this.#messages.push(error.message);
      else if (error instanceof AwsError) this.#messages.push(error.message);
      else throw error;
    }
  }

  throwIfAny(): void {
    if (this.#messages.length === 0) return;
    throw validationError(
      `Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: ${this.#messages.length}. ${this.#messages.join(" ")}`,
    );
  }
}
