import { systemClock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { signRequest } from "../../wire/sigv4/sign.ts";
import type { AwsEnvironment } from "./aws-environment.ts";

export interface Aws extends Pick<AwsEnvironment, "region" | "credentials" | "endpoint"> {
  /** Headers beside those that are signed. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** An AWS service, as endpoints, settings, signatures and messages name it. */
export interface AwsService {
  readonly title: string;
  /** First label of its host name. */
  readonly prefix: string;
  /** `AWS_ENDPOINT_URL_<variable>` */
  readonly variable: string;
  readonly signingName: string;
}

export interface SignedRequest {
  readonly method: string;
  /** Percent-encoded, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SignedReply {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** Signs and sends one request; statuses of 300 and more come back as they are. */
export async function sendSigned(
  aws: Aws,
  service: AwsService,
  { method, path, headers: given, body }: SignedRequest,
): Promise<SignedReply> {
  const url = `${aws.endpoint(service.prefix, service.variable)}${path}`;
  const headers = signRequest({
    method,
    url,
    headers: given,
    body,
    service: service.signingName,
    region: aws.region,
    credentials: aws.credentials,
    clock: systemClock,
  });
  const sent = body === "" ? {} : { body };
  try {
    // A redirect would carry the signature to another host.
    const reply = await fetch(url, {
      method,
      headers: { ...headers, ...aws.beside },
      redirect: "error",
      ...sent,
    });
    return { url, status: reply.status, text: await reply.text() };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; message?: string } };
    const reason = cause?.code ?? cause?.message ?? (error as Error).message;
    throw new UserError(`${service.title} does not answer at ${url} (${reason}).`);
  }
}
