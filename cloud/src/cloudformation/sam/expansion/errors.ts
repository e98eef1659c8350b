import { AwsError } from "../../../core/errors.ts";

/** One resource (or section) of a serverless template is wrong; all of them are told together. */
export class InvalidServerless extends Error {}

/** The document cannot be worked on at all: nothing else is looked at. */
class InvalidDocument extends InvalidServerless {}

export function invalidResource(logicalId: string, message: string): InvalidServerless {
  return new InvalidServerless(`Resource with id [${logicalId}] is invalid. ${message}`);
}

export function invalidEvent(logicalId: string, eventId: string, message: string): InvalidServerless {
  return invalidResource(logicalId, `Event with id [${eventId}] is invalid. ${message}`);
}

const structure = (message: string) => `Structure of the SAM template is invalid. ${message}`;

export function invalidTemplate(message: string): InvalidServerless {
  return new InvalidServerless(structure(message));
}

export function invalidDocument(message: string): InvalidServerless {
  return new InvalidDocument(structure(message));
}

/** AWS has it; it is not supported here. */
export function notSupportedHere(logicalId: string, what: string): InvalidServerless {
  return invalidResource(logicalId, `${what} is not supported by Portcullis. See docs/gaps.md.`);
}

/** Runs steps, gathers what is wrong and throws it in the frame AWS uses. */
export class ErrorCollector {
  readonly #messages = new Set<string>();

  attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof InvalidDocument) throw refusal([error.message]);
      if (error instanceof InvalidServerless) this.#messages.add(error.message);
      else if (error instanceof AwsError) this.#messages.add(error.message);
      else throw error;
    }
  }

  throwIfAny(): void {
    if (this.#messages.size > 0) throw refusal([...this.#messages]);
  }
}

/** The refusal of a template, with what is wrong one by one. */
export class ServerlessRefusal extends AwsError {
  readonly messages: readonly string[];

  constructor(text: string, messages: readonly string[]) {
    super("ValidationError", text);
    this.messages = messages;
  }
}

function refusal(messages: readonly string[]): AwsError {
  return new ServerlessRefusal(
    `Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: ${messages.length}. ${messages.join(" ")}`,
    messages,
  );
}
