import { Readable } from "node:stream";
import type { Busboy } from "busboy";
import type { HttpRequest } from "../../../../wire/http.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { PostForm } from "../http/post-form.ts";

/** Most bytes of the fields before the file. */
const MAX_FIELD_BYTES = 20_480;

export const isForm = ({ headers }: HttpRequest): boolean =>
  /^multipart\/form-data(?:;|$)/i.test(headers["content-type"] ?? "");

/**
 * Reads a form up to its file. What follows the file is not looked at, as on AWS.
 * @throws AwsError MalformedPOSTRequest, MaxPostPreDataLengthExceeded, InvalidArgument without a file
 */
export async function readForm({ headers, stream }: HttpRequest): Promise<PostForm> {
  const parser = await parserOf(headers["content-type"] ?? "");
  if (parser === undefined) throw s3Errors.malformedPost();
  // It may have gone while the parser was loaded.
  if (stream.destroyed && !stream.readableEnded) throw s3Errors.requestTimeout();
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    let size = 0;
    let isSettled = false;
    const settle = (end: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      end();
    };
    const begin = (file: Readable, fileName: string): void =>
      settle(() => resolve({ fields, fileName, file }));
    parser.on("field", (name, value, { valueTruncated }) => {
      if (isSettled) return;
      // A file without a name comes as a field.
      if (name.toLowerCase() === "file" && !valueTruncated) {
        begin(Readable.from(value === "" ? [] : [Buffer.from(value, "utf8")]), "");
        return;
      }
      size += Buffer.byteLength(name) + Buffer.byteLength(value);
      if (valueTruncated || size > MAX_FIELD_BYTES) settle(() => reject(s3Errors.postFieldsTooLarge()));
      else if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
    });
    parser.on("file", (name, file, { filename }) => {
      // Who reads it hears of it; a file that nobody reads any more must not end the process.
      file.on("error", () => undefined);
      if (isSettled || name.toLowerCase() !== "file") file.resume();
      else begin(file, filename ?? "");
    });
    parser.on("error", () => settle(() => reject(s3Errors.malformedPost())));
    parser.on("close", () => settle(() => reject(s3Errors.postWithoutFile())));
    const stop = (): void => {
      settle(() => reject(s3Errors.requestTimeout()));
      // Whoever reads the file hears that it will not end.
      parser.destroy();
    };
    stream.on("error", stop);
    stream.on("close", () => {
      if (!stream.readableEnded) stop();
    });
    stream.pipe(parser);
  });
}

/** Forms are rare: what reads them is loaded for the first one. */
async function parserOf(contentType: string): Promise<Busboy | undefined> {
  const { default: busboy } = await import("busboy");
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      limits: { fieldNameSize: MAX_FIELD_BYTES, fieldSize: MAX_FIELD_BYTES },
    });
  } catch {
    // A content type without a boundary.
    return undefined;
  }
}
