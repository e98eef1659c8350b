import type { HttpResponse } from "../../../../../wire/http.ts";
import type { Integration } from "../../control/model/rest-api.ts";
import type { Exchange } from "../exchange.ts";

export type Integrate = (exchange: Exchange) => Promise<HttpResponse> | HttpResponse;

export interface IntegrationInput {
  readonly integration: Integration;
  readonly resourcePath: string;
  readonly variables: Readonly<Record<string, string>> | null;
}
