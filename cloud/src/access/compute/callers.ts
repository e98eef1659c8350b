import type { Caller } from "../../core/caller.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { FOREIGN_ACCOUNT } from "./constants.ts";
import type { Principal } from "./principals.ts";

/** What a service acts for. */
export interface Source {
  /** ARN; empty when it is not known. */
  readonly arn: string;
  readonly account: string;
}

/** Who calls, as policies see them. */
export function callerOf(
  { scope }: Pick<Deployment, "scope">,
  principal: Exclude<Principal, { kind: "token" }>,
  source: Source | undefined,
): Caller {
  switch (principal.kind) {
    case "anonymous":
      return { kind: "anonymous" };
    case "service": {
      const { arn: sourceArn = "", account: sourceAccount = scope.accountId } = source ?? {};
      return { kind: "service", service: principal.service, sourceArn, sourceAccount };
    }
    case "role": {
      const { arn: roleArn, name: roleName, id } = principal.role;
      const sessionName = principal.functionNames[0] ?? "session";
      return sessionOf({ roleArn, roleName, id, sessionName, accountId: scope.accountId });
    }
    case "other-account":
      return foreignCaller(principal.accountId ?? FOREIGN_ACCOUNT, principal.arn);
  }
}

/** Somebody of another account: whom a policy names, or a role that it does not. */
function foreignCaller(accountId: string, arn = `arn:aws:iam::${accountId}:role/outside`): Caller {
  const [kind = "", ...rest] = arn.slice(arn.lastIndexOf(":") + 1).split("/");
  if (kind === "user") {
    return { kind: "administrator", arn, accountId, accessKeyId: "", userId: "AIDAOUTSIDE" };
  }
  const isSession = kind === "assumed-role";
  const roleName = (isSession ? rest[0] : rest.at(-1)) ?? "outside";
  const roleArn = isSession ? `arn:aws:iam::${accountId}:role/${roleName}` : arn;
  const sessionName = (isSession ? rest[1] : undefined) ?? "session";
  return sessionOf({ roleArn, roleName, id: "AROAOUTSIDE", sessionName, accountId });
}

interface Session {
  readonly roleArn: string;
  readonly roleName: string;
  readonly id: string;
  readonly sessionName: string;
  readonly accountId: string;
}

function sessionOf({ roleArn, roleName, id, sessionName, accountId }: Session): Caller {
  return {
    kind: "role",
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    roleArn,
    roleName,
    sessionName,
    accountId,
    accessKeyId: "",
    userId: `${id}:${sessionName}`,
    sessionPolicies: [],
  };
}
