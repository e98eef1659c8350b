/** What a token says; its signature is for the API to check. */
export type Claims = Readonly<Record<string, unknown>>;

/** The scope of people who may change their own account through the user-pool API. */
export const SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

/** Scope that the pool's trigger gives to members of Admins; the gate's endpoint asks for it. */
export function adminScopeOf(userPoolClientId: string): string {
  return `Admins-${userPoolClientId}`;
}

export function scopesOf(claims: Claims): string[] {
  const { scope } = claims;
  return typeof scope === "string" ? scope.split(" ").filter((name) => name !== "") : [];
}

export interface Person {
  readonly id: string;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly phone: string | undefined;
  readonly phoneVerified: boolean;
  readonly groups: readonly string[];
}

/** The person an ID token speaks of. */
export function personOf(claims: Claims): Person {
  const groups = claims["cognito:groups"];
  const parts = [text(claims["given_name"]), text(claims["family_name"])].filter(
    (part) => part !== undefined,
  );
  return {
    id: typeof claims["sub"] === "string" ? claims["sub"] : "",
    name: text(claims["name"]) ?? (parts.length > 0 ? parts.join(" ") : undefined),
    email: text(claims["email"]),
    emailVerified: isTrue(claims["email_verified"]),
    phone: text(claims["phone_number"]),
    phoneVerified: isTrue(claims["phone_number_verified"]),
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === "string") : [],
  };
}

/** Longer than names and addresses of people are; pools take up to 2,048 characters. */
const LONGEST = 254;
/** Signs that are not seen themselves and turn or hide what stands beside them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Fit to be shown: a name or address cannot pose as another, nor push everything else off the screen. */
function text(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const seen = value.replace(UNSEEN, "").trim();
  const signs = [...seen];
  if (signs.length > LONGEST) return `${signs.slice(0, LONGEST).join("")}…`;
  return seen === "" ? undefined : seen;
}

/** Pools say true; triggers may turn it into text. */
function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
