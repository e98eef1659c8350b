import { anonymous } from "../../core/caller.ts";
import type { VerifiedSignature } from "../../wire/authentication.ts";
import { isSigned } from "../../wire/authentication.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { QUERY_BODY_LIMIT, query } from "../../wire/protocols/query.ts";
import { isCertificatePath, type Signer } from "./deliveries/signer.ts";
import { ConfirmSubscription } from "./operations/ConfirmSubscription.ts";
import { Unsubscribe } from "./operations/Unsubscribe.ts";
import { XML_NAMESPACE } from "./shared/constants.ts";
import type { SnsContext } from "./shared/context.ts";

/** What the links in messages do. */
const ACTIONS: ReadonlySet<string> = new Set(["ConfirmSubscription", "Unsubscribe"]);

/** Whether somebody visits a link of a message: nothing else is served without a signature [SNS-4]. */
export function linkIn(request: HttpRequest): object | undefined {
  if (isSigned(request)) return undefined;
  const action = new URLSearchParams(request.query).get("Action") ?? "";
  return ACTIONS.has(action) ? {} : undefined;
}

/** Whether somebody asks for the certificate of signatures. */
export function certificateIn({ path }: HttpRequest): object | undefined {
  return isCertificatePath(path) ? {} : undefined;
}

/** Shows the certificate, under its own address alone. */
export async function showCertificate(
  signer: () => Promise<Signer>,
  { path }: HttpRequest,
): Promise<HttpResponse> {
  const { certificate, certificateUrl } = await signer();
  if (!certificateUrl.endsWith(path)) return { status: 404, headers: {} };
  return { status: 200, headers: { "Content-Type": "application/x-pem-file" }, body: certificate };
}

const UNSIGNED: VerifiedSignature = {
  caller: anonymous,
  signature: "",
  scope: "",
  date: "",
  signingKey: Buffer.alloc(0),
};

/** Serves the links, for whoever has them. */
export function serveLinks(sns: SnsContext, dependencies: PipelineDependencies): ServedService {
  const operations = [ConfirmSubscription(sns), Unsubscribe(sns)];
  return serve(
    {
      name: "sns",
      signingNames: ["sns"],
      body: QUERY_BODY_LIMIT,
      protocol: query({ xmlNamespace: XML_NAMESPACE, operations, model: "sns" }),
      authenticate: () => UNSIGNED,
    },
    dependencies,
  );
}
