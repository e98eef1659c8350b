import { exactBase64 } from "../../core/exact-base64.ts";
import { createSealer } from "../../store/sealing.ts";

/** Everything a session is, sealed into its token: nothing is stored, so sessions survive restarts. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly roleName: string;
  /** A role made anew under the same name has another id. */
  readonly roleId: string;
  readonly sessionName: string;
  /** JSON texts. */
  readonly sessionPolicies: readonly string[];
  /** Epoch milliseconds. */
  readonly expiration: number;
}

export interface SessionTokens {
  issue(session: Session): string;
  /** Undefined when the token is forged or damaged. */
  read(token: string): Session | undefined;
}

const PURPOSE = "iam/session";
const LONGEST_TOKEN = 65_536;

/**
 * @param masterKey 32 bytes of the state folder
 * @param capacity sessions kept opened, so that a running function's token is unsealed once
 */
export function createSessionTokens(masterKey: Buffer, capacity = 512): SessionTokens {
  const sealer = createSealer(masterKey, PURPOSE);
  const opened = new Map<string, Session>();
  return {
    issue: (session) => sealer.seal(Buffer.from(JSON.stringify(session), "utf8"), PURPOSE).toString("base64"),
    read: (token) => {
      const known = opened.get(token);
      if (known !== undefined) return known;
      if (token.length > LONGEST_TOKEN) return undefined;
      // IAM-26: one token has one spelling.
      const sealed = exactBase64(token, "base64");
      const plain = sealed === undefined ? undefined : sealer.open(sealed, PURPOSE);
      if (plain === undefined) return undefined;
      const session = JSON.parse(plain.toString("utf8")) as Session;
      if (opened.size >= capacity) {
        const oldest = opened.keys().next().value;
        if (oldest !== undefined) opened.delete(oldest);
      }
      opened.set(token, session);
      return session;
    },
  };
}
