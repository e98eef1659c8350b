import type { Why } from "../../../../core/why.ts";

/** What an endpoint of the domain throws instead of an answer; says why for the trace, never on the wire. */
export class HostedRefusal extends Error {
  why: Why | undefined;

  because(why: Why): this {
    this.why = why;
    return this;
  }
}

/** Sends the browser to the domain's own error page: the address to return to is not trusted. */
export class ErrorPageRefusal extends HostedRefusal {
  readonly parameters: Readonly<Record<string, string>>;

  constructor(error: string, more: Readonly<Record<string, string>> = {}) {
    super(error);
    this.name = "ErrorPageRefusal";
    this.parameters = { error, ...more };
  }
}

/** OAU-13: sends the browser back to the app's registered address with an error and the app's state. */
export class RedirectRefusal extends HostedRefusal {
  readonly redirectUri: string;
  readonly parameters: Readonly<Record<string, string>>;

  constructor(
    target: { readonly redirectUri: string; readonly state: string | undefined },
    error: string,
    description?: string,
  ) {
    super(description ?? error);
    this.name = "RedirectRefusal";
    this.redirectUri = target.redirectUri;
    this.parameters = {
      ...(description === undefined ? {} : { error_description: description }),
      ...(target.state === undefined ? {} : { state: target.state }),
      error,
    };
  }
}

/** An error document of RFC 6749 §5.2. */
export class OAuthRefusal extends HostedRefusal {
  readonly error: string;
  readonly description: string | undefined;
  readonly status: number;

  constructor(error: string, description?: string, status = 400) {
    super(description ?? error);
    this.name = "OAuthRefusal";
    this.error = error;
    this.description = description;
    this.status = status;
  }
}

/** The method or the content type is not one this endpoint takes: 405, no body. */
export class MethodRefusal extends HostedRefusal {
  constructor() {
    super("method not allowed");
    this.name = "MethodRefusal";
  }
}
