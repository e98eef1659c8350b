import { type AccessRow, formCall } from "../../../iam/testing/access-table.ts";

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const STS_ROWS: Readonly<Record<string, AccessRow>> = {
  AssumeRole: {
    ...formCall("AssumeRole", {
      RoleArn: "arn:aws:iam::123456789012:role/team/subject",
      RoleSessionName: "morning",
      ExternalId: "secret-1",
    }),
    needs: [{ action: "sts:AssumeRole", type: "role", values: { RoleNameWithPath: "team/subject" } }],
  },
  GetCallerIdentity: { ...formCall("GetCallerIdentity"), needs: [] },
};
