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

/** Under `/api/chat/` a customer calls, or whoever takes part in the room; everything else is the staff's. */
const isForStaff = (path: string): boolean =>
  !path.startsWith('/api/chat/') || path.startsWith('/api/chat/support/')

type Fields = Readonly<Record<string, z.ZodType>>

/** The fields of an input, through what may be wrapped around its object. */
function fieldsOf(schema: unknown): Fields {
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap())
  return schema instanceof z.ZodObject ? schema.shape : {}
}

/** What a text of a query string stands for, where the procedure does not want a text. */
function meaningOf(value: string, field: z.ZodType): unknown {
  if (/^\d+$/.test(value) && field.safeParse(1).success) return Number(value)
  if (/^(true|false)$/.test(value) && field.safeParse(true).success) return value === 'true'
  return value
}

/** A query string holds only text. */
function queryInput(query: unknown, fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query ?? {}).map(([key, value]: [string, unknown]) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      return [key, field && typeof value === 'string' ? meaningOf(value, field) : value]
    }),
  )
}

function bodyInput(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {}
  if (typeof body === 'object' && !Array.isArray(body)) return { ...body }
  throw new ChatError('input_invalid', 'The body is a JSON object.')
}

/** GET and DELETE are asked in the query, everything else in the body. Path parameters win over fields of the same name. */
function inputOf(request: FastifyRequest, fields: Fields): Record<string, unknown> {
  const isInQuery = request.method === 'GET' || request.method === 'DELETE'
  const own = isInQuery ? queryInput(request.query, fields) : bodyInput(request.body)
  return { ...own, ...Object(request.params) }
}

function addRoute(
  app: FastifyInstance,
  createContext: CreateHttpContext,
  { path, procedure, openapi }: RestProcedure,
): void {
  const { type, inputs } = procedure._def
  const fields = fieldsOf(inputs[0])
  const actAs = isForStaff(openapi.path) ? 'agent' : undefined

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
        getRawInput: async () => inputOf(request, fields),
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
