import type { SignatureReason } from "../../core/reasons.ts";
import { CREDENTIALS } from "../../core/shown-commands.ts";
import type { EventView, Phraser } from "./view.ts";
import { duration } from "./words.ts";

/** Signatures: SIG-1 to SIG-6. */
export const SIGNATURE_PHRASES: Readonly<Record<SignatureReason, Phraser>> = {
  "signature-missing": () => ({
    decided: "it came without a signature",
    would: "sign it with a key of this cloud",
    next: CREDENTIALS,
  }),
  "signature-incomplete": (view) => ({
    decided: view.has("had", "missing")
      ? `the signature lacks ${view.text("had", "missing")}`
      : `the signature is not complete: ${view.text("had", "fault") || "the caller gets told what it lacks"}`,
    would: "let an AWS SDK sign",
  }),
  "signed-for-elsewhere": (view) => {
    const [had, asked] = [place(view, "had"), place(view, "asked")];
    if (had === asked && view.text("had", "day") !== view.text("asked", "day")) {
      return {
        decided: `its credential is of day ${view.text("had", "day")}, and it was signed on ${view.text("asked", "day")}`,
        would: "let an AWS SDK sign",
      };
    }
    return {
      decided: `signed for ${had}; this is ${asked}`,
      would: "set region and endpoint of the client",
      next: CREDENTIALS,
    };
  },
  "header-not-signed": (view) => ({
    decided: `header ${view.text("had", "headers")} came along and is not signed`,
    would: "sign it or leave it out",
  }),
  "clock-behind": (view) => skew(view, "before"),
  "clock-ahead": (view) => skew(view, "after"),
  "link-expired": (view) => ({
    decided: `the link ended ${duration(view.number("had", "seconds"))} ago`,
    would: "make a new link",
  }),
  "key-unknown": (view) => ({
    decided: `key ${view.text("had", "key")} is not of this cloud, or its role is gone`,
    would: "use this cloud's key: keys of real AWS cannot work here",
    next: `${CREDENTIALS}; unset AWS_PROFILE`,
  }),
  "session-token-missing": (view) => ({
    decided: `key ${view.text("had", "key")} is of a session, and its session token did not come`,
    would: "send all three parts of the credentials",
  }),
  "session-token-foreign": (view) => ({
    decided: `the session token was not made for key ${view.text("had", "key")}`,
    would: "take key and token from one place",
    next: CREDENTIALS,
  }),
  "session-expired": (view) => ({
    decided: `the session of key ${view.text("had", "key")} is over`,
    would: "assume the role again",
  }),
  "signature-wrong": (view) => ({
    decided: `the signature of key ${view.text("had", "key")} differs: another secret, or the request changed on its way`,
    would: "compare the canonical request in explain --json",
    next: CREDENTIALS,
  }),
};

function place(view: EventView, part: "asked" | "had"): string {
  return `${view.text(part, "region")}/${view.text(part, "service")}`;
}

function skew(view: EventView, side: "before" | "after") {
  return {
    decided: `signed ${duration(view.number("had", "seconds"))} ${side} this clock; ${view.text("asked", "minutes")} min are allowed`,
    would: "set the clock (this cloud's may have been moved)",
  };
}
