// The home API of a running product, as its plain user.
import { signInBySrp } from "./cognito.mjs";

export function homeUrl({ outputs, base }) {
  return `${base}${new URL(outputs.ApiUrl).pathname}/profile-image`;
}

export async function signInHome(product) {
  const user = product.people.find(({ email }) => email === "user@example.com");
  const { UserPoolId, UserPoolClientId } = product.outputs;
  const target = { base: product.base, userPoolId: UserPoolId, clientId: UserPoolClientId };
  const tokens = await signInBySrp(target, user);
  return { Authorization: `Bearer ${tokens.AccessToken}` };
}

export async function callHome(product, headers) {
  const reply = await fetch(homeUrl(product), { headers });
  if (reply.status !== 200) throw new Error(`The home API answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
}

/** The claims of the access token in `headers`, which is what an authorizer hands on. */
export function claimsIn({ Authorization }) {
  return JSON.parse(Buffer.from(Authorization.split(".")[1], "base64url").toString("utf8"));
}
