import type { AwsError } from "../core/errors.ts";
import { assets } from "../web/assets.ts";
import { Brand, Mark } from "../web/parts/marks.tsx";
import { Head } from "../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../web/paths.ts";
import type { ConsoleArea, ConsoleView } from "../wire/console-area.ts";

/** A page without the console around it: for who is not in. */
export function plainPage(title: string, text: string): string {
  return `<!doctype html>${String(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Portcullis`}</title>
        <link rel="stylesheet" href={`${CONSOLE_PATH}assets/${assets().styles}`} />
      </head>
      <body class="alone">
        <main>
          <Brand />
          <h1>{title}</h1>
          <p>{text}</p>
        </main>
      </body>
    </html>,
  )}`;
}

/** The cloud refused what a page asked: its own words, and the way back. */
export function failureView({ code, message, status }: AwsError, area: ConsoleArea): ConsoleView {
  return {
    title: area.title,
    status: status >= 500 ? 500 : 400,
    body: (
      <>
        <Head title={area.title} />
        <div class="note no" role="alert">
          <Mark verdict="no" />
          <div>
            <p>
              <b>{code}</b>
            </p>
            <p>{message}</p>
            <p>
              <a href={`${CONSOLE_PATH}${area.path}`}>{`Back to ${area.title}`}</a>
            </p>
          </div>
        </div>
      </>
    ),
  };
}

export function tooLargeView(): ConsoleView {
  return {
    title: "Too large",
    status: 413,
    body: (
      <>
        <Head title="Too large" />
        <p>
          A form takes at most 64 MiB; nothing was changed. Larger files go by the terminal:{" "}
          <code>aws s3 cp FILE s3://BUCKET/</code>
        </p>
      </>
    ),
  };
}

export function malformedFormView(): ConsoleView {
  return {
    title: "Not read",
    status: 400,
    body: (
      <>
        <Head title="Not read" />
        <p>The form cannot be read: it breaks off, or is none. Nothing was changed.</p>
      </>
    ),
  };
}

export function notFoundView(path: string): ConsoleView {
  return {
    title: "No such page",
    status: 404,
    body: (
      <>
        <Head title="No such page" />
        <p>
          Nothing is at <code>{path.slice(0, 200)}</code>. <a href={CONSOLE_PATH}>Start</a>
        </p>
      </>
    ),
  };
}
