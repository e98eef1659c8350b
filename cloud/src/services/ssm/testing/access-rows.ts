import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

const NAME = "/gates/one";
const IN_ARN = "gates/one";
export const ssmCall = (action: string, input: object) => jsonCall(`AmazonSSM.${action}`, input);

const on = (action: string, name = IN_ARN): Needed => ({
  action: `ssm:${action}`,
  type: "parameter",
  values: { ParameterNameWithoutLeadingSlash: name },
});
const tagged = { ResourceType: "Parameter", ResourceId: NAME };

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const SSM_ROWS: Readonly<Record<string, AccessRow>> = {
  AddTagsToResource: {
    ...ssmCall("AddTagsToResource", { ...tagged, Tags: [{ Key: "team", Value: "home" }] }),
    needs: [on("AddTagsToResource")],
  },
  DeleteParameter: { ...ssmCall("DeleteParameter", { Name: NAME }), needs: [on("DeleteParameter")] },
  DeleteParameters: {
    ...ssmCall("DeleteParameters", { Names: [NAME, "/gates/two"] }),
    needs: [on("DeleteParameters"), on("DeleteParameters", "gates/two")],
  },
  DescribeParameters: {
    ...ssmCall("DescribeParameters", {}),
    needs: [{ action: "ssm:DescribeParameters", type: "*", told: "arn:aws:ssm:eu-west-1:123456789012:*" }],
  },
  GetParameter: { ...ssmCall("GetParameter", { Name: NAME }), needs: [on("GetParameter")] },
  GetParameterHistory: {
    ...ssmCall("GetParameterHistory", { Name: NAME }),
    needs: [on("GetParameterHistory")],
  },
  GetParameters: {
    ...ssmCall("GetParameters", { Names: [`${NAME}:1`, "/gates/two"] }),
    needs: [on("GetParameters"), on("GetParameters", "gates/two")],
  },
  GetParametersByPath: {
    ...ssmCall("GetParametersByPath", { Path: "/gates/" }),
    needs: [on("GetParametersByPath", "gates")],
  },
  ListTagsForResource: { ...ssmCall("ListTagsForResource", tagged), needs: [on("ListTagsForResource")] },
  PutParameter: {
    ...ssmCall("PutParameter", {
      Name: "/new",
      Value: "v",
      Type: "String",
      Tags: [{ Key: "team", Value: "home" }],
    }),
    needs: [on("PutParameter", "new"), on("AddTagsToResource", "new")],
  },
  RemoveTagsFromResource: {
    ...ssmCall("RemoveTagsFromResource", { ...tagged, TagKeys: ["team"] }),
    needs: [on("RemoveTagsFromResource")],
  },
};

export const PREPARED = [
  ssmCall("PutParameter", { Name: NAME, Value: "v", Type: "String", Tags: [{ Key: "team", Value: "home" }] }),
];
