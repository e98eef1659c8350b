import type { Shape } from "../../../wire/models/constraints.ts";

/** Members of AddPermission and of `AWS::Lambda::Permission`. */
export const PERMISSION_SHAPE: Shape = {
  StatementId: { type: "string", required: true, min: 1, max: 100, pattern: "([a-zA-Z0-9-_]+)" },
  Action: { type: "string", required: true, pattern: "(lambda:[*]|lambda:[a-zA-Z]+|[*])" },
  Principal: { type: "string", required: true, pattern: "[^\\s]+" },
  SourceArn: {
    type: "string",
    pattern:
      "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
  },
  SourceAccount: { type: "string", pattern: "\\d{12}" },
  RevisionId: { type: "string" },
};
