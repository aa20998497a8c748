import type { Notice } from '@shopbell/chat-core'

export type NoticeOf<Type extends Notice['type']> = Extract<Notice, { readonly type: Type }>
