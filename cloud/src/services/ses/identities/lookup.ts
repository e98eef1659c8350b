import type { SesContext } from "../shared/context.ts";
import { type Identity, identityArn, normalName } from "../shared/identity.ts";

/** Recipients that AWS answers for, in the sandbox too. */
const SIMULATOR = "simulator.amazonses.com";

/** The identity by which an address may send: its own, or that of its domain or one above. */
function identityOf(ses: SesContext, address: string): Identity | undefined {
  const name = normalName(address);
  const own = ses.identities.find(name);
  if (own?.verified === true) return own;
  const labels = name.slice(name.lastIndexOf("@") + 1).split(".");
  for (let from = 0; from < labels.length - 1; from += 1) {
    const domain = ses.identities.find(labels.slice(from).join("."));
    if (domain?.verified === true) return domain;
  }
  return undefined;
}

export function isVerified(ses: SesContext, address: string): boolean {
  return identityOf(ses, address) !== undefined;
}

export function isSimulator(address: string): boolean {
  return normalName(address).endsWith(`@${SIMULATOR}`);
}

export function mayReceive(ses: SesContext, address: string): boolean {
  return isSimulator(address) || isVerified(ses, address);
}

/** The ARN on which policies judge who sends from an address. */
export function judgedArn(ses: SesContext, address: string): string {
  return identityArn(ses.scope, identityOf(ses, address)?.name ?? normalName(address));
}
