import { AwsError, UserError } from "../../core/errors.ts";
import { childOf, readXml, type XmlElement } from "../../runtime/client/read-xml.ts";
import { type Aws, type AwsService, sendSigned } from "./send-signed.ts";

export const CLOUDFORMATION: AwsService & { readonly version: string } = {
  title: "CloudFormation",
  prefix: "cloudformation",
  variable: "CLOUDFORMATION",
  signingName: "cloudformation",
  version: "2010-05-15",
};

export const STS: AwsService & { readonly version: string } = {
  title: "STS",
  prefix: "sts",
  variable: "STS",
  signingName: "sts",
  version: "2011-06-15",
};

/**
 * Calls an operation of a service that speaks the query protocol.
 * @returns the element `<operation>Result`
 * @throws AwsError with the code and text of a refusal
 */
export async function queryAws(
  aws: Aws,
  service: AwsService & { readonly version: string },
  { Action, ...parameters }: { readonly Action: string } & Readonly<Record<string, string>>,
): Promise<XmlElement> {
  const { url, status, text } = await sendSigned(aws, service, {
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams({ Action, Version: service.version, ...parameters }).toString(),
  });
  const answer = parsed(service, url, text);
  if (status === 200) return childOf(answer, `${Action}Result`) ?? answer;
  const error = childOf(answer, "Error");
  throw new AwsError(
    childOf(error, "Code")?.text ?? `HTTP ${status}`,
    childOf(error, "Message")?.text ?? `${service.title} refused without saying why.`,
    status,
  );
}

function parsed(service: AwsService, url: string, text: string): XmlElement {
  try {
    return readXml(text);
  } catch {
    throw new UserError(`What answers at ${url} is not ${service.title}.`);
  }
}

export function membersOf(list: XmlElement | undefined): readonly XmlElement[] {
  return list?.children.filter(({ name }) => name === "member") ?? [];
}
