import busboy from "busboy";
import type { ConsoleFile, ConsoleForm } from "../wire/console-area.ts";
import { type HttpRequest, readBody } from "../wire/http.ts";

/** A form with files holds at most this much; what is larger goes by `aws s3 cp`. */
const MOST_BYTES = 64 * 1024 * 1024;

export const NO_FORM: ConsoleForm = { text: () => "", all: () => [], file: () => undefined };

/** Reads the fields of a form. Throws BodyTooLargeError beyond 64 MiB. */
export async function readForm(request: HttpRequest): Promise<ConsoleForm> {
  const type = request.headers["content-type"] ?? "";
  const body = await readBody(request, MOST_BYTES);
  if (type.startsWith("multipart/form-data")) return readParts(body, type);
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
    const parser = busboy({ headers: { "content-type": contentType } });
    parser.on("field", (name, value) => fields.append(name, value));
    parser.on("file", (field, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        // A field without a chosen file comes as a file without a name.
        if (filename) files.set(field, { name: filename, type: mimeType, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on("error", reject);
    parser.on("close", () => resolve(formOf(fields, files)));
    parser.end(body);
  });
}
