import type { BrokerReason, MailReason, OwnReason, StackReason, StorageReason } from "../../core/reasons.ts";
import { POLICY_PHRASES } from "./policies.ts";
import type { EventView, Phrase, Phraser } from "./view.ts";
import { alternatives, argument, enumerated } from "./words.ts";

/** MQTT: IOT-1 to IOT-16. */
export const BROKER_PHRASES: Readonly<Record<BrokerReason, Phraser>> = {
  "connect-refused": (view) =>
    byPolicy(view, `may not connect as ${view.text("asked", "client")}`, "correct policy or client id"),
  "subscribe-refused": (view) =>
    byPolicy(view, `may not subscribe to ${view.text("asked", "filter")}`, "topicfilter/ for Subscribe"),
  "publish-refused": (view) =>
    byPolicy(view, `may not publish to ${view.text("asked", "topic")}`, "correct the policy"),
  "publish-over-limit": (view) => ({
    decided: `closed after a publish to ${view.text("asked", "topic")}: ${view.text("had", "fault")}`,
    would: "keep to the limits of AWS IoT",
  }),
  "taken-over": (view) => ({
    decided: `${view.text("asked", "client")} connected again from ${view.text("had", "address") || "elsewhere"}; the newer connection wins`,
    would: "a client id per device",
  }),
  "not-delivered": (view) =>
    byPolicy(view, `may not receive ${view.text("asked", "topic")}`, "allow iot:Receive on topic/…"),
  "protocol-violation": (view) => ({
    decided: `the connection was closed: ${view.text("had", "fault")}`,
    would: "keep to MQTT 3.1.1",
  }),
};

/** Who may what, and how near a policy came. */
function byPolicy(view: EventView, what: string, would: string): Phrase {
  if (view.has("had", "fault")) return { decided: `${what}: ${view.text("had", "fault")}`, would };
  if (!view.has("by", "kind")) return { decided: what, would };
  return POLICY_PHRASES[view.text("by", "effect") === "Deny" ? "explicit-deny" : "no-allow"](view);
}

/** S3: S3-2, S3-4, S3-7, S3-10. */
export const STORAGE_PHRASES: Readonly<Record<StorageReason, Phraser>> = {
  "object-missing-and-hidden": (view) => ({
    decided: `${view.text("asked", "key")} is not there; who may not list gets 403 for that, not 404`,
    would: "put the object there, or allow s3:ListBucket",
  }),
  "public-policy-blocked": (view) => ({
    decided: `the policy would make ${view.text("asked", "bucket")} public, and Block Public Access forbids that`,
    would: "name principals in it",
  }),
  "body-differs": (view) => ({
    decided: `the body is not the one that ${view.text("by", "checksum")} was made of`,
    would: "let the SDK compute it",
  }),
  "cors-refused": (view) => ({
    decided: `the bucket has no CORS rule for ${view.text("asked", "method")} from that origin`,
    would: "add a CorsConfiguration",
  }),
};

/** SES: SES-3. */
export const MAIL_PHRASES: Readonly<Record<MailReason, Phraser>> = {
  "identity-not-verified": (view) => {
    const [senders, recipients] = [view.list("had", "senders"), view.list("had", "recipients")];
    const [first = ""] = [...senders, ...recipients];
    const from = senders.length === 0 ? [] : [`nobody has verified the sender ${all(senders)}`];
    const to = recipients.length === 0 ? [] : [`in the sandbox ${all(recipients)} has to be verified, too`];
    return {
      decided: [...from, ...to].join("; "),
      would: `verify ${senders.length + recipients.length > 1 ? "each" : "it"}`,
      next: `aws ses verify-email-identity --email-address ${argument(first, "address")}`,
    };
  },
};

const all = (addresses: readonly string[]): string => [...new Set(addresses)].join(", ");

function needsCapability(resources: readonly string[]): string {
  if (resources.length === 0) return "the template has a transform, which needs";
  return `${enumerated(resources)} ${resources.length === 1 ? "gives" : "give"} rights of IAM, which needs`;
}

/** CloudFormation. */
export const STACK_PHRASES: Readonly<Record<StackReason, Phraser>> = {
  "capabilities-missing": (view) => ({
    decided: `${needsCapability(view.list("by", "resources"))} ${alternatives(view.list("asked", "capabilities"))}`,
    would: `--capabilities ${view.list("asked", "capabilities").join(" ")}`,
  }),
};

/** DOOR-FAULT. */
export const OWN_PHRASES: Readonly<Record<OwnReason, Phraser>> = {
  "fault-of-portcullis": (view) => ({
    decided: `Portcullis itself broke: ${view.text("had", "fault")}`,
    would: "report it with faults.log of the state folder",
  }),
};
