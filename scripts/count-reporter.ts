import type { Reporter, TestModule } from 'vitest/node'

/** Prints `N passed, N failed` as the last line, whatever else is on screen. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    for (const module of modules) {
      const cases = [...module.children.allTests()]
      passed += cases.filter((test) => test.result().state === 'passed').length
      failed += cases.filter((test) => test.result().state === 'failed').length
      if (cases.length === 0 && module.errors().length > 0) failed += 1
    }
    console.log(`${passed} passed, ${failed} failed`)
  }
}
