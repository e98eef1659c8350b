import { AwsError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { childOf, readXml, type XmlElement } from "../../runtime/client/read-xml.ts";

const VERSIONS = { cloudformation: "2010-05-15", iam: "2010-05-08", sts: "2011-06-15" } as const;

export interface QueryReply {
  readonly result: XmlElement;
  readonly status: number;
  readonly requestId: string;
}

/**
 * An operation of a service that speaks the query protocol.
 * @throws AwsError with the code and text of a refusal
 */
export async function query(
  client: CloudClient,
  service: keyof typeof VERSIONS,
  { Action, ...parameters }: { readonly Action: string } & Readonly<Record<string, string>>,
): Promise<QueryReply> {
  const { status, body } = await client.send({
    service,
    method: "POST",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams({ Action, Version: VERSIONS[service], ...parameters }).toString(),
  });
  const answer = readXml(body.toString("utf8"));
  if (status === 200) {
    const requestId = childOf(answer, "ResponseMetadata", "RequestId")?.text ?? "";
    return { result: childOf(answer, `${Action}Result`) ?? answer, status, requestId };
  }
  const error = childOf(answer, "Error");
  throw new AwsError(
    childOf(error, "Code")?.text ?? `HTTP ${status}`,
    childOf(error, "Message")?.text ?? `${service} refused ${Action}.`,
    status,
  );
}

/** All pages of a list of `member` elements, `name` being the element that holds them. */
export async function queryAll(
  client: CloudClient,
  service: keyof typeof VERSIONS,
  parameters: { readonly Action: string } & Readonly<Record<string, string>>,
  name: string,
): Promise<readonly XmlElement[]> {
  const found: XmlElement[] = [];
  let marker: string | undefined;
  do {
    const page = marker === undefined ? parameters : { ...parameters, Marker: marker };
    const { result } = await query(client, service, page);
    found.push(...membersOf(childOf(result, name)));
    marker = childOf(result, "IsTruncated")?.text === "true" ? childOf(result, "Marker")?.text : undefined;
  } while (marker !== undefined);
  return found;
}

function membersOf(list: XmlElement | undefined): readonly XmlElement[] {
  return list?.children.filter((child) => child.name === "member") ?? [];
}

/** Text of a child; empty when it is not there. */
export function textIn(element: XmlElement | undefined, ...names: readonly string[]): string {
  return childOf(element, ...names)?.text ?? "";
}
