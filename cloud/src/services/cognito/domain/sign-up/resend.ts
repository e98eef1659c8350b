import { invalidParameter, loginNotFound } from "../../shared/errors.ts";
import { codeTarget } from "../codes/code-target.ts";
import type { DeliveryDetails } from "../messages/messenger.ts";
import type { AuthDependencies } from "../sign-in/auth-dependencies.ts";
import { concealsUsers } from "../sign-in/parts/attempt.ts";
import type { ClientContext } from "../sign-in/parts/sign-in.ts";
import { maskDestination } from "../users/attribute-formats.ts";
import type { User } from "../users/user.ts";

interface CodeRequest {
  readonly clientContext: ClientContext;
  readonly user: User;
  readonly cause: "SignUp" | "ResendCode";
}

/** Sends the code that confirms an account; undefined when the pool verifies nothing the user has. */
export async function sendRegistrationCode(
  { codes, messenger }: AuthDependencies,
  { clientContext, user, cause }: CodeRequest,
): Promise<DeliveryDetails | undefined> {
  const { pool, client, clientMetadata } = clientContext;
  const attribute = confirmedBy(clientContext, user);
  if (attribute === undefined) return undefined;
  return messenger.send({
    pool,
    user,
    cause,
    secret: codes.issue({ userPoolId: pool.id, sub: user.sub }, "SignUp", codeTarget(user, attribute)),
    attribute,
    clientId: client.id,
    ...(clientMetadata === undefined ? {} : { clientMetadata }),
  });
}

/** A phone comes before an e-mail where the pool verifies both. */
function confirmedBy({ pool }: ClientContext, user: User): "email" | "phone_number" | undefined {
  return (["phone_number", "email"] as const).find(
    (attribute) =>
      pool.autoVerifiedAttributes.includes(attribute) && user.attributes[attribute] !== undefined,
  );
}

/** ResendConfirmationCode: pretends to send where users are concealed. */
export async function resendRegistrationCode(
  dependencies: AuthDependencies,
  clientContext: ClientContext,
  login: string,
): Promise<Pick<DeliveryDetails, "destination" | "medium" | "attribute">> {
  const user = dependencies.users.findByLogin(clientContext.pool, login);
  const conceals = concealsUsers(clientContext);
  if (user === undefined && !conceals) throw loginNotFound();
  const sub = user?.sub ?? dependencies.simulate(clientContext.pool, login).sub;
  dependencies.codes.countAttempt({ userPoolId: clientContext.pool.id, sub }, "ResendConfirmationCode");
  if (user?.status === "UNCONFIRMED") {
    const delivery = await sendRegistrationCode(dependencies, { clientContext, user, cause: "ResendCode" });
    if (delivery !== undefined) return delivery;
  }
  if (conceals) return pretended(login);
  if (user?.status !== "UNCONFIRMED") throw invalidParameter("User is already confirmed.");
  throw invalidParameter("Cannot resend codes. Auto verification not turned on.");
}

function pretended(login: string): Pick<DeliveryDetails, "destination" | "medium" | "attribute"> {
  const address = login.includes("@") ? login : `${login}@${login}`;
  return { destination: maskDestination(address), medium: "EMAIL", attribute: "email" };
}
