const FUNCTION_URI =
  /^arn:[a-z-]+:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;
const STAGE_VARIABLE = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g;

/** The function a Lambda integration URI names, stage variables filled in. */
export function functionArnOf(
  uri: string,
  variables: Readonly<Record<string, string>> | null,
): string | undefined {
  const arn = FUNCTION_URI.exec(uri)?.[1];
  return arn?.replace(STAGE_VARIABLE, (_, name: string) =>
    variables !== null && Object.hasOwn(variables, name) ? (variables[name] ?? "") : "",
  );
}
