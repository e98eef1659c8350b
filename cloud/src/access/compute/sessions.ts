import { type PolicyDocument, parsePolicy, type Statement } from "../../iam/policies/document.ts";
import type { PolicyQuestion } from "./policy-question.ts";
import type { Principal } from "./principals.ts";
import { ANY, covers, exampleOf } from "./subjects.ts";

type RoleHolder = Extract<Principal, { kind: "role" }>;

/**
 * ACCESS-12: the names of sessions that the answer may hang on. Functions give theirs; whoever else takes
 * the role chooses one, so those that policies name count, and one that none names.
 * @returns one name or none where no policy tells sessions apart
 */
export function sessionsOf(principal: RoleHolder, asked: PolicyQuestion): readonly string[] {
  const { role, functionNames } = principal;
  if (functionNames.length > 0 && !isTakenByPeople(role.trustPolicy)) return functionNames;
  const named = new Set(namedSessions(principal, asked).filter((name) => !functionNames.includes(name)));
  return named.size === 0 ? functionNames : [...functionNames, ...[...named].sort(), ANY];
}

/** Whether the trust policy lets in anybody but services. */
function isTakenByPeople(trustPolicy: string): boolean {
  return parsePolicy(trustPolicy).statements.some(
    ({ effect, principal }) =>
      effect === "Allow" &&
      principal !== undefined &&
      (principal.negated || principal.element.everyone || principal.element.aws.size > 0),
  );
}

function namedSessions({ role }: RoleHolder, { resourcePolicy }: PolicyQuestion): string[] {
  const documents: PolicyDocument[] = [...role.identity, ...(role.boundary ? [role.boundary] : [])];
  if (resourcePolicy !== undefined) documents.push(parsePolicy(resourcePolicy));
  return documents
    .flatMap(({ statements }) => statements)
    .flatMap((statement) => [...namedAsPrincipal(statement, role.name), ...namedById(statement, role.id)]);
}

/** `arn:aws:sts::123456789012:assumed-role/<role>/<session>` */
function namedAsPrincipal({ principal }: Statement, roleName: string): string[] {
  return [...(principal?.element.aws ?? [])].flatMap((arn) => {
    const [kind, role, session] = arn.slice(arn.lastIndexOf(":") + 1).split("/");
    return kind === "assumed-role" && role === roleName && session !== undefined ? [session] : [];
  });
}

/** `aws:userid` is `<id of the role>:<session>`. */
function namedById({ conditions }: Statement, roleId: string): string[] {
  return conditions
    .filter(({ key }) => key.toLowerCase() === "aws:userid")
    .flatMap(({ expected }) => [...expected])
    .filter((value) => !value.includes("${"))
    .flatMap((value) => {
      const [id = "", session] = value.split(":");
      if (session !== undefined) return covers(id, roleId) ? [exampleOf(session)] : [];
      // `*bob` reaches past the colon, `AROA…*` takes in every session.
      return /\*[^*]/.test(value) ? [exampleOf(value.slice(value.indexOf("*") + 1))] : [];
    });
}
