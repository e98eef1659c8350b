import busboy from "busboy";
import type { ConsoleFile, ConsoleForm } from "../wire/console-area.ts";
import { type HttpRequest, readBody } from "../wire/http.ts";

/** A form with files holds at most this much; what is larger goes by `aws s3 cp`. */
const MOST_BYTES = 64 * 1024 * 1024;

export const NO_FORM: ConsoleForm = { text: () => "", all: () => [], file: () => undefined };

/** What was sent is no form: a part without its end, or parts without a boundary. */
export class MalformedFormError extends Error {}

/**
 * Reads the fields of a form.
 * @throws BodyTooLargeError beyond 64 MiB
 * @throws MalformedFormError for one that cannot be read
 */
export async function readForm(request: HttpRequest): Promise<ConsoleForm> {
  const type = request.headers["content-type"] ?? "";
  const body = await readBody(request, MOST_BYTES);
  if (/^\s*multipart\/form-data\s*(?:;|$)/i.test(type)) return readParts(body, type);
  return formOf(new URLSearchParams(body.toString("utf8")), new Map());
}

function formOf(fields: URLSearchParams, files: ReadonlyMap<string, ConsoleFile>): ConsoleForm {
  return {
    text: (name) => fields.get(name) ?? "",
    all: (name) => fields.getAll(name),
    file: (name) => files.get(name),
  };
}

function readParts(body: Buffer, contentType: string): Promise<ConsoleForm> {
  const fields = new URLSearchParams();
  const files = new Map<string, ConsoleFile>();
  return new Promise((resolve, reject) => {
    const malformed = (): void => reject(new MalformedFormError("The form cannot be read."));
    const parser = parserOf(contentType);
    if (parser === undefined) return malformed();
    parser.on("field", (name, value) => fields.append(name, value));
    parser.on("file", (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      // CON-24: a file that breaks off is an error of its own stream, beside that of the form.
      stream.on("error", malformed);
      stream.on("end", () => {
        // A field without a chosen file comes as a file without a name.
        if (filename) files.set(field, { name: filename, type: mimeType, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on("error", malformed);
    parser.on("close", () => resolve(formOf(fields, files)));
    parser.end(body);
  });
}

/** Undefined for a content type without a boundary. */
function parserOf(contentType: string): busboy.Busboy | undefined {
  try {
    return busboy({ headers: { "content-type": contentType } });
  } catch {
    return undefined;
  }
}
