import type { VerifyUserAttributeRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { UserPool } from "../../domain/pools/pool.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { assertContactAttribute, callerOf, saveUser } from "../../domain/sign-in/client-context.ts";
import { assertAliasesAreFree } from "../../domain/users/directory.ts";
import type { User } from "../../domain/users/user.ts";
import { expiredCode } from "../../shared/errors.ts";
import type { ContactAttribute } from "./self-attributes.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export function verifyUserAttribute(dependencies: AuthDependencies): Operation<VerifyUserAttributeRequest> {
  return {
    name: "VerifyUserAttribute",
    auth: "public",
    run: async (input, { actsAs }) => {
      const { pool, user } = await callerOf(dependencies, input.AccessToken, actsAs);
      const attribute = input.AttributeName;
      assertContactAttribute(attribute);
      const subject = { userPoolId: pool.id, sub: user.sub };
      dependencies.codes.countAttempt(subject, "VerifyUserAttribute");
      dependencies.users.atomically(() => {
        const target = dependencies.codes.redeem(subject, `Attribute:${attribute}`, input.Code);
        const proved = provedBy(pool, user, { attribute, target });
        const attributes = { ...user.attributes, ...proved };
        assertAliasesAreFree(dependencies.users, pool, { sub: user.sub, attributes });
        saveUser(dependencies, pool, user.sub, (current) => ({
          ...current,
          attributes: { ...current.attributes, ...proved },
        }));
      });
      return {};
    },
  };
}

function provedBy(
  pool: UserPool,
  user: User,
  { attribute, target }: { readonly attribute: ContactAttribute; readonly target: string },
): Record<string, string> {
  // Codes sent for an administrator name the attribute, the others the address they went to.
  const address = target === attribute ? user.attributes[attribute] : target;
  // COG-COD-3: a code proves the address it was sent to, and no other.
  const awaited = pool.attributesRequiringVerificationBeforeUpdate.includes(attribute);
  if (address === undefined || (address !== user.attributes[attribute] && !awaited)) throw expiredCode();
  return { [attribute]: address, [`${attribute}_verified`]: "true" };
}
