import type { Member } from "../models/constraints.ts";
import { type ModelName, modelledInput, serviceModel } from "../models/index.ts";
import type { HttpBinding, HttpPlace } from "../operation.ts";

type Place = readonly [place: HttpPlace, name: string];

/** Where AWS's model finds an operation, and where it has the members that are not plainly in the JSON body. */
export function modelledBinding(model: ModelName, name: string): HttpBinding {
  const input = modelledInput(model, name);
  const found = serviceModel(model).operation(name);
  if (found === undefined) throw new Error(`${model} has no ${name}`);
  const { method, uri, status } = found.http;
  const members = Object.entries(input).flatMap(([member, { wire }]): (readonly [string, Place])[] => {
    const place = member === found.payload ? (["payload", ""] as const) : placeOf(member, wire);
    return place === undefined ? [] : [[member, place]];
  });
  return { method, uri, status, members: Object.fromEntries(members) };
}

/** Members of the body bear their own names, and labels come with the path that was found. */
function placeOf(member: string, wire: Member["wire"]): Place | undefined {
  const { location, wireName = member } = wire ?? {};
  switch (location) {
    case "querystring":
      return ["query", wireName];
    case "header":
      return ["header", wireName];
    case "headers":
      return ["headers", wireName];
    default:
      return undefined;
  }
}
