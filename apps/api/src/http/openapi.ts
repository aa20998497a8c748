import { generateOpenApiDocument } from 'trpc-to-openapi'
import { appRouter } from '../rpc/router.ts'

const errorSchema = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', description: 'For programs', examples: ['room_not_found'] },
    message: { type: 'string', description: 'For people' },
    details: { type: 'object', description: 'Facts, such as `retryAfterMs` or `agentName`' },
    requestId: { type: 'string', description: 'Names this call in the log' },
  },
}

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'The input is not valid',
  401: 'Not signed in, or the session has ended',
  403: 'Known, but not yours to do',
  404: 'Not there, or not yours to see',
  409: 'Somebody or something else came first',
  410: 'No longer there to take',
  422: 'A rule of the conversation is broken',
  429: 'Too much in a short time: see Retry-After',
  500: 'Our fault: the requestId finds it in our log',
}

const errorResponses = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, description]) => [
    status,
    {
      description,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]),
)

/** The generator describes its own adapter's errors; ours have one shape. */
const withOurErrors = (operations: Record<string, { responses?: Record<string, unknown> }>) =>
  Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => [
      method,
      { ...operation, responses: { 200: operation.responses?.['200'], ...errorResponses } },
    ]),
  )

export interface ApiDescription {
  readonly title: string
  readonly baseUrl: string
  /** Names of the cookies that prove who is calling. */
  readonly cookies: { readonly customer: string; readonly staff: string }
}

/** The OpenAPI 3.1 description of the REST API, from the procedures themselves. */
export function describeApi({ title, baseUrl, cookies }: ApiDescription): object {
  const {
    paths = {},
    components = {},
    ...document
  } = generateOpenApiDocument(appRouter, {
    title,
    version: '1',
    baseUrl,
    description:
      'Customers prove who they are with their cookie or as bearer; agents with the cookie of their sign-in.',
    securitySchemes: {
      customerToken: { type: 'http', scheme: 'bearer' },
      customerCookie: { type: 'apiKey', in: 'cookie', name: cookies.customer },
      staffCookie: { type: 'apiKey', in: 'cookie', name: cookies.staff },
    },
  })
  const schemas = Object.entries(components.schemas ?? {}).filter(
    ([id]) => !id.startsWith('error.'),
  )
  return {
    ...document,
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [path, withOurErrors(Object(item))]),
    ),
    components: { ...components, schemas: { ...Object.fromEntries(schemas), Error: errorSchema } },
  }
}
