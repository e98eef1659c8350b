import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import type { Why } from "../../core/why.ts";
import type { AuthenticationRequest, WireProtocol } from "../authentication.ts";
import { refusal } from "./refusals.ts";
import {
  S3_EXPIRES_TOO_LONG,
  S3_SKEW_MILLISECONDS,
  s3HeadersNotSigned,
  s3Malformed,
  s3QueryParameters,
  s3RequestTimeTooSkewed,
} from "./s3-refusals.ts";
import { TERMINATOR } from "./signature.ts";
import { isoBasic, type SignatureForm } from "./signature-form.ts";
import { linkEndedWhy, scopeWhy, skewWhy, whyOf } from "./why.ts";

/** Global services take the region of their global endpoint in addition to the cloud's own. */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(["iam", "sts"]);
const GLOBAL_REGION = "us-east-1";

/** Minutes of clock difference a service tolerates; five unless it is named here. */
const SKEW_MINUTES: ReadonlyMap<string, number> = new Map([
  ["s3", 15],
  ["sts", 15],
  ["iam", 15],
  ["cloudformation", 15],
]);
const DEFAULT_SKEW_MINUTES = 5;
const WEEK_SECONDS = 604_800;

/** SIG-3: date, region, service and terminator of the scope are those of this endpoint. */
export function assertScope(
  form: SignatureForm,
  call: Pick<AuthenticationRequest, "signingNames" | "protocol">,
  region: string,
): void {
  const { scope } = form;
  const problems: ScopeProblem[] = [];
  const regional = scope.region === region;
  if (!regional && !(GLOBAL_SERVICES.has(scope.service) && scope.region === GLOBAL_REGION)) {
    problems.push("region");
  }
  if (!call.signingNames.includes(scope.service)) problems.push("service");
  if (form.terminator !== TERMINATOR) problems.push("terminator");
  if (form.date.slice(0, 8) !== scope.date) problems.push("date");
  const [first] = problems;
  if (first === undefined) return;
  const service = call.signingNames[0] ?? "";
  const why = scopeWhy(form, { region, service });
  if (call.protocol === "s3") throw s3ScopeRefusal(first, form, { region, service }).because(why);
  const sentences = problems.map((problem) => SCOPE_SENTENCES[problem](form, service));
  throw refusal("wrong-scope", call.protocol, sentences.join(" ")).because(why);
}

type ScopeProblem = "region" | "service" | "terminator" | "date";

const SCOPE_SENTENCES: Readonly<Record<ScopeProblem, (form: SignatureForm, service: string) => string>> = {
  region: (form) => `Credential should be scoped to a valid region, not '${form.scope.region}'.`,
  service: (_form, service) => `Credential should be scoped to correct service: '${service}'.`,
  terminator: (form) =>
    `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${form.terminator}'.`,
  date: (form) =>
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
    `'${form.scope.date}' != '${form.date.slice(0, 8)}', from '${form.date}'.`,
};

function s3ScopeRefusal(
  problem: ScopeProblem,
  form: SignatureForm,
  expected: { readonly region: string; readonly service: string },
): AwsError {
  switch (problem) {
    case "region":
      return s3Malformed(
        form.form,
        `the region '${form.scope.region}' is wrong; expecting '${expected.region}'`,
        { Region: expected.region },
      );
    case "service":
      return s3Malformed(
        form.form,
        `incorrect service "${form.scope.service}". This endpoint belongs to "${expected.service}".`,
      );
    case "terminator":
      return s3Malformed(
        form.form,
        `incorrect terminal "${form.terminator}". This endpoint uses "${TERMINATOR}".`,
      );
    case "date":
      return s3Malformed(
        form.form,
        `Invalid credential date "${form.scope.date}". This date is not the same as X-Amz-Date: "${form.date.slice(0, 8)}".`,
      );
  }
}

/** SIG-4: host and every x-amz-* header that came is signed; every header named came. */
export function assertSignedHeaders(form: SignatureForm, call: AuthenticationRequest): void {
  const { headers } = call.request;
  const unsigned = form.signedHeaders.includes("host") ? [] : ["host"];
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-amz-") && !form.signedHeaders.includes(name)) unsigned.push(name);
  }
  if (call.protocol === "s3") {
    if (unsigned.length > 0) throw s3HeadersNotSigned(unsigned).because(unsignedWhy(unsigned));
    return;
  }
  if (unsigned.length > 0) {
    const sentences = unsigned.map(
      (name) => `'${headerLabel(name)}' must be a 'SignedHeader' in the AWS Authorization.`,
    );
    throw refusal("unsigned-header", call.protocol, sentences.join(" ")).because(unsignedWhy(unsigned));
  }
  const absent = form.signedHeaders.find((name) => headers[name] === undefined);
  if (absent !== undefined) {
    throw refusal(
      "incomplete",
      call.protocol,
      `'${absent}' is named as a SignedHeader, but it does not exist in the HTTP request.`,
    );
  }
}

function unsignedWhy(names: readonly string[]): Why {
  return whyOf("unsigned-header", { had: { headers: names } });
}

function headerLabel(name: string): string {
  return name === "host" ? "Host' or ':authority" : name;
}

/** SIG-5: the request is neither too old nor from the future. */
export function assertTimely(form: SignatureForm, protocol: WireProtocol, clock: Clock): void {
  const now = clock.now();
  if (protocol === "s3") {
    if (form.form === "query") assertPresignedTimely(form, now);
    else if (Math.abs(now - form.time) > S3_SKEW_MILLISECONDS) {
      throw s3RequestTimeTooSkewed(form.date, serverTime(now)).because(
        skewWhy(form, now, S3_SKEW_MILLISECONDS),
      );
    }
    return;
  }
  const minutes = SKEW_MINUTES.get(form.scope.service) ?? DEFAULT_SKEW_MINUTES;
  const windowMs = minutes * 60_000;
  if (form.time > now + windowMs) {
    throw refusal(
      "future-signature",
      protocol,
      `Signature not yet current: ${form.date} is still later than ${isoBasic(now + windowMs)} (${isoBasic(now)} + ${minutes} min.)`,
    ).because(skewWhy(form, now, windowMs));
  }
  const lifetimeMs = Math.max(windowMs, presignedLifetimeMs(form, protocol));
  if (form.time < now - lifetimeMs) {
    throw refusal(
      "expired-signature",
      protocol,
      `Signature expired: ${form.date} is now earlier than ${isoBasic(now - lifetimeMs)} (${isoBasic(now)} - ${lifetimeMs / 60_000} min.)`,
    ).because(
      lifetimeMs > windowMs ? linkEndedWhy(form.time + lifetimeMs, now) : skewWhy(form, now, windowMs),
    );
  }
}

/** STS and IAM keep to their window whatever X-Amz-Expires says; the others honour it. */
function presignedLifetimeMs(form: SignatureForm, protocol: Exclude<WireProtocol, "s3">): number {
  if (form.expires === undefined || GLOBAL_SERVICES.has(form.scope.service)) return 0;
  const seconds = wholeNumber(form.expires);
  if (seconds === undefined || seconds < 1 || seconds > WEEK_SECONDS) {
    throw refusal(
      "incomplete",
      protocol,
      `X-Amz-Expires must be a number of seconds from 1 to ${WEEK_SECONDS}.`,
    );
  }
  return seconds * 1000;
}

function assertPresignedTimely(form: SignatureForm, now: number): void {
  const sent = form.expires ?? "";
  const seconds = wholeNumber(sent);
  if (seconds === undefined) throw s3QueryParameters("X-Amz-Expires should be a number");
  if (seconds < 0) throw s3QueryParameters("X-Amz-Expires must be non-negative");
  if (seconds > WEEK_SECONDS) {
    throw s3QueryParameters(S3_EXPIRES_TOO_LONG, "a link may live 7 days at most");
  }
  if (form.time > now + S3_SKEW_MILLISECONDS) {
    throw new AwsError("AccessDenied", "Request is not yet valid", 403, {
      "X-Amz-Date": form.date,
      ServerTime: serverTime(now),
    }).because(skewWhy(form, now, S3_SKEW_MILLISECONDS));
  }
  if (now >= form.time + seconds * 1000) {
    throw new AwsError("AccessDenied", "Request has expired", 403, {
      "X-Amz-Expires": sent,
      Expires: serverTime(form.time + seconds * 1000),
      ServerTime: serverTime(now),
    }).because(linkEndedWhy(form.time + seconds * 1000, now));
  }
}

function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `2026-09-03T08:05:09Z` */
function serverTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}/, "");
}
