import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { layoutProblems } from './layout-problems.ts'

export interface Look {
  readonly name: string
  readonly colorScheme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
  readonly hasTouch: boolean
}

const sizes = [
  { size: 'phone', viewport: { width: 360, height: 640 }, hasTouch: true },
  { size: 'desktop', viewport: { width: 1440, height: 900 }, hasTouch: false },
]

/** Every way a screen must look right in. */
export const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((colorScheme) =>
  sizes.map(({ size, ...how }) => ({ name: `${size}, ${colorScheme}`, colorScheme, ...how })),
)

/** Judges what is on the screen now: nothing cut off or out of reach, no barrier that axe knows; keeps a picture. */
export async function judge(page: Page, screen: string, look: Look): Promise<void> {
  await test.step(screen, async () => {
    const file = `${screen} ${look.name}`.replace(/\W+/g, '-')
    await page.screenshot({ path: `test-results/screens/${file}.png` })
    expect.soft(await page.evaluate(layoutProblems), `${screen}: layout`).toEqual([])
    const { violations } = await new AxeBuilder({ page }).analyze()
    const barriers = violations.map(({ id, nodes }) => ({
      id,
      at: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
    }))
    expect.soft(barriers, `${screen}: axe`).toEqual([])
  })
}
