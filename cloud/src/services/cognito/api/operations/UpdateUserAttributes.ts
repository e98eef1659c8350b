import type { UpdateUserAttributesRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { CallContext, Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { callerOf, describeDelivery, saveUser } from "../../domain/sign-in/client-context.ts";
import { mergeAttributes } from "../../domain/users/attributes.ts";
import { assertAliasesAreFree } from "../../domain/users/directory.ts";
import { notAuthorized } from "../../shared/errors.ts";
import { CONTACT_ATTRIBUTES, parseOwnChange, sendAttributeCode } from "./self-attributes.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export function updateUserAttributes(dependencies: AuthDependencies): Operation<UpdateUserAttributesRequest> {
  return {
    name: "UpdateUserAttributes",
    auth: "public",
    run: async (input, { actsAs }) => ({
      CodeDeliveryDetailsList: await update(dependencies, input, actsAs),
    }),
  };
}

async function update(
  dependencies: AuthDependencies,
  input: UpdateUserAttributesRequest,
  actsAs: CallContext["actsAs"],
): Promise<Record<string, string>[]> {
  const caller = await callerOf(dependencies, input.AccessToken, actsAs);
  const { pool, user, client } = caller;
  const { changes, toProve } = parseOwnChange(caller, input.UserAttributes);
  const proposed = mergeAttributes(user.attributes, { ...changes, ...Object.fromEntries(toProve) });
  assertAliasesAreFree(dependencies.users, pool, { sub: user.sub, attributes: proposed });
  const changed = saveUser(dependencies, pool, user.sub, (current) => ({
    ...current,
    attributes: mergeAttributes(current.attributes, changes),
  }));
  // A code that is on its way proves the former address, not this one.
  for (const attribute of CONTACT_ATTRIBUTES) {
    if (changes[attribute] === undefined && !toProve.has(attribute)) continue;
    dependencies.codes.forget({ userPoolId: pool.id, sub: user.sub }, `Attribute:${attribute}`);
  }
  if (changed === undefined) throw notAuthorized("Invalid Access Token");
  const deliveries: Record<string, string>[] = [];
  for (const [attribute, address] of toProve) {
    const delivery = await sendAttributeCode(dependencies, {
      pool,
      user: changed,
      attribute,
      address,
      cause: "UpdateUserAttribute",
      clientId: client.id,
      clientMetadata: input.ClientMetadata,
    });
    deliveries.push(describeDelivery(delivery));
  }
  return deliveries;
}
