import { createHash } from "node:crypto";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { SesContext } from "../shared/context.ts";
import { type Identity, normalName } from "../shared/identity.ts";

export const VERIFICATION_PATH = "/_aws/ses/verify";

const TOKEN_BYTES = 32;
/** As AWS has it. */
const LINK_LIVES_MS = 24 * 3_600_000;

/**
 * SES-2: an identity is verified by who reads its mail: the link in it has a token that is written down
 * nowhere else, works once, and for a day. Mail for a domain goes to its postmaster.
 * @see https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
export function askToVerify(ses: SesContext, given: string, tags: Tags | undefined): Identity {
  const name = normalName(given);
  const known = ses.identities.find(name);
  if (known?.verified === true) return known;
  const token = ses.randomness.bytes(TOKEN_BYTES).toString("base64url");
  const kind = name.includes("@") ? "EmailAddress" : "Domain";
  const now = ses.clock.now();
  const identity: Identity = {
    name,
    kind,
    verified: false,
    tokenHash: hashOf(token),
    askedAt: now,
    tags: tags ?? known?.tags ?? {},
  };
  ses.identities.save(identity);
  ses.mailbox.deliver({
    sentAt: now,
    medium: "EMAIL",
    destination: kind === "Domain" ? `postmaster@${name}` : name,
    subject: `Amazon Web Services – Email Address Verification Request in region ${ses.scope.region}`,
    body: [
      `We have received a request to authorize ${name} for use with Amazon SES in the region ${ses.scope.region}.`,
      "If you requested this verification, please go to the following URL to confirm that you are authorized to use it:",
      `${ses.endpoints.base}${VERIFICATION_PATH}/${token}`,
      "Your request will not be processed unless you confirm it using this URL. The link expires 24 hours after the request.",
    ].join("\n\n"),
    cause: "SES verification",
    userPoolId: "",
    username: name,
    code: token,
  });
  return identity;
}

/**
 * The link was opened.
 * @returns the identity that is verified now; undefined when the link is unknown, used or older than a day
 */
export function verify(ses: SesContext, token: string): Identity | undefined {
  const identity = ses.identities.byToken(hashOf(token));
  if (identity === undefined || identity.verified) return undefined;
  if (ses.clock.now() - identity.askedAt > LINK_LIVES_MS) return undefined;
  ses.identities.save({ ...identity, verified: true, tokenHash: "" });
  return identity;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
