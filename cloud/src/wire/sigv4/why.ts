import type { AccessKeyLookup } from "../../core/ports/access-keys.ts";
import type { SignatureReason } from "../../core/reasons.ts";
import type { Facts, Why } from "../../core/why.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import type { SignatureForm } from "./signature-form.ts";

/** Why a signature was not taken, for the trace: never the signature, a secret or a session token. */
const REASONS: Readonly<Record<RefusalReason, { readonly rule: string; readonly reason: SignatureReason }>> =
  {
    missing: { rule: "SIG-1", reason: "signature-missing" },
    incomplete: { rule: "SIG-1", reason: "signature-incomplete" },
    "wrong-scope": { rule: "SIG-3", reason: "signed-for-elsewhere" },
    "unsigned-header": { rule: "SIG-4", reason: "header-not-signed" },
    "expired-signature": { rule: "SIG-5", reason: "clock-behind" },
    "future-signature": { rule: "SIG-5", reason: "clock-ahead" },
    "unknown-key": { rule: "SIG-6", reason: "key-unknown" },
    "token-missing": { rule: "SIG-6", reason: "session-token-missing" },
    "token-invalid": { rule: "SIG-6", reason: "session-token-foreign" },
    "expired-token": { rule: "SIG-6", reason: "session-expired" },
    "bad-signature": { rule: "SIG-2", reason: "signature-wrong" },
  };

export function whyOf(reason: RefusalReason, facts: Pick<Why, "asked" | "had"> = {}): Why {
  return { ...REASONS[reason], ...facts };
}

/** `AKIA…WXYZ`: enough to recognise a key by. */
function keyName(accessKeyId: string): string {
  return accessKeyId.length > 8 ? `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}` : "…";
}

export function keyWhy(
  kind: Exclude<AccessKeyLookup["kind"], "found">,
  { accessKeyId }: Pick<SignatureForm, "accessKeyId">,
): Why {
  const had = { key: keyName(accessKeyId) };
  switch (kind) {
    case "unknown":
      return whyOf("unknown-key", { had });
    case "token-missing":
      return whyOf("token-missing", { had });
    case "token-invalid":
      return whyOf("token-invalid", { had });
    case "expired":
      return whyOf("expired-token", { had });
  }
}

export function scopeWhy(
  { scope, date }: SignatureForm,
  expected: { readonly region: string; readonly service: string },
): Why {
  return whyOf("wrong-scope", {
    asked: { region: expected.region, service: expected.service, day: date.slice(0, 8) },
    had: { region: scope.region, service: scope.service, day: scope.date },
  });
}

/** @param windowMs how far off a request may be */
export function skewWhy({ form, time }: SignatureForm, now: number, windowMs: number): Why {
  const reason = time > now ? "future-signature" : "expired-signature";
  return whyOf(reason, {
    asked: { minutes: Math.round(windowMs / 60_000) },
    had: { seconds: Math.round(Math.abs(now - time) / 1000), presigned: form === "query" },
  });
}

/** @param endedAt epoch milliseconds */
export function linkEndedWhy(endedAt: number, now: number): Why {
  return { rule: "SIG-5", reason: "link-expired", had: { seconds: Math.round((now - endedAt) / 1000) } };
}

/** The canonical request by lines, to be compared with the client's own. */
export function mismatchWhy(form: Pick<SignatureForm, "accessKeyId">, canonical: string): Why {
  return whyOf("bad-signature", { had: { key: keyName(form.accessKeyId), ...canonicalFacts(canonical) } });
}

function canonicalFacts(canonical: string): Facts {
  return { canonical: canonical.split("\n").map(withoutSecrets) };
}

const SECRET_HEADERS = /^(x-amz-security-token|cookie|authorization|x-api-key|.*customer-key(?:-md5)?):.*/i;
const SECRET_PARAMETERS =
  /(^|[?&])(X-Amz-Security-Token|X-Amz-Signature|[a-z_]*(?:token|secret|password|code|state))=[^&]*/gi;

function withoutSecrets(line: string): string {
  return line.replace(SECRET_HEADERS, "$1:(left out)").replace(SECRET_PARAMETERS, "$1$2=(left out)");
}
