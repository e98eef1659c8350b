interface ContentType {
  readonly type: string;
  /** Whether gzip and brotli make it smaller. */
  readonly compressible: boolean;
}

const TEXT: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  xml: "application/xml",
  json: "application/json",
  map: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  ttf: "font/ttf",
  otf: "font/otf",
  ico: "image/x-icon",
};

const BINARY: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  woff: "font/woff",
  woff2: "font/woff2",
  pdf: "application/pdf",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  mp4: "video/mp4",
  webm: "video/webm",
};

const TYPES: ReadonlyMap<string, ContentType> = new Map([...rows(TEXT, true), ...rows(BINARY, false)]);

function rows(types: Readonly<Record<string, string>>, compressible: boolean): [string, ContentType][] {
  return Object.entries(types).map(([name, type]) => [name, { type, compressible }]);
}

/** By the ending of a file's name; what has no known one is bytes, which no browser runs. */
export function contentTypeOf(name: string): ContentType {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return TYPES.get(ending) ?? { type: "application/octet-stream", compressible: false };
}
