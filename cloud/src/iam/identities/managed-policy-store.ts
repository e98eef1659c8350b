import type { Database } from "../../store/database.ts";
import { awsManagedPolicies } from "./data/aws-managed-policies.ts";
import type { ManagedPolicy } from "./model/managed-policy.ts";

export interface ManagedPolicyStore {
  find(arn: string): ManagedPolicy | undefined;
  listAws(): readonly ManagedPolicy[];
  /** Customer managed policies, by ARN. */
  listLocal(): readonly ManagedPolicy[];
  save(policy: ManagedPolicy): void;
  delete(arn: string): void;
}

interface Row {
  readonly policy: string;
}

/** AWS's own policies are data; the customer's are kept in memory and in the database. */
export function createManagedPolicyStore(database: Database): ManagedPolicyStore {
  const rows = database.prepare<Row>("SELECT policy FROM iam_policies").all();
  const local = new Map(
    rows.map(({ policy }) => JSON.parse(policy) as ManagedPolicy).map((policy) => [policy.arn, policy]),
  );
  const put = database.prepare("INSERT OR REPLACE INTO iam_policies (arn, policy) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM iam_policies WHERE arn = ?");
  return {
    find: (arn) => local.get(arn) ?? awsManagedPolicies.find(arn),
    listAws: awsManagedPolicies.list,
    listLocal: () => [...local.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1)),
    save: (policy) => {
      put.run(policy.arn, JSON.stringify(policy));
      local.set(policy.arn, policy);
    },
    delete: (arn) => {
      remove.run(arn);
      local.delete(arn);
    },
  };
}
