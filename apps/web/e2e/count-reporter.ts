import type { Reporter, Suite } from '@playwright/test/reporter'

/** Prints `N passed, N failed` as the last line. */
export default class CountReporter implements Reporter {
  #suite: Suite | null = null
  #errors = 0

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite
  }

  onError(): void {
    this.#errors += 1
  }

  async onExit(): Promise<void> {
    const outcomes = this.#suite?.allTests().map((test) => test.outcome()) ?? []
    const passed = outcomes.filter((outcome) => outcome === 'expected').length
    const failed = outcomes.filter((outcome) => outcome === 'unexpected').length + this.#errors
    process.stdout.write(`${passed} passed, ${failed} failed\n`)
  }
}
