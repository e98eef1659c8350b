import type { Cell, Verdict } from "../matrix.ts";

export const VERDICT_TEXTS: Readonly<Record<Verdict, string>> = {
  yes: "yes",
  no: "no",
  "only-if": "only if",
};

/** `yes, the policy allows it`; `only if the request is encrypted`. */
export function verdictSentence({ verdict, sentence }: Cell): string {
  return `${VERDICT_TEXTS[verdict]}${verdict === "only-if" ? " " : ", "}${sentence}`;
}

/** What decided, and how it was proved: policy, line of the template, status. */
export function cellDetails({ by, proof, unproved }: Cell): string {
  const place = by?.file === undefined ? by?.place : `${by.file}:${by.line ?? 1}`;
  const policy =
    by?.policy === undefined ? undefined : `${by.policy}${by.sid === undefined ? "" : ` (${by.sid})`}`;
  const proved =
    proof === undefined
      ? (unproved ?? "computed")
      : `${proof.how === "called" ? "proved by a call" : "simulated"}: ${proof.status}${proof.agrees ? "" : ", which disagrees"}`;
  return [policy, place, proved].filter((text) => text !== undefined).join(" · ");
}
