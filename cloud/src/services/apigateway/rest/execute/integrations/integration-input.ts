import type { HttpResponse } from "../../../../../wire/http.ts";
import type { Integration } from "../../control/model/rest-api.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

export type Integrate = (invocation: ApiInvocation) => Promise<HttpResponse> | HttpResponse;

export interface IntegrationInput {
  readonly integration: Integration;
  readonly resourcePath: string;
  readonly variables: Readonly<Record<string, string>> | null;
}

export interface FunctionIntegration extends IntegrationInput {
  readonly functionArn: string;
}
