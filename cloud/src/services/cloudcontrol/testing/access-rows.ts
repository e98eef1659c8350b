import { type AccessRow, jsonCall } from "../../../iam/testing/access-table.ts";

/** Cloud Control's actions are CloudFormation's. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
export const CLOUDCONTROL_ROWS: Readonly<Record<string, AccessRow>> = {
  GetResource: {
    ...jsonCall("CloudApiService.GetResource", { TypeName: "AWS::Lambda::Url", Identifier: "fn" }),
    needs: [
      { action: "cloudformation:GetResource", type: "*" },
      { action: "lambda:GetFunctionUrlConfig", type: "function", values: { FunctionName: "fn" } },
    ],
    answers: "ResourceNotFoundException",
  },
};
