/** Rail, list, room and, where there is room for it, the customer. One column on a phone. */
export const frame =
  'relative isolate grid h-dvh overflow-hidden max-[699.9px]:grid-cols-1 max-[699.9px]:grid-rows-[minmax(0,1fr)_auto] min-[700px]:grid-cols-[60px_320px_minmax(0,1fr)] min-[960px]:grid-cols-[60px_336px_minmax(0,1fr)] min-[1100px]:grid-cols-[60px_336px_minmax(0,1fr)_308px]'

export const listColumn = 'flex min-h-0 flex-col border-line min-[700px]:border-e'
