import { mistakePlaces, mistakePlaceText } from "./mistake-places.ts";
import { namedPaths } from "./named-paths.ts";
import { placesIn } from "./written-places.ts";

/** A template as it is written. */
interface WrittenTemplate {
  /** As it is shown. */
  readonly file: string;
  readonly text: string;
}

/** AWS's text about a whole template, with where that says what the text names: each place a line. */
export function placedMessage(message: string, { file, text }: WrittenTemplate): string {
  const places = mistakePlaces(text)(message).map((place) => `  ${mistakePlaceText(file, place)}`);
  if (places.length > 0) return [message, ...places].join("\n");
  const line = placesIn(text)(...namedPaths(resourceIn(message), message))?.line;
  return line === undefined ? message : `${message}\n  ${file}:${line}`;
}

/** The resource that a text of the transform, of a schema or of a rollback is about; empty where it names none. */
export function resourceIn(message: string): string {
  const found =
    /^Resource with id \[(\w{1,255})\]|^Properties validation failed for resource (\w{1,255})|^The stack \S{1,128} ended in \w{1,40}\. (\w{1,255}): /.exec(
      message,
    );
  return found?.slice(1).find((id) => id !== undefined) ?? "";
}
