import { type AccessRow, formCall, type Needed } from "../../iam/testing/access-table.ts";
import { template } from "./things.ts";

export const STACK = "one";
export const CHANGES = "changes";
const BODY = { TemplateBody: template("2") };

const onStack = (action: string, StackName = STACK): readonly Needed[] => [
  { action: `cloudformation:${action}`, type: "stack", values: { StackName, Id: "*" } },
];

function ofStack(action: string, fields: Record<string, string> = {}): AccessRow {
  return { ...formCall(action, { StackName: STACK, ...fields }), needs: onStack(action) };
}

function ofAll(action: string, fields: Record<string, string> = {}): AccessRow {
  return { ...formCall(action, fields), needs: [{ action: `cloudformation:${action}`, type: "*" }] };
}

/** Nothing runs or is stuck: who may call gets the service's own answer. */
const refused = (row: AccessRow): AccessRow => ({ ...row, answers: "ValidationError" });

const ofChanges = (action: string): AccessRow => ofStack(action, { ChangeSetName: CHANGES });

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
export const CLOUDFORMATION_ROWS: Readonly<Record<string, AccessRow>> = {
  CancelUpdateStack: refused(ofStack("CancelUpdateStack")),
  ContinueUpdateRollback: refused(ofStack("ContinueUpdateRollback")),
  CreateChangeSet: ofStack("CreateChangeSet", { ChangeSetName: "more", ...BODY }),
  CreateStack: {
    ...formCall("CreateStack", {
      StackName: "two",
      TemplateBody: '{"Resources":{"A":{"Type":"Test::Fake::Thing"}}}',
    }),
    needs: onStack("CreateStack", "two"),
  },
  DeleteChangeSet: ofChanges("DeleteChangeSet"),
  DeleteStack: ofStack("DeleteStack"),
  DescribeChangeSet: ofChanges("DescribeChangeSet"),
  DescribeStackEvents: ofStack("DescribeStackEvents"),
  DescribeStackResource: ofStack("DescribeStackResource", { LogicalResourceId: "A" }),
  DescribeStackResources: ofStack("DescribeStackResources"),
  DescribeStacks: ofStack("DescribeStacks"),
  ExecuteChangeSet: ofChanges("ExecuteChangeSet"),
  GetTemplate: ofStack("GetTemplate"),
  GetTemplateSummary: ofStack("GetTemplateSummary"),
  ListChangeSets: ofStack("ListChangeSets"),
  ListExports: ofAll("ListExports"),
  ListImports: refused(ofAll("ListImports", { ExportName: "the-id" })),
  ListStackResources: ofStack("ListStackResources"),
  ListStacks: ofAll("ListStacks"),
  RollbackStack: refused(ofStack("RollbackStack")),
  UpdateStack: ofStack("UpdateStack", BODY),
  UpdateTerminationProtection: ofStack("UpdateTerminationProtection", {
    EnableTerminationProtection: "true",
  }),
  ValidateTemplate: ofAll("ValidateTemplate", BODY),
};
