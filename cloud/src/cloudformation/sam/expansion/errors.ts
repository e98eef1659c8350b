import { AwsError } from "../../../core/errors.ts";

/** One resource (or section) of a serverless template is wrong; all of them are told together. */
export class InvalidServerless extends Error {}

/** AWS takes it; it is not supported here. */
class NotSupported extends InvalidServerless {}

/** The document cannot be worked on at all: nothing else is looked at. */
class InvalidDocument extends InvalidServerless {}

export function invalidResource(logicalId: string, message: string): InvalidServerless {
  return new InvalidServerless(`Resource with id [${logicalId}] is invalid. ${message}`);
}

export function invalidEvent(logicalId: string, eventId: string, message: string): InvalidServerless {
  return invalidResource(logicalId, `Event with id [${eventId}] is invalid. ${message}`);
}

/** Of an event of a state machine the real transform does not say whose it is. */
export function invalidMachineEvent(eventId: string, message: string): InvalidServerless {
  return new InvalidServerless(`Event with id [${eventId}] is invalid. ${message}`);
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
  const { message } = invalidResource(logicalId, `${what} is not supported by Portcullis. See docs/gaps.md.`);
  return new NotSupported(message);
}

/**
 * Runs steps, gathers what is wrong and throws it in the frame AWS uses. What AWS refuses as well is told in
 * AWS's words alone; what is only not supported here, when there is nothing else.
 */
export class ErrorCollector {
  readonly #mistakes = new Set<string>();
  readonly #missing = new Set<string>();

  attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof InvalidDocument) throw refusal([error.message], []);
      if (error instanceof NotSupported) this.#missing.add(error.message);
      else if (error instanceof InvalidServerless) this.#mistakes.add(error.message);
      else if (error instanceof AwsError) this.#mistakes.add(error.message);
      else throw error;
    }
  }

  /** Throws when there is a mistake, which what comes next would build on. */
  throwIfWrong(): void {
    if (this.#mistakes.size > 0) throw refusal([...this.#mistakes], [...this.#missing]);
  }

  throwIfAny(): void {
    this.throwIfWrong();
    if (this.#missing.size > 0) throw refusal([], [...this.#missing]);
  }
}

/** The refusal of a template, with what is wrong and what is not supported one by one. */
export class ServerlessRefusal extends AwsError {
  readonly messages: readonly string[];

  constructor(text: string, messages: readonly string[]) {
    super("ValidationError", text);
    this.messages = messages;
  }
}

function refusal(mistakes: readonly string[], missing: readonly string[]): AwsError {
  const told = mistakes.length > 0 ? mistakes : missing;
  return new ServerlessRefusal(
    `Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: ${told.length}. ${told.join(" ")}`,
    [...mistakes, ...missing],
  );
}
