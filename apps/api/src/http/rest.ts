import { ChatError } from '@shopbell/chat-core'
import { type AnyTRPCProcedure, type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OpenApiMeta } from 'trpc-to-openapi'
import { z } from 'zod'
import { appRouter } from '../rpc/router.ts'
import type { CreateHttpContext } from './http-context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The tRPC path behind a REST route. */
    procedure?: string
  }
}

export interface RestProcedure {
  readonly path: string
  readonly procedure: AnyTRPCProcedure
  readonly openapi: NonNullable<OpenApiMeta['openapi']>
}

/** The procedures that a third party may call over REST. */
export function restProcedures(): readonly RestProcedure[] {
  const { procedures }: AnyTRPCRouter['_def'] = appRouter._def
  return Object.entries<AnyTRPCProcedure>(procedures).flatMap(([path, procedure]) => {
    const { openapi } = (procedure._def.meta ?? {}) as OpenApiMeta
    return openapi ? [{ path, procedure, openapi }] : []
  })
}

const SUPPORT_PREFIX = '/api/chat/support/'

/** The fields of an input, through what may be wrapped around its object. */
function fieldsOf(schema: unknown): Readonly<Record<string, z.ZodType>> {
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap())
  return schema instanceof z.ZodObject ? schema.shape : {}
}

const takesNumbers = (field: z.ZodType): boolean => field.safeParse(1).success

/** A query string holds only text; digits become a number where the procedure wants one. */
function queryInput(query: unknown, numeric: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query ?? {}).map(([key, value]: [string, unknown]) =>
      numeric.has(key) && typeof value === 'string' && /^\d+$/.test(value)
        ? [key, Number(value)]
        : [key, value],
    ),
  )
}

function bodyInput(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {}
  if (typeof body === 'object' && !Array.isArray(body)) return { ...body }
  throw new ChatError('input_invalid', 'The body is a JSON object.')
}

/** Path parameters win over fields of the same name. */
function inputOf(request: FastifyRequest, numeric: ReadonlySet<string>): Record<string, unknown> {
  const own =
    request.method === 'GET' ? queryInput(request.query, numeric) : bodyInput(request.body)
  return { ...own, ...Object(request.params) }
}

function addRoute(
  app: FastifyInstance,
  createContext: CreateHttpContext,
  { path, procedure, openapi }: RestProcedure,
): void {
  const { type, inputs } = procedure._def
  const fields = Object.entries(fieldsOf(inputs[0]))
  const numeric = new Set(fields.filter(([, field]) => takesNumbers(field)).map(([key]) => key))
  const actAs = openapi.path.startsWith(SUPPORT_PREFIX) ? 'agent' : undefined

  app.route({
    method: openapi.method,
    url: openapi.path.replace(/\{(\w+)\}/g, ':$1'),
    config: { procedure: path },
    handler: (request, reply) =>
      callTRPCProcedure({
        router: appRouter,
        path,
        type,
        ctx: createContext(request, reply, actAs),
        getRawInput: async () => inputOf(request, numeric),
        signal: undefined,
        batchIndex: 0,
      }),
  })
}

/**
 * Serves every procedure that has OpenAPI metadata under its REST path: the same code as over tRPC, called directly.
 * The adapter of trpc-to-openapi is not used: it makes the input schemas coerce, for tRPC calls as well.
 */
export function addRestRoutes(app: FastifyInstance, createContext: CreateHttpContext): void {
  for (const procedure of restProcedures()) addRoute(app, createContext, procedure)
}
