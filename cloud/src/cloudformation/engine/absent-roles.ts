import type { Properties, ResourceContext } from "../../core/ports/resource-provider.ts";
import type { EngineDeps } from "./stack-operation.ts";

/** What a role that nobody knows may do: what is refused for want of a right, that role may have. */
const STAND_IN: Properties = {
  AssumeRolePolicyDocument: {
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  },
  Policies: [
    {
      PolicyName: "everything",
      PolicyDocument: { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    },
  ],
};

export interface AbsentRoles {
  /** Names of roles of this account that functions were to have and that nobody has made. */
  readonly names: ReadonlySet<string>;
  /** The properties of a function with a role that is there, so that everything else of it can be tried. */
  withRole(properties: Properties, context: ResourceContext): Promise<Properties>;
}

/** A template may name a role that its account has from before, e.g. `LabRole` of a course. */
export function createAbsentRoles({
  roles,
  scope,
  providers,
}: Pick<EngineDeps, "roles" | "scope" | "providers">): AbsentRoles {
  const names = new Set<string>();
  const ofThisAccount = `arn:aws:iam::${scope.accountId}:role/`;
  let standIn: Promise<string> | undefined;
  const make = async (context: ResourceContext): Promise<string> => {
    const made = await providers().get("AWS::IAM::Role")?.create(context, STAND_IN);
    return String(made?.attributes["Arn"]);
  };
  return {
    names,
    withRole: async (properties, context) => {
      const { Role: role } = properties;
      if (typeof role !== "string" || !role.startsWith(ofThisAccount)) return properties;
      if (roles.roleOf(role) !== undefined) return properties;
      names.add(role.slice(ofThisAccount.length));
      standIn ??= make(context);
      return { ...properties, Role: await standIn };
    },
  };
}
