/**
 * The names that a policy document may hold, whatever it is a policy of.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const TOP_ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

export const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);
